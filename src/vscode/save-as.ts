import * as vscode from "vscode";

/** Asks for a file and writes bytes to it; if the user cancels, `bytes` is not called. */
export async function saveAs(
  name: string,
  filters: Readonly<Record<string, string[]>>,
  bytes: () => Promise<Uint8Array>,
): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    filters: { ...filters },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, await bytes());
  vscode.window.setStatusBarMessage(`Hub Lineage: saved ${vscode.workspace.asRelativePath(target)}.`, 5000);
}
