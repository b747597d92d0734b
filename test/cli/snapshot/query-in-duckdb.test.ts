import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
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

test("where DuckDB's tables cannot be written, SQLite answers, and it is said why", t =>
  withSnapshot(soundRows, async index => {
    const [way] = ways;
    if (way === undefined) return t.skip(missing);
    const sql = "SELECT count(*) AS n FROM hub.models";
    assert.equal((await ask(index, sql, way.path)).code, 0);
    const [name = ""] = readdirSync(index).filter(each => each.startsWith("snapshot-tables"));
    rmSync(join(index, name), { recursive: true });
    symlinkSync(join(index, "nowhere/else"), join(index, name));
    const told = await ask(index, sql, way.path);
    assert.deepEqual([told.code, JSON.parse(told.stdout)[0].n], [0, soundRows.length], told.stderr);
    assert.match(told.stderr, /DuckDB is not used, because its tables cannot be written\. \S/);
    assert.doesNotMatch(told.stderr, /unexpected error/);
  }));

test("columns of one name and sums beyond 64 bits are as in SQLite, whichever program is there", t =>
  withSnapshot(soundRows, async index => {
    if (ways.length === 0) return t.skip(missing);
    for (const { path } of ways) {
      const twins = await ask(index, "SELECT 1 AS a, 2 AS a, 3 AS b, 4 AS b_1 FROM hub.models LIMIT 1", path);
      assert.deepEqual(JSON.parse(twins.stdout), [{ a: 1, a_2: 2, b: 3, b_1: 4 }], twins.stderr);
      const sum = await ask(index, "SELECT sum(9223372036854775807) AS s FROM hub.models", path);
      assert.equal(sum.code, 2, sum.stdout);
      assert.match(sum.stderr, /integer overflow/);
    }
  }));

test("a path that is not DuckDB is told", () =>
  withSnapshot(soundRows, async index => {
    const told = await ask(index, "SELECT count(*) FROM hub.models", join(index, "nowhere"));
    assert.equal(told.code, 2);
    assert.match(told.stderr, /nowhere is not DuckDB\. Give the full path of its command line /);
  }));
