import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf, familyColumns } from "../../../src/columns/build-columns";
import { adjacency, asLists, type EdgeRows } from "../../../src/columns/columns";
import { bareModel } from "../../../src/lineage/model";

const rowOf = ({ starts, ends }: EdgeRows, model: number) => [
  ...ends.subarray(starts[model], starts[model + 1]),
];

test("columns keep the order of values, drop repetitions, and tell unknown from known", () => {
  const columns = columnsOf(
    [
      { id: "a/root", license: ["mit", "apache-2.0", "mit"], task: "fill-mask", numbers: { likes: 3 } },
      { id: "a/child", license: "apache-2.0", task: null },
    ],
    [],
  );
  const { license, task, dataset } = columns.traits;
  assert.ok(license?.kind === "list" && task?.kind === "single");
  assert.deepEqual(license.values, ["mit", "apache-2.0"]);
  assert.deepEqual([...license.starts], [0, 2, 3]);
  assert.deepEqual([...license.codes], [0, 1, 1]);
  assert.deepEqual([license.known, [...license.counts]], [2, [1, 2]]);
  assert.deepEqual([task.known, [...task.counts]], [1, [1]]);
  assert.deepEqual([...task.codes], [0, -1]);
  assert.equal(dataset, null);
  assert.deepEqual(columns.numbers.likes, Float64Array.of(3, Number.NaN));
  assert.equal(columns.numbers.downloads, null);
  assert.deepEqual(asLists(task), {
    kind: "list",
    values: ["fill-mask"],
    known: 1,
    counts: Uint32Array.of(1),
    starts: Uint32Array.of(0, 1, 1),
    codes: Uint32Array.of(0),
  });
});

test("edges: the stronger relation of a pair holds, self-references stay, strangers are counted", () => {
  const { edges, unresolved } = columnsOf(
    ["a", "b", "c"].map(id => ({ id })),
    [
      { child: "b", parent: "a", relation: "merge" },
      { child: "b", parent: "a", relation: "finetune" },
      { child: "c", parent: "c", relation: "unknown" },
      { child: "c", parent: "gone", relation: "adapter" },
      { child: "c", parent: "b", relation: "quantized" },
    ],
  );
  assert.deepEqual([...edges.child], [1, 2, 2]);
  assert.deepEqual([...edges.parent], [0, 2, 1]);
  assert.deepEqual([...edges.relation], [4, 0, 2]);
  assert.equal(unresolved, 1);

  const { children, parents } = adjacency(edges, 3);
  assert.deepEqual(
    [0, 1, 2].map(model => rowOf(children, model)),
    [[1], [2], [2]],
  );
  assert.deepEqual(
    [0, 1, 2].map(model => rowOf(parents, model)),
    [[], [0], [2, 1]],
  );
  const few = adjacency(edges, 3, edge => edges.child[edge] !== edges.parent[edge]);
  assert.deepEqual([...few.children.edges], [0, 2]);
});

test("a family's columns compare languages by meaning and leave out what leads outside", () => {
  const model = (id: string, languages: readonly string[]) => ({ ...bareModel(id), languages });
  const columns = familyColumns({
    root: "a",
    models: [model("a", ["en-US", "EN"]), model("b", ["eng", "nonsense language"])],
    edges: [
      { child: "b", parent: "a", relation: "finetune" },
      { child: "b", parent: "z", relation: "merge", outside: true },
    ],
    missing: [],
    cycles: [],
    unchecked: [],
    oldestAt: null,
  });
  const { language } = columns.traits;
  assert.ok(language?.kind === "list");
  assert.deepEqual(language.values, ["en"]);
  assert.deepEqual([...language.starts], [0, 1, 2]);
  assert.equal(columns.edges.child.length, 1);
  assert.equal(columns.unresolved, 0);
});
