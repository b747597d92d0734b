import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { NotForDuckdb } from "../../../../src/platform/duckdb/run-duckdb";
import { type DuckdbStage, duckdbStage, missing, refusedStatements } from "./duckdb-stage";

let stage: DuckdbStage;
before(async () => {
  stage = await duckdbStage();
});

after(() => stage.clear());

test("values come as SQLite gives them", async t => {
  if (stage.ways.length === 0) return t.skip(missing);
  const sql = `SELECT 1 AS a, 2 AS a, 'it''s
,"x"' AS b, '' AS c, NULL AS d, true AS e, 1.50 AS f, CAST('infinity' AS DOUBLE) AS g, CAST('-infinity' AS DOUBLE) AS h, 9007199254740993 AS i, count(*)
    FROM hub.models`;
  for (const way of stage.ways) {
    const { columns, rows, truncated } = await stage.run(way, sql);
    assert.deepEqual(columns, ["a", "a_2", "b", "c", "d", "e", "f", "g", "h", "i", "count(*)"], way.kind);
    const row = [1, 2, `it's\n,"x"`, "", null, 1, 1.5, "Infinity", "-Infinity", "9007199254740993", 5];
    assert.deepEqual([rows, truncated], [[row], false], way.kind);
    assert.deepEqual((await stage.run(way, "SELECT id FROM hub.models WHERE id = ''")).rows, [], way.kind);
  }
});

test("a statement cannot read, write, or load anything but the tables, or change a setting", async t => {
  const [way] = stage.ways;
  if (way === undefined) return t.skip(missing);
  for (const sql of refusedStatements(stage.folder, stage.target))
    await assert.rejects(stage.run(way, sql), NotForDuckdb, sql);
  assert.ok(!existsSync(stage.target) && !existsSync(`${stage.target}.txt`));
});

test("a process gets nothing of the environment, and opens no file of the user's settings", async t => {
  if (stage.ways.length === 0) return t.skip(missing);
  process.env.HUB_LINEAGE_TEST_SECRET = "secret";
  for (const way of stage.ways) {
    const { rows } = await stage.run(
      way,
      "SELECT current_setting('home_directory'), current_setting('secret_directory')",
    );
    assert.ok(!JSON.stringify(rows).includes(process.env.HOME ?? "/root"), way.kind);
  }
  delete process.env.HUB_LINEAGE_TEST_SECRET;
});

const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";

test("a question ends at its limits of rows and characters, and when it is stopped", async t => {
  if (stage.ways.length === 0) return t.skip(missing);
  for (const way of stage.ways) {
    const many = "SELECT i FROM range(100000000) AS t(i)";
    const few = await stage.run(way, many, { rows: 3 });
    assert.deepEqual([few.rows, few.truncated], [[[0], [1], [2]], true], way.kind);
    const long = await stage.run(way, "SELECT repeat('x', 600) AS x FROM range(100000000)", {
      characters: 1_500,
    });
    assert.deepEqual([long.rows.length, long.truncated], [2, true], way.kind);
    const stop = new AbortController();
    const stopped = stage.run(way, endless, { signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await assert.rejects(stopped, { name: "AbortError" }, way.kind);
    await assert.rejects(stage.run(way, endless, { signal: stop.signal }), { name: "AbortError" }, way.kind);
  }
});

test("what is not DuckDB does not answer", async () => {
  await assert.rejects(stage.run({ kind: "program", path: "/bin/cat" }, "SELECT 1"), NotForDuckdb);
  await assert.rejects(
    stage.run({ kind: "program", path: join(stage.folder, "nowhere") }, "SELECT 1"),
    NotForDuckdb,
  );
  await assert.rejects(
    stage.run({ kind: "package", path: join(stage.folder, "nowhere") }, "SELECT 1"),
    NotForDuckdb,
  );
});
