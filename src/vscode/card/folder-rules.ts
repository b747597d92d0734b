import * as vscode from "vscode";
import { parseLintSettings, type RuleSettings, settingsFile } from "../../card/lint-settings";

/** Maximum number of folders searched upward from a card for a settings file. */
const mostUp = 32;

/** Maximum size of a settings file, in bytes. */
const mostBytes = 256 * 1024;

/**
 * Rules from the nearest settings file in or above a card's folder, as on the command line. Problems go to `log`. `mayRead`
 * says in which folders a file may be looked for.
 */
export async function folderRules(
  card: vscode.Uri,
  log: (line: string) => void,
  mayRead: (folder: vscode.Uri) => boolean = () => true,
): Promise<RuleSettings> {
  if (card.scheme === "untitled") return {};
  let folder = vscode.Uri.joinPath(card, "..");
  for (let n = 0; n < mostUp && mayRead(folder); n++) {
    const text = await textIn(folder);
    if (text !== null) {
      const { rules, problems } = parseLintSettings(text);
      for (const problem of problems) log(`${folder.path}: ${problem}`);
      return rules;
    }
    const above = vscode.Uri.joinPath(folder, "..");
    if (above.path === folder.path) break;
    folder = above;
  }
  return {};
}

/** Calls `changed` when a settings file is created, changed, or deleted. */
export function watchFolderRules(changed: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${settingsFile}`);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
    vscode.workspace.onDidSaveTextDocument(document => {
      if (document.uri.path.endsWith(`/${settingsFile}`)) changed();
    }),
  );
}

async function textIn(folder: vscode.Uri): Promise<string | null> {
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, settingsFile));
    return bytes.length > mostBytes ? null : new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}
