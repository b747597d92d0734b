import * as vscode from "vscode";
import { Channel } from "../channel";
import { t } from "../words/words";
import { type PanelView, panelHtml, panelIcon } from "./panel-html";
import { showErrors } from "./show-errors";

/** Calls that every view makes on its own. */
interface OwnCalls<View> {
  ready(): Promise<View>;
  failed(message: string): Promise<void>;
}

/** Calls that a view makes in response to the user. */
export type PanelActions<Calls> = Omit<Calls, keyof OwnCalls<unknown>>;

/** Calls that every panel makes to its view. */
interface ViewUpdates<View> {
  update(view: View): Promise<void>;
}

/** The parts of a panel next to the editor; `Calls` lists every call that its view makes. */
export interface SidePanelParts<View, Calls extends OwnCalls<View>> {
  readonly type: string;
  readonly title: string;
  /** Column in which a new panel opens and takes focus. If absent, it opens next to the editor, which keeps focus. */
  readonly column?: vscode.ViewColumn;
  /** A panel restored by VS Code, used instead of a new one. */
  readonly restored?: vscode.WebviewPanel | null;
  readonly page: PanelView;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** The initial content of the view. */
  view(): View;
  /** The user's actions in the view; if one fails, the error is shown and the view receives null. */
  readonly actions: PanelActions<Calls>;
  closed(): void;
  /** The user entered or left the panel. */
  activated?(): void;
}

/** A webview next to the editor. It receives the latest `View` on every change and requests it when shown again. */
export class SidePanel<
  View,
  Calls extends OwnCalls<View>,
  ViewCalls extends ViewUpdates<View> = ViewUpdates<View>,
> {
  readonly #panel: vscode.WebviewPanel;
  readonly #log: vscode.LogOutputChannel;
  /** Channel for calls to the view. */
  readonly channel: Channel<ViewCalls>;

  constructor(parts: SidePanelParts<View, Calls>) {
    const { type, title, page, extensionUri, log, restored } = parts;
    const place = parts.column ?? { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = restored ?? vscode.window.createWebviewPanel(type, title, place, {});
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist")],
    };
    panel.iconPath = panelIcon(extensionUri);
    this.#panel = panel;
    this.#log = log;
    const own: OwnCalls<View> = {
      ready: async () => parts.view(),
      failed: async message => log.error(`${page} view: ${wordsOf(message).slice(0, 2000)}`),
    };
    this.channel = new Channel(
      {
        post: message => void panel.webview.postMessage(message),
        onMessage: handler => panel.webview.onDidReceiveMessage(handler),
      },
      { ...own, ...showingErrors(parts.actions, `${page} view`, log) },
    );
    panel.onDidDispose(() => {
      this.channel.dispose();
      parts.closed();
    });
    if (parts.activated) panel.onDidChangeViewState(() => parts.activated?.());
    panel.webview.html = panelHtml(panel.webview, extensionUri, page);
  }

  /** Whether the panel is visible. */
  get isVisible(): boolean {
    return this.#panel.visible;
  }

  /** Whether the panel has the focus. */
  get isActive(): boolean {
    return this.#panel.active;
  }

  /** The panel's column, if it has one. */
  get column(): vscode.ViewColumn | undefined {
    return this.#panel.viewColumn;
  }

  /** Reveals the panel; moves the keyboard there only if asked. */
  reveal(takesFocus = false): void {
    this.#panel.reveal(undefined, !takesFocus);
  }

  /** Sends new content to the view. */
  update(view: View, title?: string): void {
    if (title !== undefined) this.#panel.title = title;
    const channel: Channel<ViewUpdates<View>> = this.channel;
    channel
      .call("update", view)
      .catch((error: unknown) => this.#log.debug(`view not updated: ${String(error)}`));
  }

  close(): void {
    this.#panel.dispose();
  }
}

/** What a view says, which may be of any shape. */
function wordsOf(message: unknown): string {
  return typeof message === "string" ? message : (JSON.stringify(message) ?? t`an error without a message`);
}

type Action = (params: never) => Promise<unknown>;

/** The same actions, each showing its own errors. */
function showingErrors(actions: object, what: string, log: vscode.LogOutputChannel): object {
  const showing = Object.entries(actions as Readonly<Record<string, Action>>).map(([name, act]) => [
    name,
    (params: never) => showErrors(`${what}: ${name}`, log, async () => act(params)),
  ]);
  return Object.fromEntries(showing);
}
