import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { duckdbFolder } from "../../harness/engines";
import { madeRows } from "../../harness/recorded/made-models";
import { parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { familyRows } from "../../unit/snapshot/snapshot-stage";
import { withFolder } from "../run";
import { assertAgreement } from "./agreement";

test("DuckDB agrees with the analyses on 3,000 made-up models", t =>
  withFolder(async folder => {
    if (duckdbFolder() === null) return t.skip("needs @duckdb/node-api from the npm registry");
    const file = join(folder, "models.parquet");
    writeFileSync(file, parquetOf([...familyRows, ...madeRows(3_000)]));
    await assertAgreement(file, folder);
  }));
