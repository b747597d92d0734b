import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { duckdbFolder } from "../../harness/engines";
import { needsRecorded, recordedPath } from "../../harness/recorded/recorded-data";
import { parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { soundRows } from "../../unit/snapshot/snapshot-stage";
import { withFolder } from "../run";
import { assertAgreement } from "./agreement";

let hasDuckdb = false;
before(() => {
  hasDuckdb = duckdbFolder() !== null;
});

test("the shipped SQL gives the figures of the analyses when DuckDB runs it over the exported files", t =>
  withFolder(async folder => {
    if (!hasDuckdb) return t.skip("needs @duckdb/node-api from the npm registry");
    const file = join(folder, "models.parquet");
    writeFileSync(file, parquetOf(soundRows));
    await assertAgreement(file, folder);
  }));

const tables = {
  "the census": "hub-2024-07.parquet",
  "the extract of hub-stats with relations": "tables/hub_stats_frozen_2026-06-05_4167.parquet",
};
for (const [name, table] of Object.entries(tables)) {
  test(`DuckDB agrees with the analyses on ${name}`, needsRecorded(table), t =>
    withFolder(async folder => {
      if (!hasDuckdb) return t.skip("needs @duckdb/node-api from the npm registry");
      await assertAgreement(recordedPath(table), folder);
    }),
  );
}
