import * as vscode from "vscode";
import { familyPanelType, reportPanelType } from "./panel-types";
import type { Start } from "./start-extension";

/** Registers the restoring of panels that were open when VS Code closed; each is restored when a person looks at it. */
export function registerPanelRestore(start: Start): vscode.Disposable {
  const { registerWebviewPanelSerializer } = vscode.window;
  return vscode.Disposable.from(
    registerWebviewPanelSerializer(familyPanelType, {
      deserializeWebviewPanel: async (panel, state: unknown) => (await start()).family.restore(panel, state),
    }),
    registerWebviewPanelSerializer(reportPanelType, {
      deserializeWebviewPanel: async (panel, state: unknown) =>
        (await start()).snapshots.restoreReport(panel, state),
    }),
  );
}
