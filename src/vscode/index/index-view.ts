import * as vscode from "vscode";
import { type IndexRow, indexRows } from "../../app/index/index-rows";
import { t } from "../../words/words";
import type { Start } from "../start-extension";

/** Minimum time between two refreshes, in ms; during indexing, updates arrive faster than anyone can read. */
const pauseMs = 500;

/** The Index tree: indexed data with its size and age, running jobs, and failures with their reasons. */
export class IndexTree implements vscode.TreeDataProvider<IndexRow> {
  readonly #load: Start;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #paths = new WeakMap<IndexRow, string>();
  readonly onDidChangeTreeData = this.#changed.event;
  #following: vscode.Disposable | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(load: Start) {
    this.#load = load;
  }

  async getChildren(row?: IndexRow): Promise<IndexRow[]> {
    const rows = row === undefined ? await this.#top() : row.children;
    const above = (row && this.#paths.get(row)) ?? "";
    for (const each of rows) this.#paths.set(each, `${above}/${each.key}`);
    return [...rows];
  }

  getTreeItem(row: IndexRow): vscode.TreeItem {
    const item = treeItem(row);
    // By label alone, VS Code would treat a row with new figures as a different row and collapse it.
    const path = this.#paths.get(row);
    if (path !== undefined) item.id = path;
    return item;
  }

  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#following?.dispose();
    this.#changed.dispose();
  }

  async #top(): Promise<readonly IndexRow[]> {
    const { index, watches } = await this.#load();
    this.#following ??= vscode.Disposable.from(
      index.onDidChange(() => this.#soon()),
      watches.onDidChange(() => this.#soon()),
    );
    try {
      return indexRows(await index.overview(), index.activity, Date.now(), watches.looks);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return indexRows(nothing, { reading: null, problem: message }, Date.now());
    }
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#changed.fire(undefined);
    }, pauseMs);
  }
}

const nothing = {
  models: 0,
  edges: 0,
  bytes: 0,
  updatedAt: null,
  notice: null,
  families: [],
  snapshot: null,
  hub: null,
  otherHubs: [],
};

function treeItem(row: IndexRow): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const open = row.children.length === 0 ? None : row.family === null ? Expanded : Collapsed;
  const item = new vscode.TreeItem(row.label, open);
  item.description = row.description;
  item.tooltip = row.tooltip;
  if (row.icon !== "") item.iconPath = new vscode.ThemeIcon(row.icon, color(row.icon));
  if (row.act === "retry") {
    item.command = { command: "hubLineage.retryIndex", title: t`Try Again`, arguments: [row] };
  } else if (row.act === "showLog") {
    item.command = { command: "hubLineage.showLog", title: t`Show Log` };
  } else if (row.act === "whatChanged") {
    item.command = { command: "hubLineage.whatChanged", title: t`What Changed`, arguments: [row.label] };
    item.contextValue = "watched";
  } else if (row.family?.kind === "family") item.contextValue = "indexedFamily";
  else if (row.family !== null) item.contextValue = "indexedOrganization";
  else if (row.key === "snapshot") item.contextValue = "snapshot";
  else if (row.key === "size") item.contextValue = "index";
  return item;
}

/** The color of a problem's icon, which also has a distinct shape. */
function color(icon: string): vscode.ThemeColor | undefined {
  if (icon === "warning") return new vscode.ThemeColor("list.warningForeground");
  return icon === "error" ? new vscode.ThemeColor("list.errorForeground") : undefined;
}
