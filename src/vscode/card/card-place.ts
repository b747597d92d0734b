import * as vscode from "vscode";
import type { CardPlace } from "../../app/card/card-subject";
import { config } from "../config";

/** Maximum number of bytes read from a git configuration. */
const gitConfigLimit = 64 * 1024;

/** Collects a card's context: the files in its folder, its git remote, and the model that the user chose for it. */
export async function placeOf(card: vscode.Uri, picked: string | undefined): Promise<CardPlace> {
  const folder = vscode.Uri.joinPath(card, "..");
  const inFolder = card.scheme !== "untitled";
  const [files, gitConfig] = inFolder
    ? await Promise.all([filesOf(folder), textOf(vscode.Uri.joinPath(folder, ".git", "config"))])
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

async function textOf(file: vscode.Uri): Promise<string | null> {
  try {
    const bytes = await vscode.workspace.fs.readFile(file);
    return new TextDecoder().decode(bytes.subarray(0, gitConfigLimit));
  } catch {
    return null;
  }
}
