import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { UserError } from "../../../src/app/ports/errors";
import type { SnapshotFiles } from "../../../src/app/ports/file-ports";
import { openSnapshot } from "../../../src/snapshot/open-snapshot";
import { SnapshotReader } from "../../../src/snapshot/snapshot-reader";
import type { OpenIndex } from "../../../src/store/open-index";
import { loadAll } from "../../harness/recorded/load-columns";
import { sampled } from "../../harness/suites/long-runs";
import { importRows, withSnapshotFiles } from "../snapshot/snapshot-stage";
import { flipped } from "./flipped-bits";
import { openTestIndex } from "./test-index";

const count = 40;
const idOf = (at: number) => `maker-${at % 7}/model-${at}`;

/** A family of `count` models with every trait that a lookup reads. */
const rows = Array.from({ length: count }, (_, at) => ({
  id: idOf(at),
  downloads: BigInt(at * 7),
  likes: BigInt(at),
  createdAt: new Date(Date.UTC(2024, 0, 1 + at)),
  lastModified: new Date(Date.UTC(2025, 0, 1 + at)),
  pipeline_tag: at % 3 === 0 ? "fill-mask" : "text-generation",
  library_name: at % 2 === 0 ? "transformers" : "gguf",
  tags: [
    `license:${at % 4 === 0 ? "mit" : "apache-2.0"}`,
    `dataset:own/data-${at % 5}`,
    "en",
    ...(at === 0 ? [] : [`base_model:finetune:${idOf(at >> 1)}`, `base_model:${idOf(at >> 1)}`]),
  ],
}));

/** A snapshot in memory, given by its bytes. */
function memorySnapshot(files: SnapshotFiles): SnapshotFiles & { bytes: Uint8Array | null } {
  let replaced = 0;
  let bytes: Uint8Array | null = null;
  const mark = () => `${replaced}`;
  return {
    ...files,
    get bytes() {
      return bytes;
    },
    set bytes(next: Uint8Array | null) {
      bytes = next;
      replaced++;
    },
    mark: async () => bytes && mark(),
    open: async () => {
      const file = bytes;
      const read = (into: Uint8Array, from: number) => {
        if (from + into.length > (file?.length ?? 0)) throw new UserError("damaged. Import it again");
        into.set(file?.subarray(from, from + into.length) ?? []);
      };
      return file && { bytes: file.length, mark: mark(), read, close: () => undefined };
    },
    setAside: async () => {
      bytes = null;
      return "snapshot.damaged.columns";
    },
  };
}

/** Everything that lookups, lists of children, and families say. */
async function answersOf(index: OpenIndex): Promise<string> {
  const found = await index.lookup(rows.map(({ id }) => id));
  const children = await index.children({ id: idOf(1), relation: null, offset: 0, limit: 9 });
  return JSON.stringify([found, children, await index.family({ id: idOf(0) })]);
}

/** What the columns hold, or null if they say that they are damaged. */
async function columnsOf(files: SnapshotFiles): Promise<string | null> {
  try {
    const snapshot = await openSnapshot(files);
    try {
      return JSON.stringify(loadAll(snapshot?.columns() ?? assert.fail()));
    } finally {
      snapshot?.close();
    }
  } catch (error) {
    if (error instanceof UserError && /damaged\. Import it again/.test(error.message)) return null;
    throw error;
  }
}

