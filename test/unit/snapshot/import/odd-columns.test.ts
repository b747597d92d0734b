import assert from "node:assert/strict";
import { test } from "node:test";
import { readSnapshot } from "../../../../src/snapshot/import/read-snapshot";
import { openSnapshotTable } from "../../../../src/snapshot/import/snapshot-table";
import { type HandColumn, levelRun, parquet, parquetByHand, textPage } from "./parquet-by-hand";
import { allBatches, inMemory, parquetOf, type SnapshotRow } from "./parquet-rows";

const march = Date.UTC(2025, 2, 1);
const names = ["maker/a", "maker/b"];
const id: HandColumn = { name: "id", type: parquet.bytes, converted: parquet.utf8, pages: [textPage(names)] };
const empty = { bytes: Uint8Array.from(levelRun(0, 2)), values: 2 };
const emptyList = { bytes: Uint8Array.from([...levelRun(0, 2), ...levelRun(0, 2)]), values: 2 };
/** Two lists of one null each. */
const listOfNulls = { bytes: Uint8Array.from([...levelRun(0, 2), ...levelRun(2, 2)]), values: 2 };
const tags: HandColumn = {
  name: "tags",
  type: parquet.bytes,
  converted: parquet.utf8,
  isList: true,
  pages: [emptyList],
};

/** A page of two values of some bytes each, little-endian. */
function pageOf(bytes: number, values: readonly bigint[]) {
  const data = values.flatMap(value =>
    Array.from({ length: bytes }, (_, at) => Number((value >> BigInt(8 * at)) & 255n)),
  );
  return { bytes: Uint8Array.from([...levelRun(1, values.length), ...data]), values: values.length };
}

async function columnsOf(...columns: readonly HandColumn[]) {
  const table = await openSnapshotTable(inMemory(parquetByHand(2, columns), "x.parquet"));
  return { columns: table.columns, batches: await allBatches(table) };
}

test("an optional column without values counts as absent, whatever its type, with or without null counts", async () => {
  const gguf = (more: Partial<HandColumn>): HandColumn => ({
    name: "gguf",
    type: parquet.int32,
    pages: [empty],
    ...more,
  });
  const kinds: readonly HandColumn[] = [
    gguf({}),
    gguf({ type: 0 }),
    gguf({ type: parquet.double }),
    gguf({ converted: parquet.date }),
    gguf({ logical: [[11, { struct: [] }]] }),
    gguf({ isList: true, pages: [emptyList] }),
    gguf({ isList: true, pages: [listOfNulls] }),
    { ...gguf({}), name: "createdAt", type: 0 },
    { ...gguf({}), name: "likes", type: parquet.bytes, converted: parquet.utf8 },
  ];
  for (const column of kinds) {
    const { columns, batches } = await columnsOf(id, tags, column);
    assert.deepEqual([...columns], ["id", "tags"], JSON.stringify(column));
    assert.equal(batches[0]?.gguf, null);
  }
  const counted = parquetOf([{ id: "a/b", tags: [] }], {
    only: ["id", "tags", "gguf"],
    replaced: { gguf: [{ name: "gguf", type: "INT32", repetition_type: "OPTIONAL" }] },
  });
  assert.deepEqual([...(await openSnapshotTable(inMemory(counted))).columns], ["id", "tags"]);
});

test("a column of the wrong type that has a value is reported, as are columns that cannot be empty", async () => {
  const likes = (pages: HandColumn["pages"]): HandColumn => ({
    name: "likes",
    type: parquet.bytes,
    converted: parquet.utf8,
    pages,
  });
  await assert.rejects(columnsOf(id, tags, likes([textPage(["", "5"])])), {
    message: /column likes of x\.parquet is not a number/,
  });
  await assert.rejects(columnsOf({ ...id, type: parquet.int32, converted: 18, pages: [empty] }, tags), {
    message: /column id of x\.parquet is not text/,
  });
  const noTags: HandColumn = { ...tags, type: parquet.int32, converted: 18, pages: [listOfNulls] };
  await assert.rejects(columnsOf(id, noTags), { message: /has no tags or baseModels column/ });
});

test("times are read from every type with a clear meaning", async () => {
  const days = BigInt(march / 86_400_000);
  const stamp = (unit: number): NonNullable<HandColumn["logical"]> => [
    [8, { struct: [[2, { struct: [[unit, { struct: [] }]] }]] }],
  ];
  const ms = BigInt(march);
  // A Julian day and the nanoseconds of the day.
  const int96 = (days + 2_440_588n) << 64n;
  const int64 = { name: "createdAt", type: parquet.int64 };
  const kinds: readonly (readonly [string, HandColumn])[] = [
    ["DATE", { ...int64, type: parquet.int32, converted: parquet.date, pages: [pageOf(4, [days, days])] }],
    [
      "logical DATE",
      { ...int64, type: parquet.int32, logical: [[6, { struct: [] }]], pages: [pageOf(4, [days, days])] },
    ],
    ["ms", { ...int64, logical: stamp(1), pages: [pageOf(8, [ms, ms])] }],
    ["us", { ...int64, logical: stamp(2), pages: [pageOf(8, [ms * 1_000n, ms * 1_000n])] }],
    ["ns", { ...int64, logical: stamp(3), pages: [pageOf(8, [ms * 1_000_000n, ms * 1_000_000n])] }],
    ["INT96", { ...int64, type: parquet.int96, pages: [pageOf(12, [int96, int96])] }],
    ["epoch s", { ...int64, pages: [pageOf(8, [ms / 1_000n, ms / 1_000n])] }],
    ["epoch us", { ...int64, pages: [pageOf(8, [ms * 1_000n, ms * 1_000n])] }],
    ["epoch s in 32 bits", { ...int64, type: parquet.int32, pages: [pageOf(4, [ms / 1_000n, ms / 1_000n])] }],
    [
      "text",
      {
        ...int64,
        type: parquet.bytes,
        converted: parquet.utf8,
        pages: [textPage(["2025-03-01", "2025-03-01T00:00:00Z"])],
      },
    ],
  ];
  for (const [name, column] of kinds) {
    const { batches } = await columnsOf(id, tags, column);
    assert.deepEqual(batches[0]?.createdAt, [march, march], name);
  }
});

test("a column without readable times counts as absent, and a single unreadable time as unknown", async () => {
  const rows = (dates: readonly string[]) =>
    parquetOf(
      dates.map((createdAt, at) => ({ id: `a/m${at}`, tags: [], createdAt }) as unknown as SnapshotRow),
      {
        only: ["id", "tags", "createdAt"],
        replaced: {
          createdAt: [
            { name: "createdAt", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
          ],
        },
      },
    );
  const none = await readSnapshot(await openSnapshotTable(inMemory(rows(["01/03/2025", "03/04/2025"]))), {});
  assert.deepEqual([...none.present].sort(), ["id", "tags"]);
  assert.equal(none.columns.numbers.createdAt, null);
  const some = await readSnapshot(await openSnapshotTable(inMemory(rows(["2025-03-01", "soon", ""]))), {});
  assert.deepEqual([...some.present].sort(), ["createdAt", "id", "tags"]);
  assert.deepEqual([...(some.columns.numbers.createdAt ?? [])], [march, Number.NaN, Number.NaN]);
});
