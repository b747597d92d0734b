import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnalysisOptions } from "../../../../src/analyses/analysis";
import { numericDrifts } from "../../../../src/analyses/numbers/numeric-drifts";
import { columnsOf } from "../../../../src/columns/build-columns";
import type { Relation } from "../../../../src/lineage/model";

const options: AnalysisOptions = { mode: "paper", seed: 1, within: null, relation: null };
const link = (parent: string, child: string, relation: Relation = "finetune") => ({
  parent,
  child,
  relation,
});

test("numeric drifts: means, medians and ratios differ on the same cards", () => {
  const card = (cardLength: number) => ({ numbers: { cardLength, cardGenerated: 0 } });
  const cards = columnsOf(
    [
      { id: "p", ...card(10_000) },
      { id: "q", ...card(100) },
      { id: "c", ...card(1_000) },
      { id: "d", ...card(200) },
      { id: "e", ...card(400) },
      { id: "none", ...card(0) },
    ],
    [link("p", "c"), link("q", "d"), link("q", "e"), link("p", "none", "quantized")],
  );
  const { rows } = numericDrifts.run(cards, options).result;
  const length = rows.find(row => row.measure === "card length" && row.relation === "all");
  assert.equal(length?.edges, 3);
  assert.deepEqual([length.parentMean, length.childMean], [3_400, 1_600 / 3]);
  assert.deepEqual([length.parentMedian, length.childMedian, length.medianChange], [100, 400, 100]);
  assert.equal(length.meanRelativeChange?.toFixed(6), ((-0.9 + 1 + 3) / 3).toFixed(6));
  assert.equal(length.meanLogRatio?.toFixed(6), ((Math.log(0.1) + Math.log(2) + Math.log(4)) / 3).toFixed(6));
  const exists = rows.find(row => row.measure === "card exists" && row.relation === "quantized");
  assert.deepEqual([exists?.edges, exists?.meanChange], [1, -1]);
  // Two parents, p with the change -9,000 and q with 100 and 300: (2 / 1) Σ (part - mean · whole)² / 3².
  const mean = (-9_000 + 400) / 3;
  const half = 1.959963984540054 * Math.sqrt((2 * ((-9_000 - mean) ** 2 + (400 - 2 * mean) ** 2)) / 9);
  assert.deepEqual(
    [length.low?.toFixed(6), length.high?.toFixed(6)],
    [(mean - half).toFixed(6), (mean + half).toFixed(6)],
  );
});

test("numeric drifts: generated cards, dates of before dates were recorded, and unknown numbers do not count", () => {
  const day = 86_400_000;
  const numbers = (cardGenerated: number, at: number, likes: number) => ({
    numbers: { cardLength: 500 + likes, cardGenerated, likes, createdAt: Date.UTC(2023, 0, 1) + at * day },
  });
  const found = columnsOf(
    [
      { id: "p", ...numbers(0, 0, 100) },
      { id: "hand", ...numbers(0, 10, 40) },
      { id: "machine", ...numbers(1, 40, 0) },
      { id: "early", numbers: { likes: 3, createdAt: Date.UTC(2022, 2, 2) } },
    ],
    [link("p", "hand"), link("p", "machine"), link("p", "early")],
  );
  const { result, summary = [] } = numericDrifts.run(found, options);
  const all = (measure: string) => result.rows.find(row => row.measure === measure && row.relation === "all");
  assert.deepEqual([all("card length")?.edges, all("card length")?.meanChange], [2, -80]);
  const byHand = all("card length, none generated");
  assert.deepEqual([byHand?.edges, byHand?.meanChange], [1, -60]);
  assert.deepEqual([all("age")?.edges, all("age")?.meanChange, all("age")?.parentMean], [2, 25, null]);
  assert.equal(all("likes")?.medianChange, -97);
  const likes = summary.find(({ what }) => what === "mean change of the number of likes");
  assert.deepEqual([likes?.n, likes?.of, likes?.parents?.share], [3, 3, 1]);
});
