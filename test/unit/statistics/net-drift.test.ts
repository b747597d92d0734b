import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf } from "../../../src/columns/build-columns";
import { directionsByChance, driftOf, transitionsForward } from "../../../src/statistics/net-drift";
import { type CountingMode, transitionsOf } from "../../../src/statistics/transitions";
import { chanceOfComplete, orderings } from "../../golden/figures";

/** Drift of tasks over edges written as `parent child`, each repeated a number of times. */
function drift(mode: CountingMode, links: Readonly<Record<string, number>>, n = 20) {
  const pairs = Object.entries(links).flatMap(([link, times]) =>
    Array<string[]>(times).fill(link.split(" ")),
  );
  const rows = pairs.flatMap((tasks, at) => tasks.map((task, side) => ({ id: `${at}${"pc"[side]}`, task })));
  const edges = pairs.map((_, at) => ({ child: `${at}c`, parent: `${at}p`, relation: "finetune" as const }));
  const columns = columnsOf(rows, edges);
  assert.ok(columns.traits.task);
  return driftOf(transitionsOf(columns.traits.task, columns.edges, mode), n);
}

test("a cycle is broken where it costs the least, and the shares say how much of the drift is explained", () => {
  const found = drift("corrected", { "a b": 5, "b a": 1, "b c": 3, "c a": 2, "c d": 1, "d c": 1 });
  assert.deepEqual(found.values, ["a", "b", "c", "d"]);
  assert.deepEqual([found.edges, found.traffic, found.total, found.balanced], [3, 9, 11, 2]);
  assert.equal(found.weighted.objective, 7);
  assert.equal(found.unweighted.objective, 2);
  assert.equal(found.directionsExplained, 2 / 3);
  // Forward in a, b, c: five a → b, three b → c, and one of the balanced pair.
  assert.equal(found.transitionsExplained, 9 / 13);
  assert.deepEqual(
    found.weighted.order.map(at => found.values[at]),
    ["a", "b", "c", "d"],
  );
  const names = found.weighted.forced?.map(pair => pair.map(at => found.values[at]).join(" < "));
  assert.deepEqual(names, ["a < b", "a < c", "b < c"]);
  assert.equal(found.weighted.optima, 4, "d may stand anywhere");
});

test("the paper's counting doubles a swap and changes neither order nor shares of single values", () => {
  const links = { "a b": 5, "b a": 1, "b c": 3, "c a": 2 };
  const [paper, corrected] = [drift("paper", links), drift("corrected", links)];
  assert.equal(paper.traffic, 2 * corrected.traffic);
  assert.deepEqual(paper.weighted.order, corrected.weighted.order);
  assert.equal(paper.transitionsExplained, corrected.transitionsExplained);
});

test("without transitions, the shares are null, not 1 or NaN", () => {
  const found = drift("paper", { "a a": 3 });
  assert.deepEqual(found.values, []);
  assert.deepEqual([found.directionsExplained, found.transitionsExplained], [null, null]);
});

test("the shares follow from the totals of every published ordering", () => {
  assert.equal(orderings.length, 8);
  for (const { graph, trait, weight, share: published, ...totals } of orderings) {
    const share = transitionsForward(totals, weight) ?? 0;
    assert.ok(Math.abs(share - published) < 1e-12, `${graph} ${trait}: ${share}`);
  }
});

test("chance explains as much as the recorded null shares", () => {
  // Only the complete graph of 20 values has no freedom in which pairs it has.
  const complete = chanceOfComplete;
  const net = new Float64Array(400);
  for (let u = 0; u < 20; u++) for (let v = 0; v < u; v++) net[u * 20 + v] = 1;
  const chance = directionsByChance(net, 20, 186 / 190, { seed: 1, draws: 200 });
  assert.ok(chance);
  // The recorded mean is that of a few dozen draws: three of its standard errors at thirty.
  assert.ok(Math.abs(chance.mean - complete.mean) < (3 * complete.sd) / Math.sqrt(30), `mean ${chance.mean}`);
  assert.ok(Math.abs(chance.sd / complete.sd - 1) < 0.4, `sd ${chance.sd}`);
  assert.equal(chance.p, 1 / 201);
  assert.deepEqual(directionsByChance(net, 20, 1, { seed: 2, draws: 9 })?.p, 0.1);
  assert.equal(directionsByChance(new Float64Array(4), 2, 1, { seed: 2, draws: 9 }), null);
});
