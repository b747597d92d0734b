import type * as vscode from "vscode";
import type { Cell } from "../../analyses/analysis";
import type { ListedModels, RowPlace } from "../../analyses/report";
import type { ReportPanelCalls, ReportRequest, ReportView, SavedFile } from "../../protocol";
import { checkedId } from "../model-id";
import { reportPanelType } from "../panel-types";
import { SidePanel } from "../side-panel";
import { checkedRequest } from "./report-request";

/** The content and actions of the report view. */
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

/** Maximum size of a picture, in bytes. */
const mostBytes = 64 * 2 ** 20;

/** The panel that shows the results of an analysis. */
export type ReportPanel = SidePanel<ReportView, ReportPanelCalls>;

/** Opens the panel for the results of an analysis, or fills one restored by VS Code. There is at most one. */
export function reportPanel(
  restored: vscode.WebviewPanel | null,
  extensionUri: vscode.Uri,
  log: vscode.LogOutputChannel,
  actions: ReportPanelActions,
): ReportPanel {
  return new SidePanel<ReportView, ReportPanelCalls>({
    type: reportPanelType,
    title: "Ecosystem Analysis",
    page: "report",
    restored,
    extensionUri,
    log,
    view: () => actions.view(),
    actions: {
      run: async request => actions.run(checkedRequest(request)),
      cancel: async () => actions.cancel(),
      models: async place => actions.models(checkedPlace(place)),
      show: async id => actions.show(checkedId(id)),
      exportReport: async () => actions.exportReport(),
      save: async ({ title, ...file }) => actions.save(String(title).slice(0, 200), checkedPicture(file)),
    },
    closed: () => actions.closed(),
  });
}

function checkedPicture({ format, bytes }: SavedFile): SavedFile {
  if (!(bytes instanceof Uint8Array) || bytes.length > mostBytes)
    throw new Error("This is not a valid picture.");
  if (format !== "svg" && format !== "png") throw new Error("A picture can only be saved as SVG or PNG.");
  return { format, bytes };
}

function checkedPlace(value: unknown): RowPlace {
  const { table, row } = (value ?? {}) as Partial<RowPlace>;
  const isCell = (cell: unknown): cell is Cell =>
    cell === null || ["string", "number", "boolean"].includes(typeof cell);
  if (typeof table !== "string" || !Array.isArray(row) || row.length > 100 || !row.every(isCell))
    throw new Error("This is not a row of a table.");
  return { table, row };
}
