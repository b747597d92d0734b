import * as vscode from "vscode";
import { t } from "../words/words";

/** Asks for a file, writes bytes to it, and returns it; null, without a call of `bytes`, if the user cancels. */
export async function saveAs(
  name: string,
  filters: Readonly<Record<string, string[]>>,
  bytes: () => Promise<Uint8Array>,
): Promise<vscode.Uri | null> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    filters: { ...filters },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
  });
  if (target === undefined) return null;
  await vscode.workspace.fs.writeFile(target, await bytes());
  vscode.window.setStatusBarMessage(t`Hub Lineage: saved ${vscode.workspace.asRelativePath(target)}.`, 5000);
  return target;
}
