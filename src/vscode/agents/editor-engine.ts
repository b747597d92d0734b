import * as vscode from "vscode";
import type { AgentEngine, CardAtPath } from "../../agents/agent-engine";
import { isAbsolute } from "../../app/card/git-config";
import { UserError } from "../../app/ports/errors";
import { t } from "../../words/words";
import { placeOf } from "../card/around/card-place";
import { cardText, parsedSoon } from "../card/card-text";
import { folderRules } from "../card/folder-rules";
import { queryIndex } from "../query/query-index";
import type { Session } from "../session";

/** The longest card that is read from disk, in bytes. */
const longestFile = 12 * 1024 * 1024;

/** The tools' engine over the Hub in use, its index, and the folders of the workspace. */
export function editorEngine(session: Session): AgentEngine {
  const { index, hub, reader, parse } = session.present;
  return {
    endpoint: session.endpoint,
    index,
    hub,
    reader: limited => reader.over(limited),
    whyOffline: vscode.workspace.isTrusted
      ? session.whyOffline
      : t`The workspace is not trusted, so the Hub was not asked. Trust the workspace to ask it.`,
    parse: text => parsedSoon(text, parse),
    now: Date.now,
    readCard: (path, repo) => cardAt(path, repo, session),
    query: (sql, rows, signal) => queryIndex(session, sql, signal, rows),
  };
}

async function cardAt(path: string, repo: string | undefined, session: Session): Promise<CardAtPath> {
  const uri = await allowedFile(path);
  const open = vscode.workspace.textDocuments.find(each => each.uri.toString() === uri.toString());
  const text = open === undefined ? await textOf(uri, path) : cardText(open);
  const [place, rules] = await Promise.all([
    placeOf(uri, repo ?? session.picked(uri), isInWorkspace),
    folderRules(uri, line => session.log.warn(line), isInWorkspace),
  ]);
  return { text, place, rules };
}

/** The file in a folder of the workspace; throws UserError for any other, and for what links lead to. */
async function allowedFile(path: string): Promise<vscode.Uri> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const candidates = isAbsolute(path)
    ? folders.slice(0, 1).map(({ uri }) => uri.with({ path: vscode.Uri.file(path).path }))
    : folders.map(({ uri }) => vscode.Uri.joinPath(uri, path.replaceAll("\\", "/")));
  for (const candidate of candidates)
    if (isInWorkspace(candidate) && (await isPlainFile(candidate))) return candidate;
  throw new UserError(
    t`${path} is no file in a folder of the workspace. Name a README.md there, or pass the text of the card.`,
  );
}

function isInWorkspace(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** Whether a path leads to a file, and no part of it below the folder of the workspace is a link, which may lead anywhere. */
async function isPlainFile(file: vscode.Uri): Promise<boolean> {
  const top = vscode.workspace.getWorkspaceFolder(file)?.uri.path;
  for (let at = file; at.path !== top; at = vscode.Uri.joinPath(at, "..")) {
    if (at.path === "/") return false;
    const type = await typeOf(at);
    const wanted = at === file ? vscode.FileType.File : vscode.FileType.Directory;
    if (type !== wanted) return false;
  }
  return true;
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | null> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch {
    return null;
  }
}

async function textOf(uri: vscode.Uri, path: string): Promise<string> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > longestFile) throw new UserError(t`${path} is longer than the 12 MB that are read of a card.`);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri));
}
