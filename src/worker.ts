import { indexFiles, snapshotFiles, workerWire } from "#platform";
import { lazyIndex } from "./app/index/index-calls";
import type { FamilyRequest, Index } from "./app/ports/index-port";
import { parseFrontMatter } from "./card/front-matter/parse-front-matter";
import { Channel, HandedOver, remote } from "./channel";
import { hubDecoder } from "./hub/decode";
import type { HostFileCalls, PlainFrontMatter, WorkerCalls } from "./protocol";
import { loadSqlite } from "./store/database";
import { openIndexOrUnsaved } from "./store/open-unsaved";
import { queryWithHub } from "./store/query/hub-tables";

let opening: Promise<Index> | null = null;

async function open({ wasm, folder }: Parameters<WorkerCalls["open"]>[0]) {
  if (opening !== null) throw new Error("The index is open already.");
  const files = indexFiles(folder, host);
  opening = openIndexOrUnsaved({ wasm, files, snapshot: snapshotFiles(folder), decoder: hubDecoder });
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

async function queryCopy({ wasm, database, folder, sql, rows }: Parameters<WorkerCalls["queryCopy"]>[0]) {
  const openCopy = await loadSqlite(wasm);
  const limits = { rows, characters: mostCharacters };
  return queryWithHub(openCopy(database), snapshotFiles(folder), sql, limits);
}

async function exported() {
  const bytes = await (await opened()).export();
  return new HandedOver(bytes, [bytes.buffer as ArrayBuffer]);
}

async function packedFamily(request: FamilyRequest) {
  const packed = await (await opened()).packedFamily(request);
  return new HandedOver(packed, [packed.json.buffer as ArrayBuffer]);
}

async function plainFrontMatter(text: string): Promise<PlainFrontMatter> {
  const { place: _, ...plain } = parseFrontMatter(text);
  return plain;
}

const channel = new Channel<HostFileCalls>(workerWire(), {
  ...lazyIndex(opened),
  packedFamily,
  export: exported,
  open,
  parseFrontMatter: plainFrontMatter,
  queryCopy,
});
const host = remote(channel, {
  list: true,
  read: true,
  write: true,
  rename: true,
  remove: true,
});
