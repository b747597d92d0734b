import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnalysisOptions } from "../../../src/analyses/analysis";
import { drift } from "../../../src/analyses/drift";
import { inventory } from "../../../src/analyses/inventory/inventory";
import type { Inventory } from "../../../src/analyses/inventory/inventory-result";
import { mutation } from "../../../src/analyses/mutation";
import { structure } from "../../../src/analyses/structure/structure";
import { violations } from "../../../src/analyses/violations";
import { runAnalysis } from "../../../src/app/report/analysis-report";
import { censusColumns, withCensus } from "./recorded-tables";

const options: AnalysisOptions = { mode: "paper", seed: 1, within: null, relation: null };

test("the structure of the census matches an independent count", withCensus, async () => {
  const { result } = structure.run(await censusColumns(), options);
  const { models, edges, selfReferences, components, largestFamilies, patterns } = result;
  assert.deepEqual([models, edges, selfReferences, components], [760_000, 105_402, 665, 662_408]);
  assert.equal(largestFamilies[0]?.size, 26_327);
  assert.equal(largestFamilies.length, 20);
  assert.deepEqual([patterns.quad_3, result.chains.exact], [9_713, 16_974]);
  assert.equal(result.componentsWithMissing, 644_081);
  // An independent count: 3.8% within 30 days, and 4.75% within a year.
  const [all] = result.branchingAges;
  assert.deepEqual([all?.within30Days?.toFixed(3), all?.withinYear?.toFixed(4)], ["0.038", "0.0475"]);
  assert.ok(result.largestFamilies.every(({ size, exact }) => exact || size >= 5_000));
  // Sums over degrees that hold for any graph.
  const sum = (rows: typeof result.children, weight: (degree: number) => number) =>
    rows.reduce((total, { degree, models: count }) => total + count * weight(degree), 0);
  assert.equal(patterns.duo, edges);
  assert.equal(
    sum(result.children, degree => degree),
    edges,
  );
  assert.equal(
    sum(result.parents, degree => degree),
    edges,
  );
  assert.equal(
    sum(result.children, degree => (degree * (degree - 1)) / 2),
    patterns.trio_1,
  );
});

test("tasks of the census mutate as often as the recorded anomalies count", withCensus, async () => {
  const { rows } = mutation.run(await censusColumns(), { ...options, mode: "corrected" }).result;
  const task = rows.find(({ trait, relation }) => trait === "task" && relation === "all");
  assert.deepEqual([task?.edges, task?.sum], [64_478, 14_419]);
});

test(
  "1,295,280 orders of the census's licenses are optimal, and 151 pairs are certain",
  withCensus,
  async () => {
    const { traits } = drift.run(await censusColumns(), options).result;
    const license = traits.find(({ trait }) => trait === "license");
    assert.ok(license?.proven);
    assert.deepEqual([license.optima, license.forced?.length], [1_295_280, 151]);
    assert.equal(license.ordering.length, 20);
    assert.deepEqual(
      traits.map(({ proven }) => proven),
      [true, true, true, true],
    );
    // The recorded anomalies count the changes of licenses without self-references: each counts twice here.
    const llama = license.transitions.find(({ from, to }) => from === "llama2" && to === "apache-2.0");
    assert.ok((llama?.count ?? 0) >= 2 * 2_429);
  },
);

test("licenses of the census and their violations", withCensus, async () => {
  const columns = await censusColumns();
  const { judged, incompatible, review, byRelation, byLicense, chains } = violations.run(
    columns,
    options,
  ).result;
  assert.equal(
    byRelation.reduce((sum, row) => sum + row.judged, 0),
    judged,
  );
  assert.equal(
    byLicense.reduce((sum, row) => sum + row.incompatible, 0),
    incompatible,
  );
  assert.ok(incompatible + review < judged);
  assert.ok(chains.incompatible > chains.onlyFurtherUp);
  const { traits } = inventory.run(columns, options).result;
  assert.equal(traits.find(({ trait }) => trait === "license")?.top[0]?.value, "apache-2.0");
});

