import { indexFiles, snapshotFiles, workerWire } from "#platform";
import { lazyIndex } from "../app/index-calls";
import type { Index } from "../app/ports";
import { Channel, HandedOver, remote } from "../channel";
import { hubDecoder } from "../hub/decode";
import type { HostFileCalls, WorkerCalls } from "../protocol";
import { loadSqlite } from "./database";
import { openIndex } from "./open-index";
import { userQuery } from "./user-query";

let opening: Promise<Index> | null = null;

async function open({ wasm, folder }: Parameters<WorkerCalls["open"]>[0]) {
  if (opening !== null) throw new Error("The index is open already.");
  const files = indexFiles(folder, host);
  opening = openIndex({ wasm, files, snapshot: snapshotFiles(folder), decoder: hubDecoder });
  try {
    return await (await opening).status();
  } catch (error) {
    opening = null;
    throw error;
  }
}

async function opened(): Promise<Index> {
  if (opening === null) throw new Error("The index is not open. Call open first.");
  return opening;
}

/** Most characters that a query answers: what the host can take without standing still. */
const mostCharacters = 20_000_000;

async function queryCopy({ wasm, database, sql, rows }: Parameters<WorkerCalls["queryCopy"]>[0]) {
  const openCopy = await loadSqlite(wasm);
  return userQuery(openCopy(database), sql, { rows, characters: mostCharacters });
}

async function exported() {
  const bytes = await (await opened()).export();
  return new HandedOver(bytes, [bytes.buffer as ArrayBuffer]);
}

const channel = new Channel<HostFileCalls>(workerWire(), {
  ...lazyIndex(opened),
  export: exported,
  open,
  queryCopy,
});
const host = remote(channel, {
  list: true,
  read: true,
  write: true,
  rename: true,
  remove: true,
});
