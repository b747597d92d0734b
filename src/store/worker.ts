import { indexFiles, workerWire } from "#platform";
import type { Index } from "../app/ports";
import { Channel, remote } from "../channel";
import { hubDecoder } from "../hub/decode";
import type { HostFileCalls, WorkerCalls } from "../protocol";
import { openIndex } from "./open-index";

const indexCalls: Readonly<Record<keyof Index, true>> = {
  lookup: true,
  family: true,
  children: true,
  card: true,
  query: true,
  status: true,
  putModel: true,
  putChildren: true,
  putFailure: true,
  putCard: true,
  clear: true,
  save: true,
};

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

const served = Object.keys(indexCalls).map(name => [
  name,
  async (params: never) => (await opened())[name as keyof Index](params),
]);

const channel = new Channel<HostFileCalls>(workerWire(), { ...Object.fromEntries(served), open });
const host = remote(channel, { read: true, replace: true, setAside: true });
