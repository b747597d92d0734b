import { indexFiles, workerWire } from "#platform";
import { lazyIndex } from "../app/index-calls";
import type { Index } from "../app/ports";
import { Channel, remote } from "../channel";
import { hubDecoder } from "../hub/decode";
import type { HostFileCalls, WorkerCalls } from "../protocol";
import { openIndex } from "./open-index";

let opening: Promise<Index> | null = null;

async function open({ wasm, folder }: Parameters<WorkerCalls["open"]>[0]) {
  if (opening !== null) throw new Error("The index is open already.");
  opening = openIndex({ wasm, files: indexFiles(folder, host), decoder: hubDecoder });
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

const channel = new Channel<HostFileCalls>(workerWire(), { ...lazyIndex(opened), open });
const host = remote(channel, {
  list: true,
  read: true,
  write: true,
  rename: true,
  remove: true,
});
