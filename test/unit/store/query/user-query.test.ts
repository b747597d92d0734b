import assert from "node:assert/strict";
import { test } from "node:test";
import { UserError } from "../../../../src/app/ports/errors";
import { schemaVersion } from "../../../../src/store/schema";
import { decoded, memoryFiles, openTestIndex, putAll } from "../test-index";

async function filled() {
  const files = memoryFiles();
  const index = await openTestIndex({ files });
  await putAll(index, [
    decoded("o/root", [], { languages: ["en", "fr"], datasets: ["c4"], license: "mit", downloads: 5 }),
    decoded("o/child", ["o/root"], { languages: ["en"] }),
    decoded("lonely"),
  ]);
  await index.save();
  return { index, files };
}

test("a query returns columns and rows", async () => {
  const { index } = await filled();
  const sql = "-- models of o\nSELECT id, author, downloads FROM models WHERE author = 'o' ORDER BY id;";
  assert.deepEqual(await index.query({ sql, limit: 10 }), {
    columns: ["id", "author", "downloads"],
    rows: [
      ["o/child", "o", null],
      ["o/root", "o", 5],
    ],
    truncated: false,
  });
});

test("languages and datasets are separate rows in queries", async () => {
  const { index } = await filled();
  const sql = "SELECT language, count(*) FROM model_languages GROUP BY 1 ORDER BY 2 DESC";
  assert.deepEqual((await index.query({ sql, limit: 9 })).rows, [
    ["en", 2],
    ["fr", 1],
  ]);
  const datasets = await index.query({ sql: "SELECT * FROM model_datasets", limit: 9 });
  assert.deepEqual([datasets.columns, datasets.rows], [["model", "dataset"], [["o/root", "c4"]]]);
});

test("a query without rows still has columns; a limit is reported", async () => {
  const { index } = await filled();
  const none = await index.query({ sql: "SELECT id FROM models WHERE 0", limit: 9 });
  assert.deepEqual(none, { columns: ["id"], rows: [], truncated: false });
  const three = "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3";
  assert.deepEqual(await index.query({ sql: three, limit: 2 }), {
    columns: ["1"],
    rows: [[1], [2]],
    truncated: true,
  });
  assert.equal((await index.query({ sql: three, limit: 3 })).truncated, false);
  const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
  assert.equal((await index.query({ sql: endless, limit: 100 })).rows.length, 100);
});

test("a whole number beyond 2^53 is given in digits, never rounded", async () => {
  const { index } = await filled();
  const sql =
    "SELECT 9007199254740991 AS a, 9007199254740993 AS b, -9223372036854775808 AS c, 1e300 AS d, 7 AS e, 'x' AS f, NULL AS g";
  const { rows } = await index.query({ sql, limit: 2 });
  assert.deepEqual(rows, [
    [Number.MAX_SAFE_INTEGER, "9007199254740993", "-9223372036854775808", 1e300, 7, "x", null],
  ]);
});

test("columns of one name get names of their own, and no name is given twice", async () => {
  const { index } = await filled();
  const sql = `SELECT 1 AS name, 2 AS name, 3 AS name_2, 4 AS name, 5 AS "__proto__", 6 AS "__proto__", 7 AS Name`;
  const { columns, rows } = await index.query({ sql, limit: 1 });
  assert.deepEqual(columns, ["name", "name_3", "name_2", "name_4", "__proto__", "__proto___2", "Name"]);
  assert.deepEqual(rows, [[1, 2, 3, 4, 5, 6, 7]]);
});

test("blobs are shown as their size", async () => {
  const { index } = await filled();
  assert.deepEqual((await index.query({ sql: "VALUES (x'00112233445566778899aabb')", limit: 1 })).rows, [
    ["<blob 12 bytes>"],
  ]);
});

