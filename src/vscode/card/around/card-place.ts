import * as vscode from "vscode";
import type { CardPlace } from "../../../app/card/card-subject";
import { gitConfigFor, isAbsolute } from "../../../app/card/git-config";
import { config } from "../../config";

/** Maximum number of bytes read from a git configuration. */
const gitConfigLimit = 64 * 1024;

/**
 * Collects a card's context: the files in its folder, its git remote, and the model that the user chose for it. `mayRead` says
 * which files of git may be read.
 */
export async function placeOf(
  card: vscode.Uri,
  picked: string | undefined,
  mayRead: (file: vscode.Uri) => boolean = () => true,
): Promise<CardPlace> {
  const folder = vscode.Uri.joinPath(card, "..");
  const inFolder = card.scheme !== "untitled";
  const [files, gitConfig] = inFolder
    ? await Promise.all([filesOf(folder), gitConfigFor(path => textOf(fileAt(folder, path), mayRead))])
    : [null, null];
  return { path: card.path, chosen: picked ?? config.repo(card), gitConfig, files };
}

async function filesOf(folder: vscode.Uri): Promise<readonly string[] | null> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.filter(([, type]) => (type & vscode.FileType.Directory) === 0).map(([name]) => name);
  } catch {
    return null;
  }
}

/** The file at a path, absolute or from a folder, in the folder's file system. */
function fileAt(folder: vscode.Uri, path: string): vscode.Uri {
  const plain = path.replaceAll("\\", "/");
  if (!isAbsolute(path)) return vscode.Uri.joinPath(folder, plain);
  return folder.with({ path: plain.startsWith("/") ? plain : `/${plain}` });
}

async function textOf(file: vscode.Uri, mayRead: (file: vscode.Uri) => boolean): Promise<string | null> {
  const { fs } = vscode.workspace;
  if (!mayRead(file)) return null;
  try {
    // Reading a pipe would wait for somebody to write to it.
    if (((await fs.stat(file)).type & vscode.FileType.File) === 0) return null;
    return new TextDecoder().decode((await fs.readFile(file)).subarray(0, gitConfigLimit));
  } catch {
    return null;
  }
}
