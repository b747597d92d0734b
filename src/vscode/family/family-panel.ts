import type * as vscode from "vscode";
import { UserError } from "../../app/ports/errors";
import type { BesideFamily } from "../../app/ports/index-port";
import type { PackedFamilyView } from "../../lineage/packed-family";
import type { FamilyPanelCalls, FamilySource, FamilyViewCalls, PosterLook, SavedFile } from "../../protocol";
import { t } from "../../words/words";
import { checkedId } from "../model-id";
import { familyPanelType } from "../panel-types";
import { type PanelActions, SidePanel } from "../side-panel";

/** The actions of the panel's buttons. */
export interface FamilyPanelActions {
  view(): PackedFamilyView;
  openOnHub(id: string): Promise<void>;
  copyId(id: string): Promise<void>;
  openCard(id: string): Promise<void>;
  compare(parent: string, child: string): Promise<void>;
  pin(pinned: boolean): void;
  show(id: string): Promise<void>;
  refresh(): Promise<void>;
  cancel(): void;
  pick(): Promise<void>;
  beside(): Promise<BesideFamily | null>;
  source(): Promise<FamilySource>;
  exportFamily(): Promise<void>;
  save(file: SavedFile): Promise<void>;
  closed(): void;
  /** The user entered or left the panel. */
  activated(): void;
}

/** The panel that shows a family. */
export type FamilyPanel = SidePanel<PackedFamilyView, FamilyPanelCalls, FamilyViewCalls>;

/** Opens the family panel in a column, or fills one restored by VS Code. There is at most one. */
export function familyPanel(
  place: vscode.ViewColumn | vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  log: vscode.LogOutputChannel,
  actions: FamilyPanelActions,
): FamilyPanel {
  return new SidePanel<PackedFamilyView, FamilyPanelCalls, FamilyViewCalls>({
    type: familyPanelType,
    title: t`Family`,
    page: "family",
    ...(typeof place === "number" ? { column: place } : { restored: place }),
    extensionUri,
    log,
    view: () => actions.view(),
    actions: checkedActions(actions, log),
    closed: () => actions.closed(),
    activated: () => actions.activated(),
  });
}

/** The panel's current view as picture bytes; null if there is nothing to draw. */
export async function familyPicture(panel: FamilyPanel, format: "svg" | "png"): Promise<Uint8Array | null> {
  const made: unknown = await panel.channel.call("picture", format);
  return made instanceof Uint8Array && made.length <= mostBytes ? made : null;
}

/** A poster of the panel's family as PNG bytes; null if there is nothing to draw. */
export async function posterPicture(panel: FamilyPanel, order: PosterLook): Promise<Uint8Array | null> {
  const made: unknown = await panel.channel.call("poster", order);
  return made instanceof Uint8Array && made.length <= mostBytes ? made : null;
}

function checkedActions(
  actions: FamilyPanelActions,
  log: vscode.LogOutputChannel,
): PanelActions<FamilyPanelCalls> {
  return {
    openOnHub: async id => actions.openOnHub(checkedId(id)),
    copyId: async id => actions.copyId(checkedId(id)),
    openCard: async id => actions.openCard(checkedId(id)),
    compare: async pair => actions.compare(checkedId(pair?.parent), checkedId(pair?.child)),
    pin: async pinned => actions.pin(pinned === true),
    show: async id => actions.show(checkedId(id)),
    refresh: () => actions.refresh(),
    cancel: async () => actions.cancel(),
    pick: () => actions.pick(),
    showLog: async () => log.show(),
    beside: () => actions.beside(),
    source: () => actions.source(),
    exportFamily: () => actions.exportFamily(),
    save: async file => actions.save(checkedFile(file)),
  };
}

const mostBytes = 200_000_000;

/** Checks a file that came from the webview; throws UserError if it is invalid. */
function checkedFile(file: unknown): SavedFile {
  const { format, bytes } = (file ?? {}) as { format?: unknown; bytes?: unknown };
  const known = format === "csv" || format === "json" || format === "svg" || format === "png";
  if (!known || !(bytes instanceof Uint8Array) || bytes.length > mostBytes)
    throw new UserError(
      t`The file could not be saved because the view sent invalid data. Close the family panel and open it again.`,
    );
  return { format, bytes };
}
