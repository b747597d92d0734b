import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { crc32 } from "../../../../src/columns/checksum";
import { unpackers } from "../../../../src/platform/node-snapshot";
import { openSnapshotTable } from "../../../../src/snapshot/import/snapshot-table";
import {
  type HandColumn,
  type HandPage,
  levelRun,
  parquet,
  parquetByHand,
  textPage,
} from "./parquet-by-hand";
import { allBatches, idsOf, inMemory } from "./parquet-rows";

const ids = textPage(["maker/a", "maker/b", "maker/c"]);
const id: HandColumn = { name: "id", type: parquet.bytes, converted: parquet.utf8, pages: [ids] };
const noTags: HandPage = {
  bytes: Uint8Array.from([...levelRun(0, 3), ...levelRun(0, 3)]),
  values: 3,
};
const tags: HandColumn = {
  name: "tags",
  type: parquet.bytes,
  converted: parquet.utf8,
  isList: true,
  pages: [noTags],
};

const packedIds = (codec: number, pack: (bytes: Uint8Array) => Uint8Array, unpacked = ids.bytes.length) => ({
  ...id,
  codec,
  pages: [{ ...ids, bytes: pack(ids.bytes), unpacked }],
});
const zeros = new Uint8Array(2_000_000);
/** Ten blocks of Zstandard that each stand for 128 KB of one byte, without a length of the whole. */
const zstdBomb = Uint8Array.from([
  ...[0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38],
  ...Array.from({ length: 10 }, (_, at) => [0x02 + (at === 9 ? 1 : 0), 0x00, 0x10, 0x00]).flat(),
]);
const zstdOf = (bytes: Uint8Array, length = bytes.length) =>
  Uint8Array.from([
    0x28,
    0xb5,
    0x2f,
    0xfd,
    0x20,
    length,
    (bytes.length << 3) | 1,
    bytes.length >> 5,
    0,
    ...bytes,
  ]);
const lz4Of = (bytes: Uint8Array) => Uint8Array.from([0xf0, bytes.length - 15, ...bytes]);
const snappyOf = (bytes: Uint8Array, length = bytes.length) =>
  Uint8Array.from([length, 60 << 2, bytes.length - 1, ...bytes]);
const withPages = (column: HandColumn, ...pages: HandPage[]): HandColumn => ({ ...column, pages });
const dictionary = { ...textPage(["maker/a", "maker/b"], []), isDictionary: true };
const coded = (...codes: number[]): HandPage => ({
  bytes: Uint8Array.from([...levelRun(1, 3), ...codes]),
  values: 3,
  encoding: parquet.dictionary,
});

/** A page with its checksum. */
const summed = (page: HandPage): HandPage => ({ ...page, crc: crc32(page.bytes) });

async function read(bytes: Uint8Array<ArrayBuffer>) {
  return allBatches(await openSnapshotTable(inMemory(bytes, "x.parquet"), unpackers));
}

test("handwritten tables are read with every compression", async () => {
  const sound: readonly (readonly [string, HandColumn])[] = [
    ["unpacked", id],
    ["gzip", packedIds(parquet.gzip, gzipSync)],
    ["brotli", packedIds(parquet.brotli, brotliCompressSync)],
    ["zstd", packedIds(parquet.zstd, zstdOf)],
    ["lz4", packedIds(parquet.lz4, lz4Of)],
    ["lz4 raw", packedIds(parquet.lz4Raw, lz4Of)],
    ["snappy", packedIds(parquet.snappy, snappyOf)],
    ["two pages", withPages(id, textPage(["maker/a"]), textPage(["maker/b", "maker/c"]))],
  ];
  for (const [name, column] of sound) {
    const [batch] = await read(parquetByHand(3, [column, tags]));
    assert.ok(batch, name);
    assert.deepEqual(idsOf(batch), ["maker/a", "maker/b", "maker/c"], name);
  }
  const [batch] = await read(parquetByHand(3, [withPages(id, dictionary, coded(1, 2, 1, 4, 0)), tags]));
  assert.ok(batch);
  assert.deepEqual(idsOf(batch), ["maker/b", "maker/a", "maker/a"]);
});

test("a changed bit in a page with a checksum is found wherever it is; pages without one are counted", async () => {
  const sound = parquetByHand(3, [withPages(id, summed(ids)), withPages(tags, noTags)]);
  const table = await openSnapshotTable(inMemory(sound, "x.parquet"), unpackers);
  await allBatches(table);
  assert.deepEqual(table.pages, { all: 2, unchecked: 1 });
  const start = Buffer.from(sound).indexOf(Buffer.from(ids.bytes));
  for (let bit = 0; bit < ids.bytes.length * 8; bit++) {
    const changed = sound.slice();
    changed[start + (bit >> 3)] = (changed[start + (bit >> 3)] ?? 0) ^ (1 << (bit & 7));
    await assert.rejects(read(changed), /a page does not match its checksum/);
  }
});

