import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeTableFile } from "../../../../src/cli/snapshot/write-table-file";
import type { Duckdb } from "../../../../src/platform/duckdb/find-duckdb";
import { type DuckdbQuestion, runDuckdb } from "../../../../src/platform/duckdb/run-duckdb";
import { snapshotFilesIn } from "../../../../src/platform/node-snapshot";
import { queryTables } from "../../../../src/snapshot/export/query-tables";
import { openSnapshot } from "../../../../src/snapshot/open-snapshot";
import { duckdbPackage, duckdbProgram } from "../../../harness/engines";
import { importRows, soundRows } from "../../snapshot/snapshot-stage";

/** Tables of a small snapshot in a folder, and the ways to ask DuckDB that are there. */
export interface DuckdbStage {
  readonly folder: string;
  /** A file that nothing may write. */
  readonly target: string;
  readonly ways: readonly Duckdb[];
  run(duckdb: Duckdb, sql: string, more?: Partial<DuckdbQuestion>): ReturnType<typeof runDuckdb>;
  clear(): void;
}

/** Why a test is skipped. */
export const missing = "needs duckdb-cli from PyPI or @duckdb/node-api from npm";

/** Writes the tables. */
export async function duckdbStage(): Promise<DuckdbStage> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-duckdb-"));
  const tables: Record<string, string> = {};
  const files = snapshotFilesIn(folder);
  await importRows(files, soundRows);
  const snapshot = (await openSnapshot(files)) ?? assert.fail();
  for (const [name, table] of Object.entries(queryTables(snapshot.columns()))) {
    const path = join(folder, `${name}.parquet`);
    tables[name] = path;
    writeTableFile(path, table);
  }
  snapshot.close();
  const [program, pack] = [duckdbProgram(), duckdbPackage()];
  return {
    folder,
    target: join(folder, "written"),
    ways: [
      ...(program === null ? [] : [{ kind: "program", path: program } as const]),
      ...(pack === null ? [] : [{ kind: "package", path: pack } as const]),
    ],
    run: (duckdb, sql, more = {}) => {
      const { signal } = new AbortController();
      return runDuckdb(duckdb, { sql, tables, rows: 100, characters: 1_000_000, signal, ...more });
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Statements that read, write, load, or change what they must not. */
export function refusedStatements(folder: string, target: string): readonly string[] {
  const beside = "FROM hub.edges";
  return [
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM '/etc/*.csv'",
    `SELECT * FROM '${folder}/snapshot.columns'`,
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM query('FROM read_text(''/etc/passwd'')')",
    "SELECT (FROM read_text('/etc/passwd') SELECT content)",
    "WITH x AS MATERIALIZED (FROM read_text('/etc/passwd')) SELECT * FROM x",
    "SELECT * FROM query_table('/etc/passwd')",
    "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM parquet_metadata('/etc/passwd')",
    "SELECT * FROM sql_auto_complete('FROM ''/etc/')",
    "SELECT * FROM 'https://example.com/x.csv'",
    "SELECT * FROM 's3://bucket/x.parquet'",
    `SELECT * FROM enable_logging(storage = 'file', storage_path = '${target}')`,
    `SELECT * FROM enable_profiling(save_location = '${target}.txt')`,
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM duckdb_secrets()",
    `SELECT getenv('PATH') ${beside}`,
    `COPY hub.edges TO '${target}'`,
    `COPY hub.edges FROM '/etc/passwd'`,
    `EXPORT DATABASE '${target}'`,
    "WITH x AS (SELECT 1) INSERT INTO hub.edges SELECT * FROM x",
    "CREATE TABLE own AS SELECT 1",
    `ATTACH '${target}'`,
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET lock_configuration = false",
    "RESET enable_external_access",
    "PRAGMA database_list",
    "CALL enable_logging()",
    "CHECKPOINT",
    `SELECT 1 ${beside}; COPY hub.edges TO '${target}'`,
    `SELECT 1 ${beside};\n.shell touch ${target}`,
    `SELECT 1 ${beside}');\n.shell touch ${target}\n--`,
    `\n.output ${target}\nSELECT 1 ${beside}`,
    `SELECT 1 ${beside} '\n.once ${target}\nSELECT '`,
    "SELECT ?",
    "SELECT $name",
    "",
  ];
}
