import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnalysisOptions } from "../../../src/analyses/analysis";
import { analyses } from "../../../src/analyses/list";
import { modelsWithin, type Scope } from "../../../src/analyses/scope";
import { ecosystem } from "./ecosystem";

const columns = ecosystem();
/** The column with the number of models that a row counts; every child here has one parent. */
const counted: Readonly<Record<string, string>> = {
  "emissions/kinds": "reporting",
  "inventory/relations": "edges",
  "structure/branching": "branching",
  "violations/relations": "incompatible",
  "violations/licenses": "incompatible",
  "violations/pairs": "edges",
  "drift/license-pairs": "forth",
  "drift/language-pairs": "forth",
  "drift/task-pairs": "forth",
  "drift/library-pairs": "forth",
  "author-flows/pairs": "edges",
  "author-flows/kinds": "edges",
  "author-flows/others": "edges",
  "repackagers/repackagers": "packaged",
};
const scopes: readonly Scope[] = [
  {},
  { organization: "google" },
  { family: "google/model-3", from: Date.UTC(2023, 3, 1) },
];

for (const scope of scopes) {
  test(`each row lists as many models as it counts: ${JSON.stringify(scope)}`, () => {
    const within = modelsWithin(columns, scope);
    const options: AnalysisOptions = { mode: "corrected", seed: 1, within, relation: null };
    let rows = 0;
    for (const analysis of analyses.filter(({ models }) => models !== undefined)) {
      const { tables } = analysis.run(columns, options);
      for (const [id, find] of Object.entries(analysis.models ?? {})) {
        const table = tables.find(each => each.id === id);
        if (table === undefined) continue;
        const at = table.columns.indexOf(counted[`${analysis.id}/${id}`] ?? "models");
        const families = table.columns.indexOf("families");
        for (const row of table.rows) {
          const wanted = families < 0 ? row[at] : Number(row[0]) * Number(row[families]);
          const found = find(columns, options, row);
          assert.equal(found.length, wanted, `${analysis.id}/${id} ${JSON.stringify(row)}`);
          assert.ok(within === null || found.every(model => within[model] === 1));
          rows++;
        }
      }
    }
    assert.ok(rows > 50, `only ${rows} rows were compared`);
  });
}

test("a row that is not in the table has no models", () => {
  const options: AnalysisOptions = { mode: "paper", seed: 1, within: null, relation: null };
  for (const { id, models } of analyses) {
    for (const [table, find] of Object.entries(models ?? {})) {
      for (const row of [[], ["<script>", null, true], [-1], [Number.NaN, "x"]])
        assert.deepEqual(find(columns, options, row), [], `${id}/${table}`);
    }
  }
});
