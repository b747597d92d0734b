import assert from "node:assert/strict";
import { test } from "node:test";
import { adjacency } from "../../../../src/columns/columns";
import { bornBefore, followUpAttachment } from "../../../../src/statistics/descent/follow-up-attachment";
import { seeded } from "../../../../src/statistics/random";

const day = 86_400_000;
const span = { from: 100 * day, to: 299 * day };

/** A random tree of models, of which some are as old as their parents. */
function randomTree(models: number) {
  const random = seeded(3);
  const createdAt = Float64Array.from({ length: models }, () => random.below(400 * 24) * (day / 24));
  const [child, parent]: number[][] = [[], []];
  for (let model = 1; model < models; model++) {
    child?.push(model);
    parent?.push(random.below(Math.min(model, 12)));
  }
  const edges = {
    child: Uint32Array.from(child ?? []),
    parent: Uint32Array.from(parent ?? []),
    relation: new Uint8Array(models - 1),
  };
  return { createdAt, edges, order: adjacency(edges, models).children.edges };
}

/** The study's loop as it is written: at each event, every number of children is exposed by how many have it. */
function bySimulation(createdAt: Float64Array, edges: ReturnType<typeof randomTree>["edges"]) {
  const dayOf = (model: number) => Math.floor((createdAt[model] ?? 0) / day);
  const pairs = Array.from(edges.child, (child, at) => ({ child, parent: edges.parent[at] ?? 0 }))
    .filter(({ child, parent }) => dayOf(parent) < dayOf(child))
    .sort((one, other) => one.parent - other.parent || one.child - other.child);
  const degrees = new Map<number, number>();
  for (const { child, parent } of pairs)
    if (dayOf(child) < 100) degrees.set(parent, (degrees.get(parent) ?? 0) + 1);
  const models = new Map<number, number>();
  const add = (counts: Map<number, number>, k: number, by: number) =>
    counts.set(k, (counts.get(k) ?? 0) + by);
  for (const k of degrees.values()) add(models, k, 1);
  add(models, 0, bornBefore(createdAt, span.from, () => true) - degrees.size);
  const [exposed, chosen] = [new Map<number, number>(), new Map<number, number>()];
  const events = pairs.filter(({ child }) => dayOf(child) >= 100 && dayOf(child) <= 299);
  for (const { parent } of events.toSorted((one, other) => dayOf(one.child) - dayOf(other.child))) {
    for (const [k, count] of models) add(exposed, k, count);
    const k = degrees.get(parent) ?? 0;
    add(chosen, k, 1);
    add(models, k, -1);
    add(models, k + 1, 1);
    degrees.set(parent, k + 1);
    add(models, 0, 1);
  }
  return { events: events.length, exposed, chosen };
}

test("the follow-up's kernel is that of its own loop", () => {
  const { createdAt, edges, order } = randomTree(400);
  const eligible = bornBefore(createdAt, span.from, () => true);
  const found = followUpAttachment({ ...edges, createdAt, order, keep: () => true }, span, eligible);
  const simulated = bySimulation(createdAt, edges);
  assert.equal(found?.events, simulated.events);
  assert.ok(simulated.events > 50);
  for (const { children, chosen, exposed } of found?.points ?? []) {
    assert.equal(exposed, simulated.exposed.get(children) ?? 0, `exposed at ${children}`);
    assert.equal(chosen, simulated.chosen.get(children) ?? 0, `chosen at ${children}`);
  }
});

test("the fitted line is the one that NumPy's polyfit finds with weights max(1, chosen)", () => {
  // Day 0: a; on day 100, b descends from a; on day 101, c from a; on day 102, d from b.
  const createdAt = Float64Array.of(0, 100 * day, 101 * day, 102 * day);
  const edges = {
    child: Uint32Array.of(1, 2, 3),
    parent: Uint32Array.of(0, 0, 1),
    relation: new Uint8Array(3),
  };
  const { edges: order } = adjacency(edges, 4).children;
  const found = followUpAttachment({ ...edges, createdAt, order, keep: () => true }, span, 1);
  assert.deepEqual(found?.points, [
    { children: 0, chosen: 2, exposed: 4 },
    { children: 1, chosen: 1, exposed: 1 },
    { children: 2, chosen: 0, exposed: 1 },
  ]);
  // Two points of weight 2² and 1², and one of log(1e-12) with weight 1²: solved by hand.
  const x = [0, Math.log(2), Math.log(3)];
  const y = [Math.log(1 / 2), 0, Math.log(1e-12)];
  const w = [4, 1, 1];
  const sum = (of: (at: number) => number) => w.reduce((all, weight, at) => all + weight * of(at), 0);
  const [sx, sy] = [sum(at => x[at] ?? 0) / 6, sum(at => y[at] ?? 0) / 6];
  const slope = sum(at => ((x[at] ?? 0) - sx) * ((y[at] ?? 0) - sy)) / sum(at => ((x[at] ?? 0) - sx) ** 2);
  assert.ok(Math.abs((found?.exponent ?? 0) - slope) < 1e-6);
  assert.ok(Math.abs((found?.intercept ?? 0) - (sy - slope * sx)) < 1e-6);
});
