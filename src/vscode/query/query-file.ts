import * as vscode from "vscode";
import { Debounce } from "../lifecycle";
import type { Session } from "../session";

/** Key of the workspace state that stores the text with which the file of queries was begun. */
const begunKey = "hubLineage.queriesBegun";

/** Delay after the last keystroke before the file is saved, in ms. */
const saveAfterMs = 300;

/**
 * The user's queries, in a file among the extension's own for this workspace. It is saved as it is typed, so closing it asks
 * nothing and loses nothing.
 */
export class QueryFile implements vscode.Disposable {
  readonly #session: Session;
  readonly #saveSoon = new Debounce(saveAfterMs);
  readonly #disposables: vscode.Disposable[];

  constructor(session: Session) {
    this.#session = session;
    const uri = this.#uri.toString();
    this.#disposables = [
      this.#saveSoon,
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === uri && document.isDirty)
          this.#saveSoon.touch(uri, () => void document.save());
      }),
    ];
  }

  /** Opens the file. What the user has not changed is replaced with `template`. */
  async open(template: string): Promise<vscode.TextDocument> {
    // In the sample, nothing is saved.
    if (this.#session.isSample)
      return vscode.workspace.openTextDocument({ language: "sql", content: template });
    const { workspaceState } = this.#session.context;
    const uri = this.#uri;
    const text = await textOf(uri);
    const begun = workspaceState.get<string>(begunKey);
    if (text === null || text.trim() === "" || text === begun) {
      if (text !== template) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(template));
      await workspaceState.update(begunKey, template);
    }
    return vscode.workspace.openTextDocument(uri);
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  get #uri(): vscode.Uri {
    const { storageUri, globalStorageUri } = this.#session.context;
    return vscode.Uri.joinPath(storageUri ?? globalStorageUri, "queries.sql");
  }
}

async function textOf(uri: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}
