import assert from "node:assert/strict";
import { test } from "node:test";
import { startSampleHub } from "../harness/hub";
import { runCli, withFolder } from "./run";

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
