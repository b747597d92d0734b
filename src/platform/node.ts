import { parentPort, type TransferListItem, Worker } from "node:worker_threads";
import type { HubIndexFiles, KeptTextFile, SnapshotFiles } from "../app/ports/file-ports";
import type { Unpackers } from "../app/ports/import-ports";
import type { SnapshotBytes } from "../app/ports/snapshot-ports";
import type { Wire } from "../channel";
import type { HostFileCalls } from "../protocol";
import { t } from "../words/words";
import { type FastParts, fastQuery } from "./duckdb/fast-query";
import type { DuckdbPlaces } from "./duckdb/find-duckdb";
import {
  type DuckdbDownload,
  downloadDuckdb as download,
  duckdbForHere as pinnedForHere,
} from "./get-duckdb/download-duckdb";
import type { PinnedDuckdb } from "./get-duckdb/pinned-duckdb";
import type { FastAnswer, LimitedQuery } from "./limited-query";
import { readTextIn } from "./node-files";
import { hubAnswersFile, hubIndexFiles } from "./node-hub-place";
import { openDiskFile, snapshotFilesIn, unpackers } from "./node-snapshot";
import type { StartedWorker, WorkerStart } from "./started-worker";

/** Starts a worker thread; rejects if its program cannot be run. */
export function startWorker({ scriptPath, heapMB, onExit }: WorkerStart): Promise<StartedWorker> {
  const limits = heapMB === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMB } };
  const worker = new Worker(scriptPath, { execArgv: [], ...limits });
  const wire: Wire = {
    post: (message, transfer = []) => worker.postMessage(message, transfer as readonly TransferListItem[]),
    onMessage: handler => void worker.on("message", handler),
  };
  return new Promise((resolve, reject) => {
    // Before the thread runs, an exit means that starting failed. Afterward it goes to `onExit`, except after `terminate`.
    let ended = (reason: string) => reject(new Error(reason));
    const end = (reason: string) => {
      ended(reason);
      ended = () => undefined;
    };
    const terminate = async () => {
      ended = () => undefined;
      await worker.terminate();
    };
    worker.once("online", () => {
      ended = onExit;
      resolve({ wire, terminate });
    });
    worker.on("error", error => end(t`The worker failed: ${error.message}`));
    worker.once("exit", code => end(t`The worker exited with code ${code}.`));
  });
}

/** The wire from inside a worker thread to its host. */
export function workerWire(): Wire {
  const port = parentPort;
  if (port === null) throw new Error("This program only runs as a worker.");
  return {
    post: (message, transfer = []) => port.postMessage(message, transfer as readonly TransferListItem[]),
    onMessage: handler => void port.on("message", handler),
  };
}

/** The text of a file, or null if there is none. */
export function readTextFile(path: string): Promise<string | null> {
  return readTextIn(path);
}

/** The index of a Hub, or the folder's own (null), in a folder on disk. Throws UserError if its Hub is not known. */
export function indexFiles(
  folder: string,
  hub: string | null,
  _host: HostFileCalls | null,
): Promise<HubIndexFiles> {
  return hubIndexFiles(folder, hub);
}

/** The snapshot of the whole Hub in the index's folder; null where there cannot be one (the web). */
export function snapshotFiles(folder: string): SnapshotFiles | null {
  return snapshotFilesIn(folder);
}

/**
 * What a Hub (its base; null for that of the folder itself) answered about authors, with its index in the index folder; null
 * where there is no snapshot either (the web). Throws UserError if nobody can tell whose index is in the folder.
 */
export function authorAnswersFile(folder: string, hub: string | null): Promise<KeptTextFile | null> {
  return hubAnswersFile(folder, hub);
}

/** A file on disk that can be read in any order. Throws UserError if it cannot be opened. */
export function openSnapshotFile(path: string): Promise<SnapshotBytes> {
  return openDiskFile(path);
}

/** What the runtime unpacks of a snapshot's table. */
export const snapshotUnpackers: Unpackers = unpackers;

/** File name, in the folder `dist`, of the program that imports and analyzes snapshots; null on the web. */
export const snapshotWorkerScript: string | null = "snapshot-worker.js";

/** Answers a statement over the snapshot with DuckDB, if it is on this machine and takes it. Throws UserError at its limits, and AbortError. */
export function queryFast(
  {
    folder,
    chosen,
    downloads,
    write,
  }: Omit<FastParts, "places"> & Pick<DuckdbPlaces, "chosen" | "downloads">,
  query: LimitedQuery,
): Promise<FastAnswer> {
  const places = { chosen, searchPath: process.env.PATH, beside: __filename };
  return fastQuery(
    { folder, places: downloads === undefined ? places : { ...places, downloads }, write },
    query,
  );
}

/** DuckDB's command line for this system. Throws UserError if there is none. */
export function duckdbForHere(): PinnedDuckdb {
  return pinnedForHere();
}

/** Downloads DuckDB and returns the program's path. Throws UserError, or the signal's reason; nothing is kept then. */
export function downloadDuckdb(order: DuckdbDownload): Promise<string> {
  return download(order);
}

/** File name of the worker program in the folder `dist`. */
export const workerScript = "worker.js";

/** The environment of the process. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** The user's home folder, or null if there is none. */
export function homeFolder(): string | null {
  return process.env.HOME ?? process.env.USERPROFILE ?? null;
}
