import type * as vscode from "vscode";
import type { QueryPanelCalls, QueryView } from "../../protocol";
import { t } from "../../words/words";
import { checkedId } from "../model-id";
import { type PanelActions, SidePanel } from "../side-panel";

/** The content and actions of the query view. */
export interface QueryPanelActions extends PanelActions<QueryPanelCalls> {
  view(): QueryView;
  closed(): void;
}

/** Maximum number of characters per value sent to the view; the export has the full text. */
const longestValue = 2_000;

/** Truncates long texts to reduce the size of the message to the view. */
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

/** Opens the panel that shows the rows of a query. There is at most one. */
export function queryPanel(
  extensionUri: vscode.Uri,
  log: vscode.LogOutputChannel,
  { view, closed, ...actions }: QueryPanelActions,
): QueryPanel {
  return new SidePanel<QueryView, QueryPanelCalls>({
    type: "hubLineage.query",
    title: t`Query Result`,
    page: "query",
    extensionUri,
    log,
    view: () => withShortTexts(view()),
    actions: { ...actions, show: async id => actions.show(checkedId(id)) },
    closed,
  });
}
