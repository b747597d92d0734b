import * as vscode from "vscode";
import { type BesideFamily, UserError } from "../app/ports";
import { Channel } from "../channel";
import type { PackedFamilyView } from "../lineage/packed-family";
import { isRepoId } from "../lineage/repo-id";
import type { FamilyPanelCalls, FamilyViewCalls, SavedFile } from "../protocol";
import { familyPanelType } from "./family-restore";
import { panelHtml, panelIcon } from "./panel-html";
import { told } from "./side-panel";

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

/** The webview that shows a family. There is one at most; it is handed the newest view whenever that changes. */
export class FamilyPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #channel: Channel<FamilyViewCalls>;
  readonly #log: vscode.LogOutputChannel;

  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    log: vscode.LogOutputChannel,
    actions: FamilyPanelActions,
  ) {
    this.#panel = panel;
    this.#log = log;
    panel.iconPath = panelIcon(extensionUri);
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [
        vscode.Uri.joinPath(extensionUri, "dist"),
        vscode.Uri.joinPath(extensionUri, "media"),
      ],
    };
    this.#channel = new Channel<FamilyViewCalls>(
      {
        post: message => void panel.webview.postMessage(message),
        onMessage: handler => panel.webview.onDidReceiveMessage(handler),
      },
      handlers(actions, log),
    );
    panel.onDidDispose(() => {
      this.#channel.dispose();
      actions.closed();
    });
    panel.webview.html = panelHtml(panel.webview, extensionUri, "family");
  }

  /** Opens a new panel in a column. */
  static create(column: vscode.ViewColumn): vscode.WebviewPanel {
    return vscode.window.createWebviewPanel(familyPanelType, "Family", column, {
      enableScripts: true,
    });
  }

  /** Whether a person can see it. */
  get isVisible(): boolean {
    return this.#panel.visible;
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  /** Hands the view the newest picture; a hidden one asks for it when it is shown again. */
  update(view: PackedFamilyView): void {
    this.#panel.title = view.focus === null ? "Family" : `Family: ${view.focus}`;
    this.#channel
      .call("update", view)
      .catch((error: unknown) => this.#log.debug(`family view not updated: ${String(error)}`));
  }

  /** What is seen, as the bytes of a picture; null where there is nothing that can be drawn. */
  async picture(format: "svg" | "png"): Promise<Uint8Array | null> {
    const made: unknown = await this.#channel.call("picture", format);
    return made instanceof Uint8Array && made.length <= mostBytes ? made : null;
  }

  close(): void {
    this.#panel.dispose();
  }
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
