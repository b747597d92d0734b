import { indexFiles, snapshotFiles, workerWire } from "#platform";
import { openOnce } from "./app/index/open-once";
import { withoutLongest } from "./card/front-matter/hand-over";
import { parseFrontMatter } from "./card/front-matter/parse-front-matter";
import { Channel, HandedOver, remote } from "./channel";
import { hubDecoder } from "./hub/decode";
import type { HostFileCalls, WorkerCalls } from "./protocol";
import { openIndexOrUnsaved } from "./store/open-unsaved";
import { queryCopy } from "./store/query/query-copy";

/** The most values of front matter that the host takes in a message, in about 30 ms. */
const mostValuesHandedOver = 100_000;

const { index, open } = openOnce(async ({ wasm, folder }: Parameters<WorkerCalls["open"]>[0]) => {
  const files = indexFiles(folder, host);
  return openIndexOrUnsaved({ wasm, files, snapshot: snapshotFiles(folder), decoder: hubDecoder });
});

const channel = new Channel<HostFileCalls>(workerWire(), {
  ...index,
  open,
  packedFamily: async (request: Parameters<WorkerCalls["packedFamily"]>[0]) => {
    const packed = await index.packedFamily(request);
    return new HandedOver(packed, [packed.json.buffer as ArrayBuffer]);
  },
  export: async () => {
    const bytes = await index.export();
    return new HandedOver(bytes, [bytes.buffer as ArrayBuffer]);
  },
  parseFrontMatter: async (text: string) => {
    const { place: _, ...plain } = parseFrontMatter(text);
    return withoutLongest(plain, mostValuesHandedOver);
  },
  queryCopy: (query: Parameters<WorkerCalls["queryCopy"]>[0]) =>
    queryCopy(query, snapshotFiles(query.folder)),
});
const host = remote(channel, {
  list: true,
  read: true,
  write: true,
  rename: true,
  remove: true,
});
