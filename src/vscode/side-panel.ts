import * as vscode from "vscode";
import { Channel } from "../channel";
import { type PanelView, panelHtml, panelIcon } from "./panel-html";

/** What a panel beside the editor is. */
export interface SidePanelParts {
  readonly type: string;
  readonly title: string;
  /** Where a new one opens, and takes the cursor; where absent, beside the editor, which keeps it. */
  readonly column?: vscode.ViewColumn;
  /** One that VS Code restored, in the place of a new one. */
  readonly restored?: vscode.WebviewPanel | null;
  readonly view: PanelView;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** What the view may call. */
  readonly handlers: object;
  closed(): void;
}

/** A webview beside the editor that is handed the newest `View` whenever that changes, and asks for it when it is shown again. */
export class SidePanel<View> {
  readonly #panel: vscode.WebviewPanel;
  readonly #channel: Channel<{
    update(view: unknown): Promise<void>;
    picture(format: unknown): Promise<unknown>;
  }>;
  readonly #log: vscode.LogOutputChannel;

  constructor({ type, title, view, extensionUri, log, handlers, closed, ...place }: SidePanelParts) {
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = place.restored ?? vscode.window.createWebviewPanel(type, title, place.column ?? beside, {});
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist")],
    };
    panel.iconPath = panelIcon(extensionUri);
    this.#panel = panel;
    this.#log = log;
    this.#channel = new Channel(
      {
        post: message => void panel.webview.postMessage(message),
        onMessage: handler => panel.webview.onDidReceiveMessage(handler),
      },
      handlers,
    );
    panel.onDidDispose(() => {
      this.#channel.dispose();
      closed();
    });
    panel.webview.html = panelHtml(panel.webview, extensionUri, view);
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
    this.#channel
      .call("update", view)
      .catch((error: unknown) => this.#log.debug(`view not updated: ${String(error)}`));
  }

  /** What is seen, as the view draws it; of any shape, since it comes from there. Only the family's view draws one. */
  picture(format: "svg" | "png"): Promise<unknown> {
    return this.#channel.call("picture", format);
  }

  close(): void {
    this.#panel.dispose();
  }
}

/** Tells a failure in a view where the person looks, like that of a command, and answers null for it. */
export async function told<T>(
  view: string,
  work: Promise<T>,
  log: vscode.LogOutputChannel,
): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    log.error(`${view}: ${words}`);
    void vscode.window.showErrorMessage(words);
    return null;
  }
}
