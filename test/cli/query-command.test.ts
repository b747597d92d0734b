import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { startSampleHub } from "../harness/hub";
import { runCli, withEmptyIndex, withFolder } from "./run";

test("query reads the index as JSON and CSV", () =>
  withFolder(async index => {
    const hub = await startSampleHub();
    await runCli(["family", "bigscience/bloom-560m", "--endpoint", hub.url, "--index", index]);
    await hub.close();
    const sql = "SELECT id, license FROM models WHERE id = 'bigscience/bloom-560m'";
    const json = await runCli(["query", sql, "--index", index]);
    assert.deepEqual(JSON.parse(json.stdout), [
      { id: "bigscience/bloom-560m", license: "bigscience-bloom-rail-1.0" },
    ]);
    const csv = await runCli([
      "query",
      `${sql} UNION SELECT 'a,"b"', NULL ORDER BY 1`,
      "--index",
      index,
      "--format",
      "csv",
    ]);
    assert.equal(
      csv.stdout,
      'id,license\r\n"a,""b""",\r\nbigscience/bloom-560m,bigscience-bloom-rail-1.0\r\n',
    );
    const hostile = `SELECT '=cmd|'' /c calc''!A1' AS "@x", '+1' AS plus, '-1+1' AS minus, -1 AS number`;
    const guarded = await runCli(["query", hostile, "--index", index, "--format", "csv"]);
    assert.equal(guarded.stdout, "'@x,plus,minus,number\r\n'=cmd|' /c calc'!A1,'+1,'-1+1,-1\r\n");
  }));

const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";

test("a query stops at its limit of time, rows, or memory, each with a sentence", () =>
  withEmptyIndex(async index => {
    const query = (sql: string, ...more: string[]) => runCli(["query", sql, "--index", index, ...more]);
    const slow = await query(`${endless} SELECT max(i) FROM n`, "--timeout", "0.5");
    assert.deepEqual([slow.code, slow.stdout], [2, ""]);
    assert.equal(
      slow.stderr,
      "hub-lineage: The query was stopped after 0.5 seconds. Narrow it with WHERE, or increase --timeout.\n",
    );
    const few = await query(`${endless} SELECT i FROM n`, "--max-rows", "2");
    assert.deepEqual([few.code, JSON.parse(few.stdout)], [0, [{ i: 1 }, { i: 2 }]]);
    assert.match(few.stderr, /^hub-lineage: Only the first 2 rows are shown\. .*--max-rows\.\n$/);
    const large = await query("SELECT zeroblob(1000000000)");
    assert.deepEqual([large.code, large.stdout], [2, ""]);
    assert.match(
      large.stderr,
      /^hub-lineage: The query was stopped because it needs more memory .*WHERE\.\n$/,
    );
  }));

test("columns with the same name are both returned", () =>
  withEmptyIndex(async index => {
    const { stdout } = await runCli(["query", "SELECT 1 AS name, 2 AS name", "--index", index]);
    assert.deepEqual(JSON.parse(stdout), [{ name: 1, name_2: 2 }]);
  }));

test("status, query, and run say that there is no index in a folder, and do not make it", () =>
  withFolder(async folder => {
    const [index, notebook] = [join(folder, "mistyped"), join(folder, "a.sql")];
    writeFileSync(notebook, "SELECT 1\n");
    const status = await runCli(["status", "--index", index]);
    assert.deepEqual([status.code, status.stdout], [0, `There is no index in ${index}.\n`]);
    for (const args of [
      ["query", "SELECT 1"],
      ["run", notebook],
    ]) {
      const ran = await runCli([...args, "--index", index]);
      assert.deepEqual([ran.code, ran.stdout], [2, ""]);
      assert.match(ran.stderr, /^hub-lineage: There is no index in .*mistyped\. Check the path, or .*\n$/);
    }
    assert.ok(!existsSync(index));
  }));
