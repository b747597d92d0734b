import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf } from "../../../src/columns/build-columns";
import { edgesByParent, type LineageColumns, type Trait, type TraitName } from "../../../src/columns/columns";
import type { Relation } from "../../../src/lineage/model";
import { mutationRates } from "../../../src/statistics/mutation-rates";
import { smollm2 } from "../../golden/figures";
import { smolColumns } from "../analyses/recorded-tables";

function ratesOf(columns: LineageColumns, name: TraitName) {
  const trait: Trait | null = columns.traits[name];
  assert.ok(trait, `the columns have no ${name}`);
  return mutationRates(trait, columns.edges, edgesByParent(columns.edges, columns.models));
}

const edge = (child: string, parent: string, relation: Relation) => ({ child, parent, relation });

test("a mutation counts as the share of the two lists that they do not have in common", () => {
  const columns = columnsOf(
    [
      { id: "p", language: ["en", "fr", "de", "es"], task: "fill-mask" },
      { id: "same", language: ["es", "de", "fr", "en"], task: "fill-mask" },
      { id: "half", language: ["en", "fr"], task: "text-classification" },
      { id: "other", language: ["en", "zh"] },
      { id: "silent" },
    ],
    [
      edge("same", "p", "finetune"),
      edge("half", "p", "finetune"),
      edge("other", "p", "adapter"),
      edge("silent", "p", "adapter"),
    ],
  );
  const language = ratesOf(columns, "language");
  assert.deepEqual(
    language.map(({ relation, edges, sum }) => [relation, edges, sum]),
    [
      ["all", 3, 0.5 + 0.8],
      ["unknown", 0, 0],
      ["finetune", 2, 0.5],
      ["quantized", 0, 0],
      ["adapter", 1, 0.8],
      ["merge", 0, 0],
    ],
  );
  assert.equal(language[1]?.rate, null);
  assert.equal(language[2]?.rate, 0.25);
  assert.equal(language[0]?.interval, null, "one parent tells nothing about parents");
  const task = ratesOf(columns, "task")[0];
  assert.deepEqual([task?.edges, task?.sum, task?.rate], [2, 1, 0.5]);
});

test("the interval takes the children of one parent as one draw", () => {
  const models = [..."abcdefgh"].map((id, at) => ({ id, task: at < 6 ? "x" : "y" }));
  // Two parents: all of the first keep the trait, all of the second change it.
  const links = [edge("c", "a", "finetune"), edge("d", "a", "finetune")];
  const [rate] = ratesOf(
    columnsOf(models, [...links, edge("g", "b", "finetune"), edge("h", "b", "finetune")]),
    "task",
  );
  assert.equal(rate?.rate, 0.5);
  assert.deepEqual(rate.interval, [0, 1], "two clusters that contradict each other settle nothing");
});

test("mutations of the SmolLM2 family match the golden figures", () => {
  for (const name of ["task", "library"] as const) {
    const [all] = ratesOf(smolColumns(), name);
    assert.deepEqual({ mutations: all?.sum, edges: all?.edges }, smollm2.mutations[name], name);
  }
});
