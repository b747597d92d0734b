import * as vscode from "vscode";
import { familyPanelType, reportPanelType } from "./panel-types";
import type { Start } from "./start-extension";

/** Restores panels that were open when VS Code closed; each is restored when it first becomes visible. */
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
