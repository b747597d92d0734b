import { UserError } from "../app/ports/errors";
import type { HubIndexFiles, KeptTextFile, SnapshotFiles } from "../app/ports/file-ports";
import { publicOrigin } from "../app/ports/hub-port";
import type { Unpackers } from "../app/ports/import-ports";
import type { SnapshotBytes } from "../app/ports/snapshot-ports";
import type { Wire } from "../channel";
import type { HostFileCalls } from "../protocol";
import { t } from "../words/words";
import type { PinnedDuckdb } from "./get-duckdb/pinned-duckdb";
import type { FastAnswer, LimitedQuery } from "./limited-query";
import type { StartedWorker, WorkerStart } from "./started-worker";
import { generationFiles, type RunAlone } from "./web-generations";

/** What a worker and the scope inside it have in common. */
interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message", handler: (event: MessageEvent) => void): void;
}

function wireOf(port: Port): Wire {
  return {
    post: (message, transfer = []) => port.postMessage(message, [...transfer]),
    onMessage: handler => port.addEventListener("message", event => handler(event.data)),
  };
}

/** Starts a Web Worker from the bytes of its program. */
export async function startWorker({ readScript, onExit }: WorkerStart): Promise<StartedWorker> {
  const script = new Uint8Array(await readScript());
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(address);
  let told = false;
  const end = () => {
    told = true;
    worker.terminate();
    URL.revokeObjectURL(address);
  };
  worker.addEventListener("error", event => {
    if (!told) onExit(`The worker failed: ${event.message}`);
    end();
  });
  return { wire: wireOf(worker), terminate: async () => end() };
}

/** The wire from inside a Web Worker to its host. */
export function workerWire(): Wire {
  return wireOf(globalThis as unknown as Port);
}

/** All windows of an origin share these locks; they are missing outside secure contexts. */
const runAlone: RunAlone = async work => {
  const { locks } = globalThis.navigator as { readonly locks?: LockManager };
  return locks === undefined ? work() : await locks.request("hub-lineage-index", work);
};

/** The index as generations of files that the host keeps, because a Web Worker has no files; the host decides the folder. */
export async function indexFiles(
  folder: string,
  hub: string | null,
  host: HostFileCalls | null,
): Promise<HubIndexFiles> {
  if (host === null) throw new Error("On the web, the host keeps the index, and there is no host.");
  return {
    hub: hub ?? publicOrigin,
    files: generationFiles(host, runAlone),
    place: folder,
    isStored: true,
    others: async () => [],
    removeBeside: async () => undefined,
  };
}

/** Always null: the web has no files outside the workspace. */
export async function readTextFile(_path: string): Promise<string | null> {
  return null;
}

/** Always null: whole-Hub snapshots are for the desktop and the command line. */
export function snapshotFiles(_folder: string): SnapshotFiles | null {
  return null;
}

/** Null: the web has no snapshot whose authors could be asked about. */
export async function authorAnswersFile(_folder: string, _hub: string | null): Promise<KeptTextFile | null> {
  return null;
}

/** Always rejects: the web has no disk. */
export async function openSnapshotFile(_path: string): Promise<SnapshotBytes> {
  throw new UserError(
    t`VS Code in the browser cannot read files from your disk. Use VS Code on the desktop.`,
  );
}

/** Always empty: the web imports no snapshots. */
export const snapshotUnpackers: Unpackers = {};

/** Always null: the web imports no snapshots. */
export const snapshotWorkerScript: string | null = null;

/** There is no DuckDB in a browser. */
export async function queryFast(_parts: unknown, _query: LimitedQuery): Promise<FastAnswer> {
  return { result: null, reason: null };
}

/** There is no DuckDB to download for a browser. */
export function duckdbForHere(): PinnedDuckdb {
  throw new UserError(t`VS Code in the browser cannot run DuckDB. Use VS Code on the desktop.`);
}

/** Never called, because there is no build for it. */
export async function downloadDuckdb(_order: unknown): Promise<string> {
  return duckdbForHere().url;
}

/** File name of the worker program in the folder `dist`. */
export const workerScript = "worker.js";

/** Always empty: the web has no environment. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return {};
}

/** Always null: the web has no home folder. */
export function homeFolder(): string | null {
  return null;
}
