import * as vscode from "vscode";
import type { Severity } from "../card/finding";

/** When to send requests to the Hub. */
export type Online = "auto" | "onDemand" | "off";

const section = "hubLineage";

function read<T>(key: string, fallback: T, scope?: vscode.Uri): T {
  return vscode.workspace.getConfiguration(section, scope ?? null).get<T>(key) ?? fallback;
}

/** The current settings, read on each access. */
export const config = {
  /** The configured endpoint; empty if none is set. */
  get endpoint(): string {
    const found = vscode.workspace.getConfiguration(section).inspect<string>("endpoint");
    return found?.workspaceValue ?? found?.globalValue ?? "";
  },
  /** Whether the workspace's settings choose the endpoint. */
  get isEndpointOfWorkspace(): boolean {
    return (
      vscode.workspace.getConfiguration(section).inspect<string>("endpoint")?.workspaceValue !== undefined
    );
  },
  get online(): Online {
    return read<Online>("online", "auto");
  },
  /** Age in ms after which a stored answer is refreshed. */
  get maxAgeMs(): number {
    return Math.max(1, read("index.refreshAfterHours", 24)) * 3_600_000;
  },
  /** The index folder; empty for VS Code's own storage. */
  get indexFolder(): string {
    return read("index.folder", "").trim();
  },
  /** The file of the user's own table of authors; empty if there is none. */
  get organizations(): string {
    return read("organizations", "").trim();
  },
  /** Whether indexing a family also reads its model cards. */
  get indexCards(): boolean {
    return read("index.modelCards", false);
  },
  /** Whether indexing a family also reads each model's storage size. */
  get indexStorage(): boolean {
    return read("index.storageSize", false);
  },
  /** Maximum number of models whose children are requested each time a family is shown. */
  get maxLists(): number {
    return Math.min(100_000, Math.max(1, Math.floor(read("index.listsPerReading", 300))));
  },
  /** Maximum number of rows that a query shows. */
  get queryMaxRows(): number {
    return Math.min(100_000, Math.max(1, Math.floor(read("query.maxRows", 10_000))));
  },
  /** Time in ms after which a query is stopped. */
  get queryTimeoutMs(): number {
    return Math.min(3_600, Math.max(1, read("query.timeout", 30))) * 1_000;
  },
  /** The path of DuckDB, or `off`; empty to look for it. */
  get duckdb(): string {
    return read("duckdb", "").trim();
  },
  repo: (card: vscode.Uri): string => read("repo", "", card),
  codeLens: (card: vscode.Uri): boolean => read("codeLens", true, card),
  inlayHints: (card: vscode.Uri): boolean => read("inlayHints", false, card),
  lint: (card: vscode.Uri): boolean => read("lint", true, card),
  rules: (card: vscode.Uri): Readonly<Record<string, Severity | "off">> => read("rules", {}, card),
};

/** Calls `changed` when one of our settings changes. */
export function onConfigChange(changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration(section)) changed();
  });
}