test("a page that unpacks to more than it says, or claims more than fits, is rejected", async () => {
  const bombs: readonly (readonly [string, HandColumn])[] = [
    ["claims 2 GB", packedIds(parquet.zstd, zstdOf, 2_000_000_000)],
    ["gzip", packedIds(parquet.gzip, () => gzipSync(zeros))],
    ["brotli", packedIds(parquet.brotli, () => brotliCompressSync(zeros))],
    ["zstd without a length", packedIds(parquet.zstd, () => zstdBomb)],
    ["zstd with another length", packedIds(parquet.zstd, bytes => zstdOf(bytes, 200))],
    ["zstd too short", packedIds(parquet.zstd, bytes => zstdOf(bytes.subarray(1), bytes.length))],
    [
      "lz4",
      packedIds(parquet.lz4Raw, () =>
        Uint8Array.from([0x1f, 65, 1, 0, ...Array(900).fill(255), 0, 0x10, 65]),
      ),
    ],
    ["lz4 too short", packedIds(parquet.lz4Raw, bytes => lz4Of(bytes.subarray(1)))],
    ["snappy", packedIds(parquet.snappy, bytes => snappyOf(bytes, 100))],
    ["snappy too short", packedIds(parquet.snappy, bytes => snappyOf(bytes.subarray(1)))],
    [
      "levels that repeat without end",
      withPages(id, { ...textPage(["maker/a"], levelRun(1, 2 ** 30)), values: 3 }),
    ],
    ["codes that repeat without end", withPages(id, dictionary, coded(1, ...levelRun(0, 2 ** 30).slice(4)))],
    ["values without end", withPages(id, { ...ids, values: 2 ** 30 })],
    ["more rows than the group", { ...tags, pages: [{ ...noTags, values: 4 }] }],
  ];
  for (const [name, column] of bombs) {
    const columns = column.name === "tags" ? [id, column] : [column, tags];
    await assert.rejects(read(parquetByHand(3, columns)), isSentence(name));
  }
});

/** Asserts an error that is a sentence for people: what cannot be read, and what to do. */
function isSentence(name: string) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof Error && error.name === "UserError", `${name}: ${error}`);
    assert.match(error.message, /^[A-Zx].* x?\.?.*(Check the file, or download it again|smaller)/, name);
    assert.doesNotMatch(error.message, /undefined|Error|Invalid|offset|\bnull\b|NaN/, name);
    return true;
  };
}

test("strings that each repeat the previous one do not fill the memory", async () => {
  // Prefixes of 100,000 bytes, each for nothing: block of 128 deltas of 0 bits, in the packed form of differences.
  const differences = (first: number, count: number) => {
    const varint = (value: number): number[] =>
      value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
    return [...varint(65_536), 4, ...varint(count), ...varint(first * 2), 0, 0, 0, 0, 0];
  };
  const rows = 60_000;
  const page = {
    bytes: Uint8Array.from([...levelRun(1, rows), ...differences(100_000, rows), ...differences(0, rows)]),
  };
  const bomb = withPages(id, { ...page, values: rows, encoding: parquet.deltaBytes });
  const plain = withPages(tags, {
    bytes: Uint8Array.from([...levelRun(0, rows), ...levelRun(0, rows)]),
    values: rows,
  });
  await assert.rejects(read(parquetByHand(rows, [bomb, plain])), isSentence("delta"));
});

test("a mislabeled column is reported, never read as something else", async () => {
  const wrong: readonly (readonly [string, HandColumn])[] = [
    ["too few rows", { ...withPages(id, textPage(["maker/a"])), values: 3 }],
    ["another number of values", { ...id, values: 4 }],
    ["no dictionary", withPages(id, coded(1, 2, 1, 4, 0))],
    ["a code without a word", withPages(id, dictionary, coded(3, 6, 7))],
    ["two dictionaries", withPages(id, dictionary, dictionary, coded(1, 6, 1))],
    ["texts that end too early", withPages(id, { ...ids, bytes: ids.bytes.subarray(0, -1) })],
    ["texts that end too late", withPages(id, { ...ids, bytes: Uint8Array.from([...ids.bytes, 0]) })],
    ["an unknown encoding", withPages(id, { ...ids, encoding: 4 })],
    ["an unknown codec", { ...id, codec: 3 }],
  ];
  for (const [name, column] of wrong)
    await assert.rejects(read(parquetByHand(3, [column, tags])), isSentence(name));
});

test("a footer with impossible claims is rejected before it is used", async () => {
  const sound = parquetByHand(3, [id, tags]);
  const claims = (bytes: number) => {
    const file = sound.slice();
    new DataView(file.buffer).setUint32(file.length - 8, bytes, true);
    return file;
  };
  const footer = (...bytes: number[]) =>
    Uint8Array.from([80, 65, 82, 49, ...bytes, bytes.length & 255, bytes.length >> 8, 0, 0, 80, 65, 82, 49]);
  const twice = parquetByHand(3, [id, { ...id, pages: [ids] }, tags]);
  const cases: readonly (readonly [string, Uint8Array<ArrayBuffer>])[] = [
    ["4 GB", claims(4_294_967_295)],
    ["as long as the file", claims(sound.length)],
    ["nothing", claims(0)],
    ["a list of 2 billion", footer(0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07)],
    ["nested without end", footer(...Array(60_000).fill(0x1c))],
    ["a number without end", footer(0x15, ...Array(60).fill(0xff))],
    ["too many rows", parquetByHand(2 ** 40, [id, tags])],
    ["a row group too large", parquetByHand(3_000_000, [id, tags])],
    ["encrypted", Uint8Array.from([...sound.subarray(0, -4), 80, 65, 82, 69])],
    ["short", sound.slice(0, 9)],
  ];
  for (const [name, bytes] of cases) await assert.rejects(read(bytes), isSentence(name));
  await assert.rejects(read(twice), { name: "UserError", message: /two columns named id/ });
});
