import assert from "node:assert/strict";
import { test } from "node:test";
import { clusteredRatio, SumsByCluster } from "../../../src/statistics/cluster-sums";
import { clusteredInterval, clusterWeights, meanOfClusters, tailOf } from "../../../src/statistics/clustered";
import { seeded } from "../../../src/statistics/random";
import { figureCoverage, figureSituations } from "./figure-coverage";
import { coverageOf, situations } from "./interval-coverage";

test("weights: the effective number of clusters, the largest, and the one that decides", () => {
  const sums = { parts: [90, 0, 5], wholes: [90, 100, 10] };
  assert.deepEqual(clusterWeights(sums), {
    clusters: 3,
    effective: 200 ** 2 / (90 ** 2 + 100 ** 2 + 10 ** 2),
    largest: 1,
    share: 0.5,
    without: 0.95,
    deciding: 1,
    withoutDeciding: 0.95,
  });
  assert.equal(meanOfClusters(sums), (1 + 0 + 0.5) / 3);
  assert.equal(clusterWeights({ parts: [], wholes: [] }), null);
  assert.equal(clusterWeights({ parts: [1], wholes: [2] })?.without, null);
});

test("percentiles are widened for few clusters, and nearly as usual for many", () => {
  assert.ok(tailOf(5) < 0.001 * 2, "five clusters");
  assert.ok(Math.abs(tailOf(10_000) - 0.025) < 1e-4);
});

test("a single cluster has no interval, and shares of nothing and of everything have Wilson's", () => {
  const random = seeded(1);
  assert.equal(clusteredInterval({ parts: [1], wholes: [2] }, random, 99), null);
  const [low, high] = clusteredInterval({ parts: [0, 0], wholes: [5, 5] }, random, 99) ?? [];
  assert.equal(low, 0);
  assert.ok((high ?? 0) > 0.5, "two parents do not show that no model ever changes");
  assert.equal(clusteredInterval({ parts: [5, 5], wholes: [5, 5] }, random, 99)?.[1], 1);
});

test("a parent with most of the weight widens the interval far beyond that of single edges", () => {
  const sums = new SumsByCluster();
  for (let edge = 0; edge < 2_200; edge++) sums.add(0, 1, 1);
  for (let parent = 1; parent <= 60; parent++)
    for (let edge = 0; edge < 4; edge++) sums.add(parent, parent % 7 === 0 ? 0 : 1, 1);
  const found = clusteredRatio(sums, () => 0, { seed: 1, draws: 999 });
  const { low, high } = found.byParent ?? {};
  assert.ok((low ?? 1) < 0.95 && (high ?? 0) > 0.985, `${low} to ${high}`);
  assert.ok((found.byParent?.share ?? 0) > 0.5);
  assert.deepEqual([found.byFamily?.clusters, found.byFamily?.low], [1, null]);
  assert.deepEqual(
    clusteredRatio(sums, () => 0, { seed: 1, draws: 999 }),
    found,
    "the same seed, the same interval",
  );
});

test("intervals that draw parents contain the truth in at least 90% of populations, those of single edges do not", () => {
  for (const situation of situations) {
    const share = coverageOf("drawing parents or families", situation, 120);
    assert.ok(share >= 0.9, `${situation.name}: ${share}`);
  }
  const alike = situations[1];
  assert.ok(alike && coverageOf("Wilson, each child one draw", alike, 120) < 0.85);
});

test("intervals of exponents, Gini coefficients, and slopes cover what they estimate", () => {
  const covered = (name: string) => {
    const situation = figureSituations.find(each => each.name === name);
    assert.ok(situation, name);
    return figureCoverage(situation, 120);
  };
  for (const name of [
    "exponent of a tail: a law from 5 on",
    "Gini coefficient: 1,000 exponential values",
    "slope of a series: 20 independent points",
  ])
    assert.ok(covered(name) >= 0.88, `${name}: ${covered(name)}`);
  // What docs/statistics.md warns of.
  assert.ok(covered("slope of a series: 20 points, each like the one before") < 0.9);
});
