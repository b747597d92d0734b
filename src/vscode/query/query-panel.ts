import type * as vscode from "vscode";
import { isRepoId } from "../../lineage/repo-id";
import type { QueryPanelCalls, QueryView } from "../../protocol";
import { SidePanel, told } from "../side-panel";

/** What the buttons of the query view do, and what it shows. */
export interface QueryPanelActions extends Omit<QueryPanelCalls, "ready" | "failed"> {
  view(): QueryView;
  closed(): void;
}

/** Most characters of one value that the view is sent; the export has all of them. */
const longestValue = 2_000;

/** A view whose long texts are cut, so that the way to it stays short. */
export function withShortTexts(view: QueryView): QueryView {
  if (view.result === null) return view;
  const rows = view.result.rows.map(row =>
    row.map(value =>
      typeof value === "string" && value.length > longestValue ? `${value.slice(0, longestValue)}…` : value,
    ),
  );
  return { ...view, result: { ...view.result, rows } };
}

/** The panel that shows the rows of a query. There is one at most. */
export function queryPanel(
  extensionUri: vscode.Uri,
  log: vscode.LogOutputChannel,
  actions: QueryPanelActions,
): SidePanel<QueryView> {
  const viewName = "query view";
  const handlers: QueryPanelCalls = {
    ready: async () => withShortTexts(actions.view()),
    cancel: () => actions.cancel(),
    again: async () => void (await told(viewName, actions.again(), log)),
    exportCsv: async () => void (await told(viewName, actions.exportCsv(), log)),
    copyMarkdown: async () => void (await told(viewName, actions.copyMarkdown(), log)),
    show: async id => {
      if (typeof id === "string" && isRepoId(id)) await told(viewName, actions.show(id), log);
    },
    failed: async message => log.error(`${viewName}: ${String(message).slice(0, 2000)}`),
  };
  const closed = () => actions.closed();
  const [type, title] = ["hubLineage.query", "Query Result"];
  return new SidePanel({ type, title, view: "query", extensionUri, log, handlers, closed });
}
