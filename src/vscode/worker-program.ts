import * as vscode from "vscode";
import { snapshotWorkerScript, workerScript } from "#platform";
import { UserError } from "../app/ports/errors";
import { t } from "../words/words";

/** The locations of the worker script and sql.js in the installed extension. */
export interface WorkerProgram {
  readonly scriptPath: string;
  readonly readScript: () => Promise<Uint8Array>;
  /** The sql.js binary in its own buffer, which can be transferred. */
  readonly readWasm: () => Promise<ArrayBuffer>;
}

/** The worker script in the extension's folder. */
export function workerProgram(extensionUri: vscode.Uri): WorkerProgram {
  const at = (name: string) => vscode.Uri.joinPath(extensionUri, "dist", name);
  const script = at(workerScript);
  return {
    scriptPath: script.fsPath,
    readScript: async () => vscode.workspace.fs.readFile(script),
    readWasm: async () => (await vscode.workspace.fs.readFile(at("sql-wasm.wasm"))).slice().buffer,
  };
}

/** The path of the snapshot worker script in the extension's folder. Throws UserError on the web, which has none. */
export function requiredSnapshotProgram(extensionUri: vscode.Uri): string {
  if (snapshotWorkerScript === null)
    throw new UserError(
      t`Hub snapshots require disk access, which is not available in a browser. Use VS Code on the desktop or the hub-lineage import command.`,
    );
  return vscode.Uri.joinPath(extensionUri, "dist", snapshotWorkerScript).fsPath;
}

/** The path of the snapshot worker script; null on the web, which has none. */
export function snapshotProgram(extensionUri: vscode.Uri): string | null {
  return snapshotWorkerScript === null ? null : requiredSnapshotProgram(extensionUri);
}