test("of flipped bits in a snapshot, none changes an answer in silence, and none is a raw error", t =>
  withSnapshotFiles(async (onDisk, folder) => {
    await importRows(onDisk, rows);
    const file = new Uint8Array(readFileSync(join(folder, "snapshot.columns")));
    const files = memorySnapshot(onDisk);
    const index = await openTestIndex({ snapshot: files });
    files.bytes = file;
    const [right, columns] = [await answersOf(index), await columnsOf(files)];
    assert.match(right, /fill-mask/);
    const flips = sampled(t, "flipped bits", 60, 1_000);
    let told = 0;
    for (const { what, bytes } of flipped(file, flips)) {
      files.bytes = bytes;
      const read = await columnsOf(files);
      assert.ok(read === null || read === columns, `${what} changed the columns`);
      const answers = await answersOf(index);
      const { notice, snapshot } = await index.status();
      if (notice === null) assert.equal(answers, right, `${what} changed an answer`);
      else {
        assert.match(notice, /damaged\. Import it again\..* kept as snapshot\.damaged\.columns/, what);
        assert.equal(snapshot, null);
        told++;
      }
    }
    assert.ok(told > flips / 4, `${told} of ${flips} were told`);
    await index.close();
  }));

test("damage that a lookup meets is told until there is another snapshot, and the file is kept once", () =>
  withSnapshotFiles(async (files, folder) => {
    await importRows(files, rows);
    const file = new Uint8Array(readFileSync(join(folder, "snapshot.columns")));
    const snapshot = await openSnapshot(files);
    const { offset } = snapshot?.header.sections["ids.bytes"] ?? assert.fail();
    snapshot?.close();
    file[offset] = (file[offset] ?? 0) ^ 1;
    const index = await openTestIndex({ snapshot: files });
    for (let time = 0; time < 2; time++) {
      await files.replace([file]);
      assert.equal((await index.status()).notice, null, "the header is whole");
      const states = await Promise.all([0, 1, 2].map(at => index.lookup([idOf(at)])));
      assert.deepEqual(
        states.map(([found]) => found?.state),
        ["unknown", "unknown", "unknown"],
      );
      const told = /kept as .*snapshot\.damaged\.columns/;
      assert.match(index.notice() ?? "", told);
      assert.match((await index.status()).notice ?? "", told, "it is told again");
      assert.deepEqual(readdirSync(folder), ["snapshot.damaged.columns"]);
    }
    await importRows(files, rows);
    assert.deepEqual((await index.lookup([idOf(0)]))[0]?.state, "known");
    assert.equal((await index.status()).notice, null);
    await index.clear();
    assert.deepEqual(readdirSync(folder), []);
    await index.close();
  }));

test("a damaged snapshot that cannot be moved is told and not used", () =>
  withSnapshotFiles(async files => {
    await importRows(files, rows);
    const broken: SnapshotFiles = {
      ...files,
      setAside: () => Promise.reject(new Error("EROFS: read-only file system")),
      open: async () => {
        const file = await files.open();
        let reads = 0;
        const read = (into: Uint8Array, from: number) => {
          // The first two are the head and the header.
          if (++reads > 2) throw new Error("EIO: i/o error, read");
          file?.read(into, from);
        };
        return file && { ...file, read };
      },
    };
    const index = await openTestIndex({ snapshot: broken });
    assert.equal((await index.lookup([idOf(0)]))[0]?.state, "unknown");
    for (let time = 0; time < 2; time++)
      assert.match(
        (await index.status()).notice ?? "",
        /cannot be read: EIO.*Import it again.*could not be moved aside: EROFS/,
      );
    await index.close();
  }));

test("each block is checked once, and read again only in part", () =>
  withSnapshotFiles(async files => {
    await importRows(files, rows);
    const checked: number[] = [];
    const counting: SnapshotFiles = {
      ...files,
      checksum: bytes => {
        checked.push(bytes.length);
        return files.checksum(bytes);
      },
    };
    const snapshot = await openSnapshot(counting);
    assert.ok(snapshot);
    checked.length = 0;
    const reader = new SnapshotReader(snapshot);
    const read = () => rows.map(({ id }) => reader.model(reader.find(id)));
    const first = read();
    const blocks = Object.values(snapshot.header.sections).reduce((sum, { crcs }) => sum + crcs.length, 0);
    assert.ok(checked.length > 5 && checked.length <= blocks, `${checked.length} of ${blocks} blocks`);
    checked.length = 0;
    assert.deepEqual(read(), first);
    assert.deepEqual(checked, []);
    snapshot.close();
  }));
