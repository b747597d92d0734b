import * as vscode from "vscode";
import { snapshotWorkerScript, workerScript } from "#platform";

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

/** The path of the snapshot worker script in the extension's folder; null on the web. */
export function snapshotProgram(extensionUri: vscode.Uri): string | null {
  return snapshotWorkerScript && vscode.Uri.joinPath(extensionUri, "dist", snapshotWorkerScript).fsPath;
}
