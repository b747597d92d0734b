import type * as vscode from "vscode";
import type { QueryPanelCalls, QueryView } from "../../protocol";
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

/** A panel that shows rows. */
export type QueryPanel = SidePanel<QueryView, QueryPanelCalls>;

/** Opens a panel that shows rows, with a view type of its own. */
export function queryPanel(
  { type, title }: { readonly type: string; readonly title: string },
  extensionUri: vscode.Uri,
  log: vscode.LogOutputChannel,
  { view, closed, ...actions }: QueryPanelActions,
): QueryPanel {
  return new SidePanel<QueryView, QueryPanelCalls>({
    type,
    title,
    page: "query",
    extensionUri,
    log,
    view: () => withShortTexts(view()),
    actions: { ...actions, show: async id => actions.show(checkedId(id)) },
    closed,
  });
}
