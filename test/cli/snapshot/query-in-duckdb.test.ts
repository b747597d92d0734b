import assert from "node:assert/strict";
import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { soundRows } from "../../unit/snapshot/snapshot-stage";
import { runCli } from "../run";
import { ask, missing, type Way, waysToDuckdb, withSnapshot } from "./duckdb-ways";

let ways: readonly Way[] = [];
before(() => {
  ways = waysToDuckdb();
});

test("what neither answers is told with both reasons, and a limit of time with a sentence", t =>
  withSnapshot(soundRows, async index => {
    const [way] = ways;
    if (way === undefined) return t.skip(missing);
    const file = await ask(index, "SELECT * FROM read_csv('/etc/passwd'), hub.edges", way.path);
    assert.deepEqual([file.code, file.stdout], [2, ""]);
    assert.match(
      file.stderr,
      /no such table: read_csv.* DuckDB did not answer it either: .*read_csv of DuckDB\./,
    );
    const endless =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n, hub.edges";
    const slow = await ask(index, endless, way.path, "--timeout", "0.5");
    assert.deepEqual([slow.code, slow.stdout], [2, ""]);
    assert.match(
      slow.stderr,
      /The query was stopped after 0\.5 seconds\. Narrow it with WHERE, or increase --timeout\./,
    );
  }));

test("tables are written again for a new snapshot, and where they were damaged; those of before are removed", t =>
  withSnapshot(soundRows, async index => {
    const [way] = ways;
    if (way === undefined) return t.skip(missing);
    const sql = "SELECT count(*) AS n FROM hub.models";
    const tables = () => readdirSync(index).filter(name => name.startsWith("snapshot-tables"));
    const count = async () => JSON.parse((await ask(index, sql, way.path)).stdout)[0].n;
    const before = await count();
    const [first = ""] = tables();
    const file = join(index, first, "models.parquet");
    const whole = readFileSync(file);
    truncateSync(file, whole.length - 1);
    assert.equal(await count(), before);
    assert.deepEqual(readFileSync(file), whole);
    // Wherever a bit is turned, the rows are those of before, and it is said.
    for (let at = 4; at < whole.length; at += Math.ceil(whole.length / 3)) {
      const turned = Buffer.from(whole);
      turned[at] = (turned[at] ?? 0) ^ 4;
      writeFileSync(file, turned);
      const told = await ask(index, sql, way.path);
      assert.deepEqual([told.code, JSON.parse(told.stdout)[0].n], [0, before], String(at));
      assert.match(told.stderr, /tables for DuckDB were damaged, and are written again\./);
      assert.deepEqual(readFileSync(file), whole);
    }
    const next = join(index, "next.parquet");
    writeFileSync(next, parquetOf(soundRows.slice(0, 2)));
    await runCli(["import", next, "--force", "--index", index]);
    assert.equal(await count(), 2);
    assert.equal(tables().length, 1);
    assert.notEqual(tables()[0], first);
  }));

test("a path that is not DuckDB is told", () =>
  withSnapshot(soundRows, async index => {
    const told = await ask(index, "SELECT count(*) FROM hub.models", join(index, "nowhere"));
    assert.equal(told.code, 2);
    assert.match(told.stderr, /nowhere is not DuckDB\. Give the full path of its command line /);
  }));
