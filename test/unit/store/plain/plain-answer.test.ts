import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { SnapshotFiles } from "../../../../src/app/ports/file-ports";
import type { QueryResult } from "../../../../src/app/ports/index-port";
import { readSnapshot } from "../../../../src/snapshot/import/read-snapshot";
import { openSnapshotTable } from "../../../../src/snapshot/import/snapshot-table";
import { saveSnapshot } from "../../../../src/snapshot/save-snapshot";
import { seeded } from "../../../../src/statistics/random";
import { type Database, loadSqlite } from "../../../../src/store/database";
import { plainAnswer } from "../../../../src/store/plain/plain-answer";
import { queryWithHub } from "../../../../src/store/query/hub-tables";
import { hubQuestions } from "../../../harness/recorded/hub-questions";
import { madeRows } from "../../../harness/recorded/made-models";
import { sampled } from "../../../harness/suites/long-runs";
import { inMemory, parquetOf, type SnapshotRow } from "../../snapshot/import/parquet-rows";
import { importRows, soundRows, withSnapshotFiles } from "../../snapshot/snapshot-stage";
import { wasm } from "../test-index";
import { PlainQuestions } from "./plain-questions";

/** Values whose order, case, or length is odd. */
const oddTexts = [
  "",
  " ",
  "mit",
  "MIT",
  "ß",
  "é",
  "e\u0301",
  "\uffee",
  "😀",
  "a'b",
  "a b",
  "it's",
  "zh",
  "Zh",
  "0",
  "10",
  "9",
];

const oddRows: readonly SnapshotRow[] = [
  ...oddTexts.map((text, at) => ({
    id: `odd${at % 3}/${text}-${at}`,
    pipeline_tag: text,
    library_name: oddTexts[(at * 7) % oddTexts.length] ?? "",
    tags: [`license:${text}`, `dataset:${text}`, "de", "base_model:odd0/-0", `base_model:merge:gone/${text}`],
    downloads: BigInt(at) * 1000n,
    likes: at % 2 === 0 ? 2n ** 40n : 5n,
    createdAt: new Date(at * 1e11),
    lastModified: new Date("2024-06-02T01:02:03.000Z"),
  })),
  {
    id: "no-author",
    downloads: 5n,
    cardData: '{"license": "other", "license_name": "it\'s mine"}',
    tags: ["license:other"],
  },
  { id: "\ue000private/use" },
  { id: "😀/astral" },
];

/** What a text of SQLite's program does not give as it is, and times that are not in the order of their texts. */
const hostileRows: readonly SnapshotRow[] = [
  { id: "\ufeffodd/mark", tags: ["base_model:\ufeffodd/mark"], pipeline_tag: "\ufeffmark" },
  { id: "zero/a\0b", pipeline_tag: "task\0zero", tags: ["license:\0"] },
  { id: "odd/half\ud800", pipeline_tag: "half\udc00", tags: ["license:\ud800"] },
  { id: "far/times", createdAt: new Date(-1), lastModified: new Date(8.64e15) },
];

/** Saves rows with other numbers than a table of the Hub has. */
async function importWith(
  files: SnapshotFiles,
  rows: readonly SnapshotRow[],
  odd: readonly number[],
): Promise<void> {
  const table = await openSnapshotTable(inMemory(parquetOf(rows)));
  const { columns, skipped, present } = await readSnapshot(table, {});
  const likes = Float64Array.from(columns.numbers.likes ?? [], (value, at) => odd[at % 7] ?? value);
  await saveSnapshot(
    files,
    { ...columns, numbers: { ...columns.numbers, likes } },
    { columns: present, skipped },
  );
}

async function inSqlite(
  database: Database,
  files: SnapshotFiles,
  sql: string,
  rows: number,
): Promise<QueryResult | string> {
  try {
    return await queryWithHub(database, files, sql, { rows });
  } catch (error) {
    return String(error);
  }
}

/** How many of the statements were answered from the columns, each as by SQLite. */
async function answeredAlike(
  files: SnapshotFiles,
  statements: Iterable<string>,
  rows = 1e6,
): Promise<number> {
  const database = (await loadSqlite(wasm()))(null);
  let answered = 0;
  for (const sql of statements) {
    const answer = await plainAnswer(files, sql, rows);
    if (answer === null) continue;
    answered++;
    assert.deepEqual(answer, await inSqlite(database, files, sql, rows), sql);
  }
  return answered;
}

function* drawn(seed: number, count: number): Generator<string> {
  const texts = [
    ...oddTexts,
    "odd0/-0",
    "odd0/mit-2",
    "ODD0/MIT-2",
    "odd1",
    "maker/base",
    "apache-2.0",
    "merge",
    "unknown",
  ];
  const questions = new PlainQuestions(seeded(seed), texts);
  for (let at = 0; at < count; at++) yield questions.next();
}

