import * as vscode from "vscode";
import { Channel } from "../channel";
import { type PanelView, panelHtml, panelIcon } from "./panel-html";
import { showErrors } from "./show-errors";

/** What every view asks of its panel by itself. */
interface OwnCalls<View> {
  ready(): Promise<View>;
  failed(message: string): Promise<void>;
}

/** What a view asks of its panel because a person did something in it. */
export type PanelActions<Calls> = Omit<Calls, keyof OwnCalls<unknown>>;

/** What every panel tells its view. */
interface ViewUpdates<View> {
  update(view: View): Promise<void>;
}

/** What a panel beside the editor is; `Calls` is all that its view asks of it. */
export interface SidePanelParts<View, Calls extends OwnCalls<View>> {
  readonly type: string;
  readonly title: string;
  /** Where a new one opens, and takes the cursor; where absent, beside the editor, which keeps it. */
  readonly column?: vscode.ViewColumn;
  /** One that VS Code restored, in the place of a new one. */
  readonly restored?: vscode.WebviewPanel | null;
  readonly page: PanelView;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** What the view shows first. */
  view(): View;
  /** What a person does in the view; a failure is shown, and the view is answered with null. */
  readonly actions: PanelActions<Calls>;
  closed(): void;
}

/** A webview beside the editor that is handed the newest `View` whenever that changes, and asks for it when it is shown again. */
export class SidePanel<
  View,
  Calls extends OwnCalls<View>,
  ViewCalls extends ViewUpdates<View> = ViewUpdates<View>,
> {
  readonly #panel: vscode.WebviewPanel;
  readonly #log: vscode.LogOutputChannel;
  /** What the view serves. */
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
      failed: async message => log.error(`${page} view: ${String(message).slice(0, 2000)}`),
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
    panel.webview.html = panelHtml(panel.webview, extensionUri, page);
  }

  /** Whether a person can see it. */
  get isVisible(): boolean {
    return this.#panel.visible;
  }

  /** The column it is in, where it is in one. */
  get column(): vscode.ViewColumn | undefined {
    return this.#panel.viewColumn;
  }

  /** Brings it to the front and leaves the cursor where it is. */
  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  /** Hands the view what is new. */
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

type Action = (params: never) => Promise<unknown>;

/** The same actions, each of which shows its failure. */
function showingErrors(actions: object, what: string, log: vscode.LogOutputChannel): object {
  const showing = Object.entries(actions as Readonly<Record<string, Action>>).map(([name, act]) => [
    name,
    (params: never) => showErrors(`${what}: ${name}`, log, async () => act(params)),
  ]);
  return Object.fromEntries(showing);
}
