import * as vscode from "vscode";

/** Opens the walkthrough of the first steps. */
export async function openWalkthrough(): Promise<void> {
  await vscode.commands.executeCommand(
    "workbench.action.openWalkthrough",
    "hub-lineage.hub-lineage#start",
    false,
  );
}
