import * as vscode from "vscode";
import { isModelFile } from "../../app/card/card-subject";
import { UserError } from "../../app/ports/errors";
import { misplacedBlock } from "../../card/misplaced";
import { t } from "../../words/words";
import { cardText, parsedNow } from "./card-text";
import { isReadme } from "./may-be-card";

/** Whether a document is a README beside model files that has no front matter, nor anything that was meant as such. */
export function lacksFrontMatter(document: vscode.TextDocument, files: readonly string[] | null): boolean {
  if (!isReadme(document) || !(files ?? []).some(isModelFile)) return false;
  const text = cardText(document);
  const frontMatter = parsedNow(text);
  return frontMatter?.block === null && frontMatter.problems.length === 0 && misplacedBlock(text) === null;
}

/** Writes front matter above the text of a README, with a place for each value that the Hub needs, and asks for the first. */
export async function addFrontMatter(target: unknown): Promise<void> {
  const uri = typeof target === "string" ? vscode.Uri.parse(target) : undefined;
  const editor =
    uri === undefined ? vscode.window.activeTextEditor : await vscode.window.showTextDocument(uri);
  const files = editor && (await filesBeside(editor.document.uri));
  if (editor === undefined || !lacksFrontMatter(editor.document, files ?? null))
    throw new UserError(t`Open a README.md that is next to model files and has no front matter yet.`);
  const isAdapter = files?.includes("adapter_config.json") === true;
  const library = isAdapter ? "peft" : "transformers";
  const snippet = new vscode.SnippetString("---\nlicense: $1\nbase_model: $2\n")
    .appendText(`base_model_relation: ${isAdapter ? "adapter" : "finetune"}\n`)
    .appendText(`library_name: ${library}\n`);
  snippet.value += "pipeline_tag: $3\n---\n\n$0";
  await editor.insertSnippet(snippet, new vscode.Position(0, 0));
  await vscode.commands.executeCommand("editor.action.triggerSuggest");
}

async function filesBeside(uri: vscode.Uri): Promise<readonly string[]> {
  const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(uri, ".."));
  return entries.map(([name]) => name);
}
