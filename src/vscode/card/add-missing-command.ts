import * as vscode from "vscode";
import { gatherAdditions } from "../../app/evidence/gather-additions";
import { hubModelFiles } from "../../app/evidence/hub-model-files";
import { knownModel } from "../../app/family/known-model";
import { UserError } from "../../app/ports/errors";
import type { Addition, Additions } from "../../card/obligations/addition-sources";
import { unclearPart } from "../../card/obligations/headline";
import { isLegalFile } from "../../card/obligations/legal-names";
import type { Obligations } from "../../card/obligations/obligations";
import { asObject } from "../../lineage/checked-json";
import { ownValue } from "../../lineage/own-value";
import { t } from "../../words/words";
import { withCancelableProgress } from "../cancelable-progress";
import type { Session } from "../session";
import { factsNextTo, filesIn } from "./around/beside-card";
import type { OpenCard } from "./open-cards";

/**
 * Shows what would meet the obligations of the open card that nothing meets, each file as a change that the person accepts or not,
 * and what is left to them.
 */
export async function addMissing(session: Session): Promise<void> {
  const card = session.cards.active;
  if (card === null) throw new UserError(t`Open a model card first.`);
  const found = await withCancelableProgress(t`Reading what licenses ask…`, ({ signal }) =>
    gathered(session, card, signal),
  );
  if (found === null) return;
  const { additions, left } = found.made;
  if (additions.length > 0) {
    const edit = new vscode.WorkspaceEdit();
    for (const addition of additions) await put(edit, card.document.uri, addition);
    await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  }
  if (left.length === 0 && additions.length === 0)
    void vscode.window.showInformationMessage(nothingToAdd(found.found));
  if (left.length > 0) void showLeft(left);
}

/** Nothing to add is no good news where nobody knows what is asked. */
function nothingToAdd(found: Obligations): string {
  const unclear = unclearPart(found);
  return unclear === null
    ? t`Nothing is missing that could be added.`
    : t`Nothing is known to be missing that could be added, but it is unclear what is asked: ${unclear}.`;
}

async function gathered(session: Session, card: OpenCard, signal: AbortSignal) {
  const { document, subject, text } = card;
  const names = await namesBeside(document.uri);
  const shipped = await commonTexts(session.context.extensionUri);
  const log = (message: string): void => session.log.info(`add missing: ${message}`);
  return await gatherAdditions(
    {
      ...{ text, frontMatter: subject.frontMatter, repo: subject.identity?.repo ?? null },
      files: filesIn(vscode.Uri.joinPath(document.uri, ".."), names, isLegalFile),
      told: (await factsNextTo(document.uri, names)) ?? null,
    },
    {
      lookup: async id => {
        signal.throwIfAborted();
        return knownModel(await session.entryOnRequest(id), Date.now());
      },
      filesOf: id =>
        session.online === "off"
          ? null
          : hubModelFiles(session.access.modelFiles, id, ({ message }) => log(message)),
      ...{ failed: log, shipped, endpoint: session.endpoint },
    },
  );
}

/** The names of the files next to a card; null if it is in no folder. */
async function namesBeside(uri: vscode.Uri): Promise<readonly string[] | null> {
  if (uri.scheme === "untitled") return null;
  try {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(uri, ".."));
    return entries.map(([name]) => name);
  } catch {
    return null;
  }
}

/** The texts of licenses that the extension has room for. */
async function commonTexts(extension: vscode.Uri): Promise<(license: string) => string | null> {
  const file = vscode.Uri.joinPath(extension, "dist/common-licenses.json");
  const texts = asObject(JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))));
  return license => {
    const text = texts === null ? undefined : ownValue(texts, license);
    return typeof text === "string" ? text : null;
  };
}

/** Adds a change to an edit, which VS Code shows and makes only if the person accepts it. */
async function put(edit: vscode.WorkspaceEdit, card: vscode.Uri, addition: Addition): Promise<void> {
  const { file, kind, text, from, fill } = addition;
  const metadata: vscode.WorkspaceEditEntryMetadata = {
    needsConfirmation: true,
    label: kind === "create" ? t`Add ${file}` : t`Add to the end of ${file}`,
    description: fill ?? from,
  };
  const uri = file === "README.md" ? card : vscode.Uri.joinPath(card, "..", file);
  if (kind === "create") {
    edit.createFile(uri, { contents: new TextEncoder().encode(text) }, metadata);
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const end = document.positionAt(document.getText().length);
  edit.insert(uri, end, `${end.character === 0 ? "" : "\n"}${text}`, metadata);
}

async function showLeft(left: Additions["left"]): Promise<void> {
  const show = t`Show`;
  const count = left.length;
  const chosen = await vscode.window.showInformationMessage(
    count === 1 ? t`One obligation is left to you.` : t`${count} obligations are left to you.`,
    show,
  );
  if (chosen !== show) return;
  const lines = left.map(({ todo }) => `- ${todo}`);
  const advice = t`These are possible obligations, read from the licenses as the Hub names them. They are not legal advice.`;
  const content = `${lines.join("\n")}\n\n${advice}\n`;
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: "plaintext", content }),
  );
}
