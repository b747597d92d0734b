import { test } from "node:test";
import { duckdbFolder } from "../../harness/engines";
import { needsRecorded, recordedPath } from "../../harness/recorded/recorded-data";
import { withFolder } from "../run";
import { assertOrganizationsAgree } from "./organization-agreement";

const census = "hub-2024-07.parquet";

test("DuckDB agrees with the analyses of organizations on the census", needsRecorded(census), t =>
  withFolder(async folder => {
    if (duckdbFolder() === null) return t.skip("needs @duckdb/node-api from the npm registry");
    await assertOrganizationsAgree({ file: recordedPath(census), columns: new Set() }, folder);
  }),
);
