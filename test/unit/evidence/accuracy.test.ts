import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf, type ModelRow } from "../../../src/columns/build-columns";
import {
  accuracyFrom,
  brierScore,
  type Prediction,
  recallAt,
  reliability,
} from "../../../src/evidence/measured/accuracy";
import { hideEdges, isForFitting } from "../../../src/evidence/measured/hidden-edges";

const said = (probability: number, isRight: boolean): Prediction => ({
  ...{ probability, isRight },
  found: isRight ? 1 : 0,
});
const predictions = [said(0.9, true), said(0.9, false), said(0.8, true), said(0.3, false), said(0.99, true)];

test("recall at a precision takes equal probabilities together, and is null where no prediction is sure enough", () => {
  assert.deepEqual(recallAt(predictions, 10, 0.7), {
    ...{ threshold: 0.8, predictions: 4 },
    ...{ precision: 0.75, recall: 0.3 },
  });
  assert.equal(recallAt(predictions, 10, 1)?.threshold, 0.99);
  assert.equal(recallAt([said(0.9, false)], 10, 0.5), null);
  assert.equal(accuracyFrom(predictions, 10, 0.85).recall, 0.2);
});

test("the Brier score and the reliability table compare what was said with what is right", () => {
  assert.equal(brierScore([said(1, true), said(0, false)]), 0);
  assert.equal(brierScore([said(1, false)]), 1);
  const rows = reliability(predictions);
  assert.deepEqual(
    rows.map(({ from, predictions, right }) => [from, predictions, right]),
    [
      [0.3, 1, 0],
      [0.8, 1, 1],
      [0.9, 3, 2 / 3],
    ],
  );
});

const rows: readonly ModelRow[] = Array.from({ length: 40 }, (_, at) => ({ id: `lab/model-${at}` }));
const edges = rows
  .slice(1)
  .map(({ id }) => ({ child: id, parent: "lab/model-0", relation: "finetune" as const }));

test("edges are hidden by a seed, among the models that no weight was fitted on, and at most all of them", () => {
  const columns = columnsOf(rows, edges);
  const sample = hideEdges(columns, { count: 5, seed: 7, fitting: false });
  const again = hideEdges(columns, { count: 5, seed: 7, fitting: false });
  assert.equal(sample.edges.length, 5);
  assert.deepEqual(sample.edges, again.edges);
  for (const { child } of sample.edges) {
    assert.equal(isForFitting(columns.id(child)), false);
    assert.equal(sample.world.parents(child).length, 0);
  }
  const all = hideEdges(columns, { count: 1_000, seed: 7, fitting: false });
  assert.equal(all.edges.length, rows.slice(1).filter(({ id }) => !isForFitting(id)).length);
});
