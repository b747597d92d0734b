import * as vscode from "vscode";
import { Channel } from "../channel";
import { isRepoId } from "../lineage/repo-id";
import type { QueryPanelCalls, QueryView, QueryViewCalls } from "../protocol";
import { panelHtml } from "./panel-html";

/** What the buttons of the query view do, and what it shows. */
export interface QueryPanelActions extends Omit<QueryPanelCalls, "ready" | "failed"> {
  view(): QueryView;
  closed(): void;
}

/** Most characters of one value that the view is sent; the export has all of them. */
const longestValue = 2_000;

/** A view whose long texts are cut, so that the way to it stays short. */
export function withShortTexts(view: QueryView): QueryView {
  if (view.result === null) return view;
  const rows = view.result.rows.map(row =>
    row.map(value =>
      typeof value === "string" && value.length > longestValue ? `${value.slice(0, longestValue)}…` : value,
    ),
  );
  return { ...view, result: { ...view.result, rows } };
}

/** The webview that shows the rows of a query. There is one at most. */
export class QueryPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #channel: Channel<QueryViewCalls>;
  readonly #log: vscode.LogOutputChannel;

  constructor(extensionUri: vscode.Uri, log: vscode.LogOutputChannel, actions: QueryPanelActions) {
    const at = (name: string) => vscode.Uri.joinPath(extensionUri, name);
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel("hubLineage.query", "Query Result", beside, {
      enableScripts: true,
      localResourceRoots: [at("dist")],
    });
    panel.iconPath = vscode.Uri.joinPath(at("media"), "activity.svg");
    this.#panel = panel;
    this.#log = log;
    this.#channel = new Channel<QueryViewCalls>(
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
    panel.webview.html = panelHtml(panel.webview, extensionUri, "query");
  }

  /** The column it is in, where it is in one. */
  get column(): vscode.ViewColumn | undefined {
    return this.#panel.viewColumn;
  }

  /** Brings it to the front and leaves the cursor where it is. */
  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  /** Hands the view what is new; a hidden one asks for it when it is shown again. */
  update(view: QueryView): void {
    this.#channel
      .call("update", withShortTexts(view))
      .catch((error: unknown) => this.#log.debug(`query view not updated: ${String(error)}`));
  }

  close(): void {
    this.#panel.dispose();
  }
}

function handlers(actions: QueryPanelActions, log: vscode.LogOutputChannel): QueryPanelCalls {
  // A failure is told like that of a command: where the person looks, not in the view's own error.
  const told = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      log.error(`query view: ${words}`);
      void vscode.window.showErrorMessage(words);
    }
  };
  return {
    ready: async () => withShortTexts(actions.view()),
    cancel: () => actions.cancel(),
    again: () => told(actions.again()),
    exportCsv: () => told(actions.exportCsv()),
    copyMarkdown: () => told(actions.copyMarkdown()),
    show: async id => (typeof id === "string" && isRepoId(id) ? told(actions.show(id)) : undefined),
    failed: async message => log.error(`query view: ${String(message).slice(0, 2000)}`),
  };
}
