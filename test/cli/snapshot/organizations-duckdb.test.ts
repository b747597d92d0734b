import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { duckdbFolder } from "../../harness/engines";
import { parquetOf, usedStorageColumn } from "../../unit/snapshot/import/parquet-rows";
import { withFolder } from "../run";
import { madeRows } from "./made-organizations";
import { assertOrganizationsAgree } from "./organization-agreement";

test("DuckDB agrees with the analyses of organizations on 4,000 made-up models", t =>
  withFolder(async folder => {
    if (duckdbFolder() === null) return t.skip("needs @duckdb/node-api from the npm registry");
    const file = join(folder, "models.parquet");
    writeFileSync(file, parquetOf(madeRows(4_000), { replaced: usedStorageColumn, groupRows: 1_000 }));
    const columns = new Set(["usedStorage", "safetensors", "cardData"]);
    const weights = 'safetensors.parameters."F32" * 4';
    await assertOrganizationsAgree({ file, columns, weights }, folder);
  }));
