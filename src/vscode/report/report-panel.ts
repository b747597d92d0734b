import type * as vscode from "vscode";
import type { Cell } from "../../analyses/analysis";
import type { ListedModels, RowPlace } from "../../analyses/report";
import { isRepoId } from "../../lineage/repo-id";
import type { ReportPanelCalls, ReportRequest, ReportView, SavedFile } from "../../protocol";
import { reportPanelType } from "../panel-types";
import { SidePanel, told } from "../side-panel";
import { checkedRequest } from "./report-request";

/** What the controls of the report view do, and what it shows. */
export interface ReportPanelActions {
  view(): ReportView;
  run(request: ReportRequest): Promise<void>;
  cancel(): void;
  models(place: RowPlace): Promise<ListedModels>;
  show(id: string): Promise<void>;
  exportReport(): Promise<void>;
  save(name: string, file: SavedFile): Promise<void>;
  closed(): void;
}

/** Most bytes that a picture may have. */
const mostBytes = 64 * 2 ** 20;

/** The panel that shows what an analysis found. There is one at most. */
export function reportPanel(
  restored: vscode.WebviewPanel | null,
  extensionUri: vscode.Uri,
  log: vscode.LogOutputChannel,
  actions: ReportPanelActions,
): SidePanel<ReportView> {
  const viewName = "report view";
  const handlers: ReportPanelCalls = {
    ready: async () => actions.view(),
    run: async request => void (await told(viewName, actions.run(checkedRequest(request)), log)),
    cancel: async () => actions.cancel(),
    models: async place => told(viewName, actions.models(checkedPlace(place)), log),
    show: async id => {
      if (typeof id === "string" && isRepoId(id)) await told(viewName, actions.show(id), log);
    },
    exportReport: async () => void (await told(viewName, actions.exportReport(), log)),
    save: async file => {
      const { format, bytes, title } = file;
      if (!(bytes instanceof Uint8Array) || bytes.length > mostBytes) throw new Error("This is no picture.");
      if (format !== "svg" && format !== "png") throw new Error("A picture is saved as SVG or PNG.");
      await told(viewName, actions.save(String(title).slice(0, 200), { format, bytes }), log);
    },
    failed: async message => log.error(`${viewName}: ${String(message).slice(0, 2000)}`),
  };
  const closed = () => actions.closed();
  const [type, title] = [reportPanelType, "Ecosystem Analysis"];
  return new SidePanel({ type, title, restored, view: "report", extensionUri, log, handlers, closed });
}

function checkedPlace(value: unknown): RowPlace {
  const { table, row } = (value ?? {}) as Partial<RowPlace>;
  const isCell = (cell: unknown): cell is Cell =>
    cell === null || ["string", "number", "boolean"].includes(typeof cell);
  if (typeof table !== "string" || !Array.isArray(row) || row.length > 100 || !row.every(isCell))
    throw new Error("This is no row of a table.");
  return { table, row };
}
