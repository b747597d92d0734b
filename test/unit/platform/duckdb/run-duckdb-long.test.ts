import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { NotForDuckdb } from "../../../../src/platform/duckdb/run-duckdb";
import { duckdbStage, missing, refusedStatements } from "./duckdb-stage";

test("by DuckDB's package too, a statement cannot read, write, or load anything, or change a setting", async t => {
  const { folder, target, ways, run, clear } = await duckdbStage();
  try {
    const way = ways.find(({ kind }) => kind === "package");
    if (way === undefined) return t.skip(missing);
    for (const sql of refusedStatements(folder, target))
      await assert.rejects(run(way, sql), NotForDuckdb, sql);
    assert.ok(!existsSync(target) && !existsSync(`${target}.txt`));
  } finally {
    clear();
  }
});

test("DuckDB is ended when it holds more memory than a question may take", async t => {
  const { ways, run, clear } = await duckdbStage();
  try {
    if (ways.length === 0) return t.skip(missing);
    const tooMuch = /needs more memory than a query may take/;
    const [first, last] = [ways[0], ways.at(-1)];
    if (first === undefined || last === undefined) assert.fail();
    // Beyond what DuckDB's own limit counts, and beyond that limit.
    await assert.rejects(run(first, "SELECT length(repeat('x', 4000000000))"), tooMuch);
    await assert.rejects(run(last, "SELECT list(i) FROM range(600000000) AS t(i) GROUP BY i % 3"), tooMuch);
  } finally {
    clear();
  }
});
