import assert from "node:assert/strict";
import { test } from "node:test";
import { parquetReadObjects } from "hyparquet";
import { hubTables } from "../../../../src/app/ports/snapshot-ports";
import { isoTexts } from "../../../../src/snapshot/export/iso-texts";
import { type TableToWrite, writeParquet } from "../../../../src/snapshot/export/parquet-file";
import { queryTables } from "../../../../src/snapshot/export/query-tables";
import { openSnapshot } from "../../../../src/snapshot/open-snapshot";
import { seeded } from "../../../../src/statistics/random";
import { loadSqlite } from "../../../../src/store/database";
import { queryWithHub } from "../../../../src/store/query/hub-tables";
import { madeRows } from "../../../harness/recorded/made-models";
import { wasm } from "../../store/test-index";
import { importRows, soundRows, withSnapshotFiles } from "../snapshot-stage";

/** The rows of a written table as another reader finds them. */
async function rowsOf({ columns, rows, read }: TableToWrite): Promise<Record<string, unknown>[]> {
  const pieces: Uint8Array[] = [];
  writeParquet(bytes => pieces.push(bytes), columns, rows, read());
  const file = await new Blob(pieces as BlobPart[]).arrayBuffer();
  return parquetReadObjects({ file });
}

test("every table has the rows that SQLite gets, in the order of authors or parents", () =>
  withSnapshotFiles(async files => {
    await importRows(files, [...soundRows, ...madeRows(800)]);
    const snapshot = (await openSnapshot(files)) ?? assert.fail();
    const openCopy = await loadSqlite(wasm().slice().buffer as ArrayBuffer);
    for (const [name, table] of Object.entries(queryTables(snapshot.columns()))) {
      const names: readonly string[] = hubTables[name as keyof typeof hubTables];
      const cell = (value: unknown) => (typeof value === "bigint" ? Number(value) : (value ?? null));
      const written = (await rowsOf(table)).map(row => names.map(column => cell(row[column])));
      const sql = `SELECT ${names.join(", ")} FROM hub.${name}`;
      const { rows } = await queryWithHub(openCopy(null), files, sql, { rows: 1e6 });
      const sorted = (all: readonly (readonly unknown[])[]) => all.map(row => JSON.stringify(row)).sort();
      assert.ok(rows.length > 100, name);
      assert.deepEqual(sorted(written), sorted(rows), name);
    }
    const { models, edges } = queryTables(snapshot.columns());
    const authors = (await rowsOf(models)).map(row => String(row.author ?? ""));
    assert.deepEqual(authors, [...authors].sort());
    const parents = (await rowsOf(edges)).map(row => String(row.parent));
    assert.deepEqual(parents, [...parents].sort());
    snapshot.close();
  }));

test("times are as toISOString gives them", () => {
  const random = seeded(5);
  const times = [0, -1, Date.UTC(1969, 1, 28), Date.UTC(2024, 1, 29, 23, 59, 59, 999), 253_402_300_799_999];
  times.push(253_402_300_800_000, 8.64e15, -8.64e15);
  for (let n = 0; n < 2_000; n++) times.push(random.below(2 ** 31) * 1_000 + random.below(1_000));
  const rows = isoTexts(times.length + 2, row => times[row] ?? (row === times.length ? Number.NaN : 9e15));
  if (rows.kind !== "plain") assert.fail();
  const { codes, texts } = rows;
  for (const [row, time] of times.entries()) {
    const code = codes[row] ?? -1;
    const text = new TextDecoder().decode(texts.bytes.subarray(texts.offsets[code], texts.offsets[code + 1]));
    assert.equal(text, new Date(time).toISOString());
  }
  assert.deepEqual([...codes.slice(-2)], [-1, -1]);
});
