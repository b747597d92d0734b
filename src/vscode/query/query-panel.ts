import type * as vscode from "vscode";
import type { QueryPanelCalls, QueryView } from "../../protocol";
import { checkedId } from "../model-id";
import { type PanelActions, SidePanel } from "../side-panel";

/** What the buttons of the query view do, and what it shows. */
export interface QueryPanelActions extends PanelActions<QueryPanelCalls> {
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

/** The panel that shows the rows of a query. */
export type QueryPanel = SidePanel<QueryView, QueryPanelCalls>;

/** Opens the panel that shows the rows of a query. There is one at most. */
export function queryPanel(
  extensionUri: vscode.Uri,
  log: vscode.LogOutputChannel,
  { view, closed, ...actions }: QueryPanelActions,
): QueryPanel {
  return new SidePanel<QueryView, QueryPanelCalls>({
    type: "hubLineage.query",
    title: "Query Result",
    page: "query",
    extensionUri,
    log,
    view: () => withShortTexts(view()),
    actions: { ...actions, show: async id => actions.show(checkedId(id)) },
    closed,
  });
}
