import assert from "node:assert/strict";
import { test } from "node:test";
import { adjacency } from "../../../src/traits/columns";
import { mutationRates } from "../../../src/traits/mutation";
import { censusColumns, withCensus } from "./recorded";

test(...withCensus("the census has the models and edges that its description counts"), async () => {
  const { models, edges } = await censusColumns();
  const selves = edges.child.reduce(
    (count, child, at) => (child === edges.parent[at] ? count + 1 : count),
    0,
  );
  assert.deepEqual([models, edges.child.length, selves], [760_000, 105_402, 665]);
});

test(...withCensus("tasks of the census mutate as often as the recorded anomalies count"), async () => {
  const { models, edges, traits } = await censusColumns();
  const { task } = traits;
  assert.ok(task);
  const isSelf = (edge: number) => edges.child[edge] === edges.parent[edge];
  const [all] = mutationRates(task, edges, adjacency(edges, models, edge => !isSelf(edge)).children);
  assert.deepEqual([all?.edges, all?.sum], [64_478, 14_419]);
});
