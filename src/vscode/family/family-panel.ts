import type * as vscode from "vscode";
import { UserError } from "../../app/ports/errors";
import type { BesideFamily } from "../../app/ports/index-port";
import type { PackedFamilyView } from "../../lineage/packed-family";
import { isRepoId } from "../../lineage/repo-id";
import type { FamilyPanelCalls, SavedFile } from "../../protocol";
import { familyPanelType } from "../panel-types";
import { SidePanel, told } from "../side-panel";

/** What the panel's buttons do. */
export interface FamilyPanelActions {
  view(): PackedFamilyView;
  openOnHub(id: string): Promise<void>;
  openCard(id: string): Promise<void>;
  compare(parent: string, child: string): Promise<void>;
  pin(pinned: boolean): void;
  show(id: string): Promise<void>;
  refresh(): Promise<void>;
  cancel(): void;
  pick(): Promise<void>;
  beside(): Promise<BesideFamily | null>;
  exportFamily(): Promise<void>;
  save(file: SavedFile): Promise<void>;
  closed(): void;
}

/** Opens the panel that shows a family, in a column or in one that VS Code restored. There is one at most. */
export function familyPanel(
  place: vscode.ViewColumn | vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  log: vscode.LogOutputChannel,
  actions: FamilyPanelActions,
): SidePanel<PackedFamilyView> {
  return new SidePanel({
    type: familyPanelType,
    title: "Family",
    view: "family",
    ...(typeof place === "number" ? { column: place } : { restored: place }),
    extensionUri,
    log,
    handlers: handlers(actions, log),
    closed: () => actions.closed(),
  });
}

/** What is seen in a family's panel, as the bytes of a picture; null where there is nothing that can be drawn. */
export async function familyPicture(
  panel: SidePanel<PackedFamilyView>,
  format: "svg" | "png",
): Promise<Uint8Array | null> {
  const made = await panel.picture(format);
  return made instanceof Uint8Array && made.length <= mostBytes ? made : null;
}

function handlers(actions: FamilyPanelActions, log: vscode.LogOutputChannel): FamilyPanelCalls {
  const view = "family view";
  return {
    ready: async () => actions.view(),
    openOnHub: async id => actions.openOnHub(checkedId(id)),
    openCard: async id => actions.openCard(checkedId(id)),
    compare: async pair =>
      void (await told(view, actions.compare(checkedId(pair?.parent), checkedId(pair?.child)), log)),
    pin: async pinned => actions.pin(pinned === true),
    show: async id => actions.show(checkedId(id)),
    refresh: () => actions.refresh(),
    cancel: async () => actions.cancel(),
    pick: () => actions.pick(),
    showLog: async () => log.show(),
    beside: () => actions.beside(),
    exportFamily: async () => void (await told(view, actions.exportFamily(), log)),
    save: async file => void (await told(view, actions.save(checkedFile(file)), log)),
    failed: async message => log.error(`${view}: ${String(message).slice(0, 2000)}`),
  };
}

const mostBytes = 200_000_000;

/** A file that came from the webview, checked; throws UserError when it is none. */
function checkedFile(file: unknown): SavedFile {
  const { format, bytes } = (file ?? {}) as { format?: unknown; bytes?: unknown };
  const known = format === "csv" || format === "svg" || format === "png";
  if (!known || !(bytes instanceof Uint8Array) || bytes.length > mostBytes)
    throw new UserError("The view sent nothing that can be saved. Close the family and show it again.");
  return { format, bytes };
}

/** A model id that came from the webview, checked; throws UserError when it is none. */
function checkedId(id: unknown): string {
  if (typeof id !== "string" || !isRepoId(id)) {
    throw new UserError("This is no model on the Hub, so there is nothing to open.");
  }
  return id;
}
