import { startWorker } from "#platform";
import { publicOrigin } from "../../../src/app/ports/hub-port";
import { Channel } from "../../../src/channel";
import type { HostFileCalls, WorkerCalls } from "../../../src/protocol";

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** A host that keeps the files in memory. */
function memoryHost(): HostFileCalls {
  const kept = new Map<string, Uint8Array>();
  return {
    list: async () => [...kept.keys()],
    read: async name => kept.get(name) ?? new Uint8Array(),
    write: async ({ name, bytes }) => void kept.set(name, bytes),
    rename: async ({ from, to }) => {
      kept.set(to, kept.get(from) ?? new Uint8Array());
      kept.delete(from);
    },
    remove: async name => void kept.delete(name),
  };
}

async function startIndex(program: Uint8Array, wasm: Uint8Array, host: HostFileCalls) {
  const { wire, terminate } = await startWorker({
    scriptPath: "",
    readScript: async () => program,
    onExit: reason => channel.dispose(reason),
  });
  const channel = new Channel<WorkerCalls>(wire, host);
  const bytes = wasm.slice().buffer as ArrayBuffer;
  const status = await channel.call(
    "open",
    { wasm: bytes, folder: "", hub: publicOrigin, saved: true, speech: null },
    [bytes],
  );
  return { channel, terminate, status, handedOver: bytes.byteLength === 0 };
}

/** Runs in the page: what one worker saves through its host, the next one finds. */
async function roundTrip(program: Uint8Array, wasm: Uint8Array) {
  const host = memoryHost();
  const first = await startIndex(program, wasm, host);
  const page = json([{ id: "o/child", tags: ["base_model:o/root"] }]);
  await first.channel.call("putChildren", { parent: "o/root", body: page, at: 1, last: true });
  await first.channel.call("save", undefined);
  await first.terminate();
  const second = await startIndex(program, wasm, host);
  const family = await second.channel.call("family", { id: "o/root" });
  await second.terminate();
  return {
    handedOver: first.handedOver,
    before: first.status.models,
    after: second.status.models,
    edges: family.edges,
  };
}

/** Runs in the page: the reason that a broken program gives. */
function brokenProgram(): Promise<string> {
  return new Promise(resolve => {
    const program = new TextEncoder().encode("throw new Error('out of luck')");
    void startWorker({ scriptPath: "", readScript: async () => program, onExit: resolve });
  });
}

Object.assign(globalThis, { roundTrip, brokenProgram });
