import * as vscode from "vscode";
import { downloadDuckdb, duckdbForHere } from "#platform";
import { t } from "../../words/words";
import { withCancelableProgress } from "../cancelable-progress";
import type { Session } from "../session";

/** The folder with a DuckDB that the user had downloaded. */
export function duckdbFolderOf({ context }: Pick<Session, "context">): string {
  return vscode.Uri.joinPath(context.globalStorageUri, "duckdb").fsPath;
}

/** Downloads DuckDB, after the user has seen what it is and agreed. Throws UserError; nothing is kept then. */
export async function getDuckdb(session: Session): Promise<void> {
  const pinned = duckdbForHere();
  session.requireOnline();
  const { version, url, bytes, sha256 } = pinned;
  const act = t`Download`;
  const size = (bytes / 1e6).toFixed(1);
  const detail = t`From: ${url}\nSHA-256: ${sha256}\n\nIt answers queries over the imported snapshot many times faster. It is kept in VS Code's storage of this extension, and only this extension uses it.`;
  const choice = await vscode.window.showInformationMessage(
    t`Download DuckDB ${version} (${size} MB)?`,
    { modal: true, detail },
    act,
  );
  if (choice !== act) return;
  const path = await withCancelableProgress(t`Downloading DuckDB ${version}`, ({ signal, report }) =>
    downloadDuckdb({
      ...{ folder: duckdbFolderOf(session), pinned, signal },
      fetch: (input, init) => globalThis.fetch(input, init),
      onShare: share => report(`${Math.floor(100 * share)}%`),
    }),
  );
  if (path !== null)
    void vscode.window.showInformationMessage(
      t`DuckDB ${version} is ready. Queries over the imported snapshot use it from now on.`,
    );
}
