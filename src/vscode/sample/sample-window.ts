import * as vscode from "vscode";

/** The URI scheme of the sample workspace, which lies in memory. */
export const sampleScheme = "hub-lineage-sample";

const sampleRoot = vscode.Uri.from({ scheme: sampleScheme, path: "/Sample Data" });

/** The URI of a file of the sample workspace. */
export function sampleFile(path: string): vscode.Uri {
  return vscode.Uri.joinPath(sampleRoot, path);
}

/** Whether this window shows the sample workspace: its models are made up, and it sends no requests. */
export function isSampleWindow(): boolean {
  return vscode.workspace.workspaceFolders?.some(({ uri }) => uri.scheme === sampleScheme) ?? false;
}

/** Opens the sample workspace, in this window if it has no folder, else in a new one; not listed as recently opened. */
export async function openSampleWindow(): Promise<void> {
  const forceNewWindow = vscode.workspace.workspaceFolders !== undefined;
  const options = { forceNewWindow, noRecentEntry: true };
  await vscode.commands.executeCommand("vscode.openFolder", sampleRoot, options);
}

/** Closes the sample workspace: nothing of it is kept. */
export async function closeSampleWindow(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.closeFolder");
}
