import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { duckdbPackage, duckdbProgram } from "../../harness/engines";
import { parquetOf, type SnapshotRow } from "../../unit/snapshot/import/parquet-rows";
import { type Ran, runCli, withFolder } from "../run";

/** A way to ask DuckDB: the path that is given to `query`. */
export interface Way {
  readonly name: string;
  readonly path: string;
}

/** The ways that are there. */
export function waysToDuckdb(): readonly Way[] {
  const ways = [
    { name: "command line", path: duckdbProgram() },
    { name: "package", path: duckdbPackage() },
  ];
  return ways.flatMap(({ name, path }) => (path === null ? [] : [{ name, path }]));
}

/** Why a test is skipped. */
export const missing = "needs duckdb-cli from PyPI or @duckdb/node-api from npm";

/** An index folder with a snapshot of some rows. */
export function withSnapshot(
  rows: readonly SnapshotRow[],
  work: (index: string) => Promise<void>,
): Promise<void> {
  return withFolder(async folder => {
    const [file, index] = [join(folder, "models.parquet"), join(folder, "index")];
    writeFileSync(file, parquetOf([...rows]));
    const { code, stderr } = await runCli(["import", file, "--index", index]);
    assert.equal(code, 0, stderr);
    await work(index);
  });
}

/** Asks with a way to DuckDB, or `off`. */
export function ask(index: string, sql: string, duckdb: string, ...more: string[]): Promise<Ran> {
  return runCli(["query", sql, "--index", index, ...more], { HUB_LINEAGE_DUCKDB: duckdb });
}

/** Checks that a statement has the same output in SQLite and in each way; returns it. */
export async function assertAlike(
  index: string,
  what: string,
  sql: string,
  ways: readonly Way[],
): Promise<string> {
  const slow = await ask(index, sql, "off");
  assert.equal(slow.code, 0, `${what}: ${slow.stderr}`);
  for (const { name, path } of ways) {
    const fast = await ask(index, sql, path);
    assert.deepEqual([fast.code, fast.stderr, fast.stdout], [0, "", slow.stdout], `${what} (${name})`);
  }
  return slow.stdout;
}
