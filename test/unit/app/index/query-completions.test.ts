import assert from "node:assert/strict";
import { test } from "node:test";
import { queryCompletions } from "../../../../src/app/index/query-completions";
import { queryTables, tablesFromRows } from "../../../../src/app/index/query-template";

const index = tablesFromRows([
  ["models", "id"],
  ["models", "license"],
  ["edges", "child"],
  ["edges", "parent"],
  ["jobs", "scope"],
]);
const tables = queryTables(index, true);

/** The names offered at the cursor `‸`. */
function offered(text: string): readonly string[] {
  const at = text.indexOf("‸");
  return queryCompletions(text.slice(0, at), text.replace("‸", ""), tables).map(({ label }) => label);
}

test("tables that are only of use to the program are not among those for people", () => {
  assert.deepEqual(
    index.map(({ name }) => name),
    ["models", "edges"],
  );
});

test("after FROM and JOIN come tables, after a table or its alias its columns, elsewhere those that the statement names", () => {
  assert.deepEqual(offered("SELECT * FROM ‸").slice(0, 3), ["models", "edges", "hub.models"]);
  assert.deepEqual(offered("SELECT e.‸ FROM edges AS e"), ["child", "parent"]);
  assert.deepEqual(offered("SELECT models.‸ FROM models WHERE 1"), ["id", "license"]);
  assert.deepEqual(offered("SELECT where.‸ FROM models where 1"), [], "a keyword is no alias");
  assert.deepEqual(offered("SELECT ‸ FROM edges").slice(0, 3), ["child", "parent", "models"]);
  assert.ok(offered("SELECT * FROM hub.‸").includes("model_languages"));
  assert.ok(!offered("SELECT * FROM hub.‸").includes("edges.child"));
});