/** How many statements a test draws. */
const drawing = (t: TestContext, share: number) => sampled(t, "statements", share * 500, share * 10_000);

test("plain questions are answered from the columns as SQLite answers them: rows, names, order, and kinds of values", t =>
  withSnapshotFiles(async files => {
    const many = drawing(t, 6);
    await importRows(files, [...soundRows, ...oddRows, ...madeRows(60)]);
    const answered = await answeredAlike(files, drawn(1, many));
    // The rest has ties, no order, or something that is not plain.
    assert.ok(answered > many / 7, String(answered));
    assert.ok((await answeredAlike(files, drawn(2, many / 3), 3)) > many / 20);
  }));

test("values that SQLite's program gives in a way of its own are left to it", t =>
  withSnapshotFiles(async files => {
    const many = drawing(t, 2);
    await importRows(files, [...soundRows, ...oddRows, ...hostileRows]);
    assert.ok((await answeredAlike(files, drawn(3, many))) > 0);
    for (const odd of [
      [-5, 1.5, -0, 0.1, 3],
      [2 ** 53, 2 ** 60],
      [Number.POSITIVE_INFINITY, -1e300],
      [Number.NaN],
    ]) {
      await importWith(files, oddRows, odd);
      assert.ok((await answeredAlike(files, drawn(4, many / 2))) > 0, String(odd));
    }
  }));

test("a snapshot without some of the columns is answered as SQLite does", t =>
  withSnapshotFiles(async files => {
    const many = drawing(t, 2);
    await importRows(files, oddRows, ["id", "tags", "likes"]);
    assert.ok((await answeredAlike(files, drawn(5, many))) > many / 10);
  }));

test("the fixed questions of the plain kind are answered from the columns", () =>
  withSnapshotFiles(async files => {
    await importRows(files, [...soundRows, ...oddRows, ...madeRows(400)]);
    assert.equal(
      await answeredAlike(
        files,
        hubQuestions.map(({ sql }) => sql),
      ),
      12,
    );
  }));

const left: readonly string[] = [
  ...[
    "SELECT count(*) FROM models",
    "SELECT 1",
    "DELETE FROM hub.models",
    "",
    "SELECT count(*) FROM hub.models -- all",
  ],
  ...[
    "SELECT task FROM hub.models",
    "SELECT id FROM hub.models LIMIT 2",
    "SELECT task, count(*) FROM hub.models",
  ],
  ...[
    "SELECT id FROM hub.models ORDER BY likes LIMIT 3",
    "SELECT count(*) FROM hub.models WHERE likes = '5'",
  ],
  ...[
    "SELECT count(*) FROM hub.models WHERE task = 5",
    "SELECT count(*) FROM hub.models WHERE likes > 5AND likes < 9",
  ],
  ...[
    "SELECT count(*) AS order FROM hub.models",
    "SELECT sum(task) FROM hub.models",
    "SELECT tasks FROM hub.models",
  ],
  ...[
    "SELECT count(*) FROM hub.models, hub.edges",
    "SELECT count(*) FROM hub.models; SELECT 1",
    "SELECT count(*) FROM hub.models LIMIT -1",
  ],
  `SELECT count(*) FROM hub.models WHERE id IN (${Array.from({ length: 900 }, () => "'a/b'").join(", ")})`,
];

test("what is not plain, is wrong, or leaves an order open is left to SQLite", () =>
  withSnapshotFiles(async files => {
    await importRows(files, [...soundRows, ...oddRows, ...madeRows(60)]);
    for (const sql of left) assert.equal(await plainAnswer(files, sql, 9), null, sql);
    assert.deepEqual(await plainAnswer(files, "SELECT count(*) FROM hub.edges WHERE child = 'odd0/-0'", 9), {
      columns: ["count(*)"],
      rows: [[2]],
      truncated: false,
    });
  }));

test("without a snapshot, or with a damaged one, SQLite says so", () =>
  withSnapshotFiles(async (files, folder) => {
    const sql = "SELECT task, count(*) FROM hub.models GROUP BY 1";
    assert.equal(await plainAnswer(files, sql, 9), null);
    await importRows(files, [...soundRows, ...oddRows]);
    assert.ok(await plainAnswer(files, sql, 99));
    const path = join(folder, "snapshot.columns");
    const bytes = readFileSync(path);
    bytes.fill(1, bytes.length / 2);
    writeFileSync(path, bytes);
    const answer = await plainAnswer(files, "SELECT * FROM hub.models WHERE id = 'odd0/-0'", 9);
    assert.equal(answer, null);
  }));
