import * as vscode from "vscode";
import type { Start } from "./start-extension";

/** Type of the family panel, as VS Code knows it when it restores one. */
export const familyPanelType = "hubLineage.family";

/** Type of the report panel, as VS Code knows it when it restores one. */
export const reportPanelType = "hubLineage.report";

/** Registers the restoring of panels that were open when VS Code closed; each is restored when a person looks at it. */
export function registerPanelRestore(start: Start): vscode.Disposable {
  const { registerWebviewPanelSerializer } = vscode.window;
  return vscode.Disposable.from(
    registerWebviewPanelSerializer(familyPanelType, {
      deserializeWebviewPanel: async (panel, state: unknown) => (await start()).actions.restore(panel, state),
    }),
    registerWebviewPanelSerializer(reportPanelType, {
      deserializeWebviewPanel: async (panel, state: unknown) =>
        (await start()).snapshots.restoreReport(panel, state),
    }),
  );
}
