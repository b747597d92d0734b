import assert from "node:assert/strict";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { SnapshotFiles } from "../../../../src/app/ports/file-ports";
import { hubTables } from "../../../../src/app/ports/snapshot-ports";
import { openSnapshot } from "../../../../src/snapshot/open-snapshot";
import { loadSqlite } from "../../../../src/store/database";
import { queryWithHub } from "../../../../src/store/query/hub-tables";
import { queryCopy } from "../../../../src/store/query/query-copy";
import { hubQuestions } from "../../../harness/recorded/hub-questions";
import { madeRows } from "../../../harness/recorded/made-models";
import type { SnapshotRow } from "../../snapshot/import/parquet-rows";
import { importRows, soundRows, withSnapshotFiles } from "../../snapshot/snapshot-stage";
import { wasm } from "../test-index";
import { insertTables } from "./inserted-tables";

/** Values that nobody expects: texts of megabytes, zeros, half characters, numbers and times at the ends of their ranges. */
const hostileRows: readonly SnapshotRow[] = [
  { id: "odd/long", tags: [`license:${"l".repeat(2_000_000)}`, `dataset:${"d".repeat(30_000)}`] },
  { id: "odd/long-too", tags: [`license:${"l".repeat(2_000_000)}`], library_name: "b".repeat(5000) },
  { id: "odd/zero\0inside", pipeline_tag: "task\0with zero", tags: ["license:\0"] },
  {
    id: "odd/zero",
    pipeline_tag: "task",
    tags: ["base_model:odd/zero\0inside", "base_model:odd/half\ud800"],
  },
  { id: "odd/half\ud800", pipeline_tag: "half\udc00", tags: ["license:\ud800", "base_model:odd/😀"] },
  {
    id: "odd/😀",
    cardData: '{"license": "other", "license_name": "it\'s \\"mine\\"\\n"}',
    tags: ["license:other"],
  },
  { id: "\ufeffodd/mark", tags: ["base_model:\ufeffodd/mark", "base_model:adapter:\ufeffodd/mark"] },
  { id: "no-author", downloads: 2n ** 53n - 1n, likes: 2n ** 31n, createdAt: new Date(8.64e15) },
  {
    id: "odd/times",
    downloads: 2n ** 40n,
    createdAt: new Date(-62_198_755_200_000),
    lastModified: new Date(-1),
  },
  {
    id: "odd/first-day",
    downloads: 0n,
    likes: 1n,
    createdAt: new Date(0),
    lastModified: new Date(253_402_300_800_000),
  },
  { id: "x".repeat(190), tags: [] },
];

/** The models that the fixed questions ask for. */
const askedRows: readonly SnapshotRow[] = [
  { id: "google/gemma-2b", downloads: 7n, tags: ["license:gemma", "base_model:mistralai/Mistral-7B-v0.1"] },
  { id: "mistralai/Mistral-7B-v0.1", pipeline_tag: "text-generation", tags: ["license:apache-2.0"] },
  { id: "some/llama-instruct", tags: ["base_model:google/gemma-2b", "base_model:adapter:google/gemma-2b"] },
  { id: "some/bert-german", library_name: "transformers", pipeline_tag: "text-generation" },
];

const more: readonly string[] = [
  ...Object.entries(hubTables).flatMap(([name, columns]) => [
    `SELECT * FROM hub.${name} ORDER BY ${columns.join(", ")}`,
    `SELECT rowid, ${columns.map(column => `typeof(${column}), hex(substr(${column}, 1, 90))`).join(", ")} FROM hub.${name} ORDER BY 1`,
    ...columns.flatMap(column => [
      `SELECT ${column}, count(*) FROM hub.${name} GROUP BY 1 ORDER BY 1`,
      `SELECT count(*), min(${column}), max(${column}) FROM hub.${name} WHERE ${column} >= (SELECT ${column} FROM hub.${name} LIMIT 1 OFFSET 9)`,
    ]),
  ]),
  "SELECT length(license), id FROM hub.models WHERE length(license) > 1000 ORDER BY 2",
  "SELECT m.id, e.parent FROM hub.models AS m LEFT JOIN hub.edges AS e ON e.child = m.id ORDER BY 1, 2",
  "SELECT count(*) FROM hub.models WHERE task IS NULL AND license IS NOT NULL AND downloads BETWEEN 5 AND 50000",
  "SELECT task, library, max(likes) FROM hub.models GROUP BY 1, 2 ORDER BY 1, 2",
  "SELECT count(*) FROM hub.models AS a, hub.edges AS b WHERE a.id = b.parent AND b.resolved = 0",
];

