import * as vscode from "vscode";
import { withoutQuotes } from "../../app/card/card-links";
import { mentions, renameModel } from "../../app/card/rename-model";
import { idAt } from "../../card/ids-at";
import { repoIdProblem } from "../../lineage/repo-id";
import { t } from "../../words/words";
import { type ParseApart, parsedSoon } from "./card-text";
import type { OpenCards } from "./open-cards";
import { addEdits, rangeIn } from "./ranges";
import { cardSelector } from "./selector";
import { textOf, workspaceCards } from "./workspace-cards";

/** Renames a model ID in every card in the workspace that names it as a parent or a new version. */
export function registerRename(cards: OpenCards, parse: ParseApart): vscode.Disposable {
  return vscode.languages.registerRenameProvider(cardSelector, {
    prepareRename(document, position) {
      const found = idUnder(cards, document, position);
      // Rejecting lets VS Code's own rename handle headings and links in the rest of the document.
      if (found === null) throw new Error(t`There is no model ID here to rename.`);
      return { range: rangeIn(document, found.range), placeholder: found.id };
    },
    async provideRenameEdits(document, position, typed, token) {
      const found = idUnder(cards, document, position);
      if (found === null) throw new Error(t`There is no model ID here to rename.`);
      const name = typed.trim();
      const problem = repoIdProblem(name);
      if (problem !== null) throw new Error(t`"${name.slice(0, 60)}" is not a model ID: it ${problem}.`);
      return renameEverywhere(document, { from: found.id, to: name }, parse, token);
    },
  });
}

function idUnder(
  cards: OpenCards,
  document: vscode.TextDocument,
  position: vscode.Position,
): { id: string; range: { start: number; end: number } } | null {
  const card = cards.fresh(document);
  const found = card && idAt(card.subject.frontMatter, document.offsetAt(position));
  return found && card ? { id: found.id, range: withoutQuotes(card.text, found.range) } : null;
}

/** The edits for the document, every other open card, and every README.md in the workspace. */
async function renameEverywhere(
  document: vscode.TextDocument,
  change: { readonly from: string; readonly to: string },
  parse: ParseApart,
  token: vscode.CancellationToken,
): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  const seen = new Set<string>();
  const visit = async (uri: vscode.Uri): Promise<void> => {
    if (seen.has(uri.toString())) return;
    seen.add(uri.toString());
    const text = await textOf(uri);
    if (text === null || !mentions(text, change.from)) return;
    addEdits(edit, uri, text, renameModel(text, await parsedSoon(text, parse), change));
  };
  await visit(document.uri);
  for (const { uri, languageId } of vscode.workspace.textDocuments) {
    if (languageId === "markdown" && vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== false)
      await visit(uri);
  }
  for await (const uri of workspaceCards(() => token.isCancellationRequested)) await visit(uri);
  return edit;
}