test(
  "repaired links of the census change the mutation of tasks and who has the most children",
  withCensus,
  async () => {
    const columns = await censusColumns();
    const run = { mode: "corrected", seed: 1, scope: {} } as const;
    const { summary = [] } = runAnalysis(mutation, columns, run);
    const task = summary.find(({ what }) => what === "mutation rate of task");
    assert.deepEqual([task?.estimate?.toFixed(3), task?.asDeclared?.toFixed(3)], ["0.329", "0.224"]);
    const { result, coverage } = runAnalysis(inventory, columns, run);
    const [first] = (result as Inventory).mostDerived;
    assert.deepEqual(first, {
      id: "distilbert/distilbert-base-uncased",
      count: 5_239,
      declared: 541,
      declaredRank: 19,
    });
    assert.deepEqual(coverage[0], {
      what: "declared parents found",
      unit: "links",
      known: 122_318,
      total: 125_980,
    });
  },
);

test("possible conflicts of the census by parent and by what the data leave open", withCensus, async () => {
  const columns = await censusColumns();
  const { result, summary = [] } = violations.run(columns, { ...options, mode: "corrected" });
  const [share] = summary;
  const shown = (value: number | null | undefined) => value?.toFixed(3);
  assert.equal(shown(share?.estimate), "0.066");
  assert.ok(share?.low && share.low > 0.02 && share.low < 0.032, String(share?.low));
  assert.ok(share?.high && share.high > 0.115 && share.high < 0.14, String(share?.high));
  assert.equal(share?.parents?.withoutDeciding?.toFixed(3), "0.037");
  assert.deepEqual([result.bounds.asFinetune, result.bounds.asAdapter], [4_914, 1_123]);
  assert.equal(shown(result.bounds.conflicts / result.bounds.parentLicensed), "0.053");
});

test("a change that one parent made has an interval that says so", withCensus, async () => {
  const { traits } = drift.run(await censusColumns(), { ...options, mode: "corrected" }).result;
  const license = traits.find(({ trait }) => trait === "license");
  const pair = license?.pairs.find(({ from, to }) => from === "llama2" && to === "apache-2.0");
  assert.ok((pair?.ofLargestParent ?? 0) > 0.85);
  assert.ok(pair?.low && pair.low > 0.7 && pair.low < 0.8, String(pair?.low));
  assert.ok(pair?.high && pair.high > 0.99);
});

test("a scope counts its own unresolved links", withCensus, async () => {
  const run = { mode: "corrected", seed: 1, scope: { family: "google/gemma-2b" } } as const;
  const { result } = runAnalysis(inventory, await censusColumns(), run);
  assert.deepEqual([(result as Inventory).models, (result as Inventory).unresolved], [983, 1]);
});

test(
  "sources and sinks alone explain more of the census's directions than its best orders",
  withCensus,
  async () => {
    const { traits } = drift.run(await censusColumns(), { ...options, mode: "corrected" }).result;
    const shown = (name: string) => {
      const trait = traits.find(each => each.trait === name);
      const kept = trait?.nulls?.totalsKept.directions;
      return [trait?.directionsExplained?.toFixed(3), kept?.mean.toFixed(2), (kept?.p ?? 0) > 0.9];
    };
    // An independent count: 0.978 and 0.994, above the observed shares.
    assert.deepEqual(shown("license"), ["0.931", "0.98", true]);
    assert.deepEqual(shown("task"), ["0.937", "0.99", true]);
  },
);

test("an order fitted to the years before explains less of the licenses of 2024", withCensus, async () => {
  const { traits } = drift.run(await censusColumns(), { ...options, mode: "corrected" }).result;
  const year = traits.find(({ trait }) => trait === "license")?.years.find(each => each.year === 2024);
  // An independent count: 86.8% and 73.0%. Many orders are equally good for the years before, so the latter is only near.
  assert.equal(year?.forward?.toFixed(3), "0.868");
  assert.ok(year?.outOfSample && Math.abs(year.outOfSample - 0.73) < 0.01, String(year?.outOfSample));
  assert.ok(year.outLow && year.outHigh && year.outLow < 0.6 && year.outHigh > 0.8);
});
