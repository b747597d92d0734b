import type * as vscode from "vscode";
import type { Cell } from "../../analyses/analysis";
import type { ListedModels, RowPlace } from "../../analyses/report";
import { UserError } from "../../app/ports/errors";
import type { ReportPanelCalls, ReportRequest, ReportView, SavedFile } from "../../protocol";
import { t } from "../../words/words";
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
    title: t`Ecosystem Analysis`,
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
      save: async file => actions.save(titleOf(file), checkedPicture(file)),
    },
    closed: () => actions.closed(),
  });
}

function titleOf(file: unknown): string {
  const { title } = (file ?? {}) as Readonly<Record<string, unknown>>;
  return typeof title === "string" ? title.slice(0, 200) : "";
}

/** Checks a picture that came from the webview; throws UserError if it is invalid. */
function checkedPicture(file: unknown): SavedFile {
  const { format, bytes } = (file ?? {}) as Readonly<Record<string, unknown>>;
  if (format !== "svg" && format !== "png")
    throw new UserError(
      t`A picture can only be saved as SVG or PNG, and the view asked for something else. Close the report and open it again.`,
    );
  if (!(bytes instanceof Uint8Array) || bytes.length > mostBytes)
    throw new UserError(
      t`The picture could not be saved because the view sent invalid data. Close the report and open it again.`,
    );
  return { format, bytes };
}

function checkedPlace(value: unknown): RowPlace {
  const { table, row } = (value ?? {}) as Partial<RowPlace>;
  const isCell = (cell: unknown): cell is Cell =>
    cell === null || ["string", "number", "boolean"].includes(typeof cell);
  if (typeof table !== "string" || !Array.isArray(row) || row.length > 100 || !row.every(isCell))
    throw new UserError(
      t`This is not a row of a table, so its models cannot be listed. Close the report and open it again.`,
    );
  return { table, row };
}