test("every question has the rows that SQLite gives over rows that were inserted", () =>
  withSnapshotFiles(async files => {
    await importRows(files, [...soundRows, ...hostileRows, ...askedRows, ...madeRows(1500)]);
    const snapshot = (await openSnapshot(files)) ?? assert.fail();
    const open = await loadSqlite(wasm());
    const inserted = open(null);
    insertTables(inserted, snapshot.columns());
    snapshot.close();
    for (const sql of [...hubQuestions.map(({ sql: asked }) => asked), ...more]) {
      const { rows } = await queryWithHub(open(null), files, sql, { rows: 1e6 });
      const expected = await queryWithHub(inserted, null, sql.replaceAll("hub.", ""), { rows: 1e6 });
      assert.deepEqual(rows, expected.rows, sql.slice(0, 200));
      assert.ok(rows.length > 0, sql);
    }
    const longest = "SELECT max(length(license)) FROM hub.models";
    assert.deepEqual((await queryWithHub(open(null), files, longest, { rows: 1 })).rows, [[2_000_000]]);
  }));

const lookup = "SELECT id, downloads FROM hub.models WHERE id = 'maker/base'";

async function looksUp(files: SnapshotFiles): Promise<void> {
  const open = await loadSqlite(wasm());
  assert.deepEqual((await queryWithHub(open(null), files, lookup, { rows: 9 })).rows, [["maker/base", 900]]);
}

const derived = (folder: string) => join(folder, "snapshot-derived");

/** The file with the order of the ids. */
function orderFile(folder: string): string {
  const [mark] = readdirSync(derived(folder));
  return join(derived(folder), mark ?? "", "id-order");
}

test("the order of the ids is kept beside the snapshot, found again after damage, and gone with the snapshot", () =>
  withSnapshotFiles(async (files, folder) => {
    await importRows(files, soundRows);
    await queryWithHub((await loadSqlite(wasm()))(null), files, "SELECT count(*) FROM hub.models", {
      rows: 9,
    });
    assert.ok(!existsSync(derived(folder)), "nothing is kept that was not needed");
    await looksUp(files);
    const written = readFileSync(orderFile(folder));
    await looksUp(files);
    // An order that is swapped leads the search past the model: damage has to be noticed.
    for (const damage of [written.map(() => 0), written.subarray(0, 9), Buffer.of()]) {
      writeFileSync(orderFile(folder), damage);
      await looksUp(files);
      assert.deepEqual(readFileSync(orderFile(folder)), written);
    }
    await importRows(files, [...soundRows, ...madeRows(20)]);
    assert.ok(!existsSync(derived(folder)), "the order of another snapshot is not kept");
    await looksUp(files);
    await files.remove();
    assert.ok(!existsSync(derived(folder)));
  }));

test("a folder where nothing can be kept is answered from as well", () =>
  withSnapshotFiles(async (files, folder) => {
    await importRows(files, soundRows);
    writeFileSync(derived(folder), "a file in the way");
    await looksUp(files);
    rmSync(derived(folder));
    const failing = {
      ...files,
      derived: () => ({ ...files.derived("x"), write: () => Promise.reject(new Error("full")) }),
    };
    await looksUp(failing);
  }));

test("a snapshot that turns out to be damaged while SQLite reads it is told as such", () =>
  withSnapshotFiles(async (files, folder) => {
    await importRows(files, [...soundRows, ...madeRows(50)]);
    const path = join(folder, "snapshot.columns");
    const bytes = readFileSync(path);
    const at = bytes.indexOf("maker/base");
    assert.ok(at > 0);
    bytes[at + 3] = 0x7a;
    chmodSync(path, 0o600);
    writeFileSync(path, bytes);
    await assert.rejects(looksUp(files), { name: "UserError", message: /snapshot in the index is damaged/ });
  }));

test("a query over an index without a file finds its tables, empty", async () => {
  const order = { wasm: wasm().slice().buffer as ArrayBuffer, database: new Uint8Array(0), rows: 9 };
  const { rows } = await queryCopy({ ...order, sql: "SELECT count(*) FROM models, edges" }, null);
  assert.deepEqual(rows, [[0]]);
});
