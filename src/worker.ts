import { indexFiles, snapshotFiles, workerWire } from "#platform";
import { openOnce } from "./app/index/open-once";
import { withoutLongest } from "./card/front-matter/hand-over";
import { parseFrontMatter } from "./card/front-matter/parse-front-matter";
import { Channel, HandedOver, remote } from "./channel";
import { hubDecoder } from "./hub/decode";
import type { HostFileCalls, WorkerCalls } from "./protocol";
import type { OpenIndex } from "./store/open-index";
import { openIndexOrUnsaved, openInMemory, openNone } from "./store/open-unsaved";
import { queryCopy } from "./store/query/query-copy";
import { speak } from "./words/words";

/** The most values of front matter that the host takes in a message, in about 30 ms. */
const mostValuesHandedOver = 100_000;

const { index, open } = openOnce(
  async ({ wasm, folder, hub, saved, speech }: Parameters<WorkerCalls["open"]>[0]): Promise<OpenIndex> => {
    speak(speech);
    if (!saved) return openInMemory({ wasm, snapshot: null, decoder: hubDecoder });
    const parts = { wasm, snapshot: snapshotFiles(folder), decoder: hubDecoder };
    return hub === null ? openNone(parts) : openIndexOrUnsaved(parts, () => indexFiles(folder, hub, host));
  },
);

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
