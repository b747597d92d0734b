import assert from "node:assert/strict";
import { test } from "node:test";
import { analysisChoices, chosenAnalysis } from "../../../../src/app/report/chosen-analysis";
import { modelsBehindRow } from "../../../../src/app/report/models-behind-row";
import { ecosystem } from "../../analyses/ecosystem";

const columns = ecosystem();
const run = { mode: "corrected", seed: 1, scope: {} } as const;

test("at most 500 models behind a row are listed, the most downloaded first, unknown downloads last", () => {
  const inventory = chosenAnalysis("inventory");
  const analysis = {
    ...inventory,
    models: { all: () => Array.from({ length: columns.models }, (_, at) => at) },
  };
  const { total, models } = modelsBehindRow(analysis, columns, { ...run, table: "all", row: [] });
  assert.equal(total, columns.models);
  assert.equal(models.length, Math.min(500, columns.models));
  const downloads = models.map(model => model.downloads ?? -1);
  assert.deepEqual(
    downloads,
    [...downloads].sort((one, other) => other - one),
  );
  assert.ok(new Set(downloads).size > 1, "all have as many downloads");
});

test("an analysis that compares two snapshots is not offered for one", () => {
  const offered = analysisChoices().map(({ id }) => id);
  assert.ok(offered.includes("organization") && !offered.includes("growth"));
  assert.throws(() => chosenAnalysis("growth"), { name: "UserError", message: /--compare/ });
});

test("a missing analysis and a table whose rows count no models are rejected", () => {
  assert.throws(() => chosenAnalysis("astrology"), {
    name: "UserError",
    message: /no analysis named "astrology"\. Use one of inventory, /,
  });
  const analysis = chosenAnalysis("inventory");
  for (const table of ["none", "constructor", "toString", "__proto__"])
    assert.throws(() => modelsBehindRow(analysis, columns, { ...run, table, row: [] }), {
      name: "UserError",
    });
});
