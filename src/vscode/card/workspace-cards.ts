import * as vscode from "vscode";

/** Folders that contain none of the user's own cards. */
const skipped: ReadonlySet<string> = new Set(["node_modules", ".git", ".venv", "__pycache__"]);

/** Maximum number of folders searched, in case a home folder was opened by mistake. */
const mostFolders = 20_000;

/** Maximum size of a file read as a card, in bytes. */
const mostBytes = 16 * 1024 * 1024;

/**
 * Every README.md in the workspace's folders, on any file system. Symbolic links to folders are not followed; folders
 * that cannot be listed are skipped.
 */
export async function* workspaceCards(isCanceled: () => boolean): AsyncGenerator<vscode.Uri> {
  const open = (vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri).reverse();
  let left = mostFolders;
  for (let folder = open.pop(); folder !== undefined && left > 0; folder = open.pop()) {
    if (isCanceled()) return;
    left--;
    const entries = await entriesOf(folder);
    if (entries.some(([name, type]) => name === "README.md" && (type & vscode.FileType.File) !== 0))
      yield vscode.Uri.joinPath(folder, "README.md");
    for (const [name, type] of entries) {
      if (type === vscode.FileType.Directory && !skipped.has(name))
        open.push(vscode.Uri.joinPath(folder, name));
    }
  }
}

/** The text of a file, from its editor if open; null if the file cannot be read or is too large for a card. */
export async function textOf(uri: vscode.Uri): Promise<string | null> {
  const key = uri.toString();
  const document = vscode.workspace.textDocuments.find(each => each.uri.toString() === key);
  if (document !== undefined) return document.getText();
  try {
    const { fs } = vscode.workspace;
    if ((await fs.stat(uri)).size > mostBytes) return null;
    return new TextDecoder().decode(await fs.readFile(uri));
  } catch {
    return null;
  }
}

async function entriesOf(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.sort(([a], [b]) => (a < b ? 1 : -1));
  } catch {
    return [];
  }
}
