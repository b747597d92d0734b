import * as vscode from "vscode";
import { snapshotWorkerScript, workerScript } from "#platform";

/** Where the worker's program and sql.js are in the installed extension. */
export interface WorkerProgram {
  readonly scriptPath: string;
  readonly readScript: () => Promise<Uint8Array>;
  /** The bytes of sql.js in a buffer of their own, which can be handed over. */
  readonly readWasm: () => Promise<ArrayBuffer>;
}

/** The worker's program below the extension's folder. */
export function workerProgram(extensionUri: vscode.Uri): WorkerProgram {
  const at = (name: string) => vscode.Uri.joinPath(extensionUri, "dist", name);
  const script = at(workerScript);
  return {
    scriptPath: script.fsPath,
    readScript: async () => vscode.workspace.fs.readFile(script),
    readWasm: async () => (await vscode.workspace.fs.readFile(at("sql-wasm.wasm"))).slice().buffer,
  };
}

/** The path of the program for snapshots below the extension's folder; null where there is none (the web). */
export function snapshotProgram(extensionUri: vscode.Uri): string | null {
  return snapshotWorkerScript && vscode.Uri.joinPath(extensionUri, "dist", snapshotWorkerScript).fsPath;
}
