import assert from "node:assert/strict";
import { test } from "node:test";
import { openSnapshotTable } from "../../../../src/snapshot/import/snapshot-table";
import { allBatches, idsOf, inMemory, parquetOf, type SnapshotRow } from "./parquet-rows";

const rows: readonly SnapshotRow[] = [
  {
    id: "maker/base",
    createdAt: new Date("2024-02-03T04:05:06.789Z"),
    lastModified: new Date("2024-03-03T04:05:06Z"),
    downloads: 5_000_000_000n,
    likes: 7n,
    tags: ["transformers", "license:mit"],
    pipeline_tag: "text-generation",
    library_name: "transformers",
    cardData: '{"license":"mit"}',
    safetensors: { parameters: { F32: 9n }, total: 12n },
    siblings: ["a very long name"],
  },
  {
    id: "maker/child",
    tags: ["base_model:maker/base", "base_model:merge:maker/base"],
    gguf: '{"total":3}',
    baseModels: {
      relation: "merge",
      models: [
        { _id: "1", id: "maker/base" },
        { _id: "2", id: "maker/other" },
      ],
    },
  },
  { id: "maker/bare", tags: [] },
];

test("every column of hub-stats is read with its values, whatever the row groups", async () => {
  for (const groupRows of [1, 2, 100]) {
    const table = await openSnapshotTable(inMemory(parquetOf(rows, { groupRows })));
    assert.equal(table.rows, 3);
    const batches = await allBatches(table);
    assert.equal(batches.length, Math.ceil(3 / groupRows));
    const all = <T>(read: (batch: (typeof batches)[number]) => ArrayLike<T> | null) =>
      batches.flatMap(batch => Array.from(read(batch) ?? []));
    assert.deepEqual(batches.flatMap(idsOf), ["maker/base", "maker/child", "maker/bare"]);
    assert.deepEqual(
      all(batch => batch.createdAt),
      [Date.parse("2024-02-03T04:05:06.789Z"), null, null],
    );
    assert.deepEqual(
      all(batch => batch.downloads),
      [5e9, null, null],
    );
    assert.deepEqual(
      all(batch => batch.tags),
      rows.map(row => row.tags),
    );
    assert.deepEqual(
      all(batch => batch.tasks),
      ["text-generation", null, null].map(each => each ?? null),
    );
    assert.deepEqual(
      all(batch => batch.safetensorsTotal),
      [12, null, null],
    );
    assert.deepEqual(
      all(batch => batch.relations),
      [null, "merge", null],
    );
    assert.deepEqual(
      all(batch => batch.parents),
      [null, ["maker/base", "maker/other"], null],
    );
    assert.deepEqual(
      all(batch => batch.gguf),
      [null, '{"total":3}', null],
    );
  }
});

test("unused columns are not read", async () => {
  const many = Array.from({ length: 200 }, (_, at) => ({
    id: `maker/model-${at}`,
    tags: ["a"],
    siblings: Array.from(
      { length: 50 },
      (_, file) => `${at}-${file}-${Math.imul(at + file, 0x9e3779b1)}.bin`,
    ),
  }));
  const bytes = inMemory(parquetOf(many, { only: ["id", "tags", "siblings"], groupRows: 50 }));
  const table = await openSnapshotTable(bytes);
  const footer = bytes.asked.length;
  await allBatches(table);
  const read = bytes.asked.slice(footer).reduce((sum, [from, to]) => sum + to - from, 0);
  assert.ok(read < bytes.byteLength / 5, `${read} of ${bytes.byteLength} bytes were read`);
});

test("a table with few columns says which ones it has, and the others are null", async () => {
  const table = await openSnapshotTable(inMemory(parquetOf(rows, { only: ["tags", "id"] })));
  assert.deepEqual([...table.columns].sort(), ["id", "tags"]);
  const [batch] = await allBatches(table);
  assert.equal(batch?.downloads, null);
  assert.equal(batch?.parents, null);
});

test("a table without models is rejected with a sentence", async () => {
  const refused = async (bytes: Uint8Array<ArrayBuffer>, words: RegExp) =>
    assert.rejects(openSnapshotTable(inMemory(bytes, "x.parquet")), { name: "UserError", message: words });
  await refused(parquetOf(rows, { only: ["tags"] }), /x\.parquet has no id column.*models\.parquet/);
  await refused(parquetOf(rows, { only: ["id", "likes"] }), /has no tags or baseModels column/);
  const wrong = { tags: [{ name: "tags", type: "INT64", repetition_type: "OPTIONAL" }] } as const;
  await refused(
    parquetOf([{ id: "a/b", tags: 3n as never }], {
      only: ["id", "tags"],
      replaced: { ...wrong, tags: [...wrong.tags] },
    }),
    /column tags of x\.parquet is not a list of strings \(INT64\).*update Hub Lineage/i,
  );
  await refused(parquetOf(rows).slice(0, 500), /not a Parquet file, or is incomplete/);
  await refused(new TextEncoder().encode("a,b\n1,2\n"), /neither a Parquet file nor a CSV file/);
});

test("damage inside a row group is reported with its rows", async () => {
  const bytes = parquetOf(rows, { only: ["id", "tags"] });
  bytes.fill(0xff, 4, 40);
  const table = await openSnapshotTable(inMemory(bytes));
  await assert.rejects(allBatches(table), { name: "UserError", message: /Rows 0 to 3 of .* cannot be read/ });
});

test("the paper's own table is read, with lists as Python printed them", async () => {
  const csv = [
    ",model_id,likes,downloads,tags,pipeline_tag,library_name,createdAt,modelCard",
    `0,maker/base,7,12,"['transformers', 'license:mit']",text-generation,transformers,2025-07-11T00:55:12.000Z,"---\nlicense: mit\n---\nSay ""hi"", all"`,
    "1,maker/child,0,,\"['base_model:maker/base', 'base_model:finetune:maker/base']\",,nan,,",
    "",
  ].join("\r\n");
  const table = await openSnapshotTable(inMemory(new TextEncoder().encode(csv), "ai.csv"));
  const [batch] = await allBatches(table);
  assert.ok(batch);
  assert.deepEqual(idsOf(batch), ["maker/base", "maker/child"]);
  assert.deepEqual(batch.tags?.[1], ["base_model:maker/base", "base_model:finetune:maker/base"]);
  assert.deepEqual(batch.createdAt, [Date.parse("2025-07-11T00:55:12Z"), null]);
  assert.deepEqual(batch.downloads, [12, null]);
  assert.deepEqual(batch.libraries, ["transformers", null]);
  assert.deepEqual(batch.cards, ['---\nlicense: mit\n---\nSay "hi", all', null]);
});