test("query plans and table columns can be queried", async () => {
  const { index } = await filled();
  const plan = await index.query({
    sql: "EXPLAIN QUERY PLAN SELECT * FROM edges WHERE parent = 'o/root'",
    limit: 9,
  });
  assert.match(JSON.stringify(plan.rows), /edges_by_parent/);
  const columns = await index.query({ sql: "SELECT name FROM pragma_table_xinfo('models')", limit: 99 });
  assert.ok(columns.rows.flat().includes("author"));
});

const writing = [
  "INSERT INTO edges VALUES ('a', 'b', 'merge', 1)",
  "DELETE FROM models",
  "UPDATE models SET license = 'mit'",
  "WITH x AS (SELECT 1) DELETE FROM models",
  "WITH x AS (SELECT 'a') INSERT INTO edges SELECT 'a', 'b', 'merge', 1 FROM x",
  "REPLACE INTO failures VALUES ('a', 'b', 1)",
  "DROP TABLE models",
  "CREATE TABLE t (a)",
  "CREATE TEMP TABLE t (a)",
  "ALTER TABLE models RENAME TO m",
  "ATTACH ':memory:' AS other",
  "PRAGMA query_only = OFF",
  "PRAGMA user_version = 99",
  "PRAGMA journal_mode = OFF",
  "EXPLAIN PRAGMA query_only = OFF",
  "VACUUM",
  "VACUUM INTO '/copy.sqlite'",
  "BEGIN",
  "SAVEPOINT s",
  "REINDEX",
  "ANALYZE",
  "/* SELECT */ DELETE FROM models",
  "-- SELECT\nDELETE FROM models",
  "; DELETE FROM models",
  "SELECT 1; DELETE FROM models",
  "SELECT 1; PRAGMA query_only = OFF",
  "SELECT 1;;; -- more\n PRAGMA user_version = 99",
];

for (const sql of writing) {
  test(`queries are read-only: ${JSON.stringify(sql)} is rejected and changes nothing`, async () => {
    const { index, files } = await filled();
    const before = files.bytes;
    await assert.rejects(index.query({ sql, limit: 10 }), UserError);
    assert.deepEqual(
      (await index.query({ sql: "SELECT * FROM pragma_user_version", limit: 1 })).rows,
      [[schemaVersion]],
      "a query has set a PRAGMA",
    );
    await index.putFailure({ id: "o/x", reason: "gated", at: 1 });
    await index.save();
    const again = await openTestIndex({ files: memoryFiles(files.bytes) });
    assert.notEqual(before, files.bytes, "a write after the query should be possible again");
    const { models, edges } = await again.status();
    assert.deepEqual([models, edges], [3, 1], "a query has written");
  });
}

test("an invalid query fails with SQLite's reason", async () => {
  const { index } = await filled();
  const fails = (sql: string, words: RegExp) =>
    assert.rejects(
      index.query({ sql, limit: 1 }),
      error => error instanceof UserError && words.test(error.message),
    );
  await fails("SELECT licence FROM models", /no such column: licence/);
  await fails("SELECT * FROM model", /no such table: model.*models, edges/);
  await fails("SELEC 1", /Queries are read-only/);
  await fails("SELECT (", /incomplete input|syntax error/);
  await fails(" -- nothing\n ; ", /empty/);
  await fails("", /empty/);
});

test("a parameter that nothing gives a value is refused, and its signs in texts and comments are not", async () => {
  const { index } = await filled();
  for (const sql of [
    "SELECT id FROM models WHERE author = ?",
    "SELECT :name",
    "SELECT id FROM models WHERE author = @author LIMIT 1",
    "WITH x AS (SELECT $a AS a) SELECT * FROM x",
  ])
    await assert.rejects(index.query({ sql, limit: 9 }), /has parameters/, sql);
  const sound = `SELECT '?:a' AS "what?" /* :b */ -- @c`;
  assert.deepEqual((await index.query({ sql: sound, limit: 9 })).rows, [["?:a"]]);
});
