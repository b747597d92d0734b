import * as vscode from "vscode";
import type { Severity } from "../card/finding";

/** When the Hub is asked. */
export type Online = "auto" | "onDemand" | "off";

const section = "hubLineage";

function read<T>(key: string, fallback: T, scope?: vscode.Uri): T {
  return vscode.workspace.getConfiguration(section, scope ?? null).get<T>(key) ?? fallback;
}

/** The settings, read anew each time. */
export const config = {
  /** The endpoint that was set, or empty where nobody set one. */
  get endpoint(): string {
    const found = vscode.workspace.getConfiguration(section).inspect<string>("endpoint");
    return found?.workspaceValue ?? found?.globalValue ?? "";
  },
  get online(): Online {
    return read<Online>("online", "auto");
  },
  /** Age in ms from which a stored answer is read again. */
  get maxAgeMs(): number {
    return Math.max(1, read("index.refreshAfterHours", 24)) * 3_600_000;
  },
  /** The folder of the index; empty for VS Code's own storage. */
  get indexFolder(): string {
    return read("index.folder", "").trim();
  },
  /** Whether a whole family is read with its model cards. */
  get indexCards(): boolean {
    return read("index.modelCards", false);
  },
  /** Whether a whole family is read with the room that each model takes. */
  get indexStorage(): boolean {
    return read("index.storageSize", false);
  },
  /** Models whose children one showing of a family asks for. */
  get maxLists(): number {
    return Math.min(100_000, Math.max(1, Math.floor(read("index.listsPerReading", 300))));
  },
  /** Most rows that a query shows. */
  get queryMaxRows(): number {
    return Math.min(100_000, Math.max(1, Math.floor(read("query.maxRows", 10_000))));
  },
  /** Time in ms after which a query is ended. */
  get queryTimeoutMs(): number {
    return Math.min(3_600, Math.max(1, read("query.timeout", 30))) * 1_000;
  },
  repo: (card: vscode.Uri): string => read("repo", "", card),
  codeLens: (card: vscode.Uri): boolean => read("codeLens", true, card),
  inlayHints: (card: vscode.Uri): boolean => read("inlayHints", false, card),
  lint: (card: vscode.Uri): boolean => read("lint", true, card),
  rules: (card: vscode.Uri): Readonly<Record<string, Severity | "off">> => read("rules", {}, card),
};

/** Calls back when one of our settings changes. */
export function onConfigChange(changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration(section)) changed();
  });
}
