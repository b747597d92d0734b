import * as vscode from "vscode";
import type { Start } from "./start";

/** Type of the family panel, as VS Code knows it when it restores one. */
export const familyPanelType = "hubLineage.family";

/** Registers the restoring of a family panel that was open when VS Code closed. */
export function registerFamilyRestore(start: Start): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(familyPanelType, {
    deserializeWebviewPanel: async (panel, state: unknown) => (await start()).actions.restore(panel, state),
  });
}
