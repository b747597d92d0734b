import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnalysisOptions } from "../../../../src/analyses/analysis";
import { inventory } from "../../../../src/analyses/inventory/inventory";
import { modelsWithin } from "../../../../src/analyses/scope";
import { structure } from "../../../../src/analyses/structure/structure";
import { columnsOf } from "../../../../src/columns/build-columns";
import type { Edge, Relation } from "../../../../src/lineage/model";
import { smollm2 } from "../../../golden/figures";
import { smolColumns } from "../recorded-tables";

const options: AnalysisOptions = { mode: "paper", seed: 1, within: null, relation: null };

/** Columns of models named by letters, from links written as `parent>child`. */
function graph(...links: string[]) {
  const edges = links.map((link): Edge => {
    const [parent = "", child = "", relation = "finetune"] = link.split(/[> ]/);
    return { parent, child, relation: relation as Relation };
  });
  const ids = [...new Set(edges.flatMap(({ parent, child }) => [parent, child]))].sort();
  return columnsOf(
    ids.map(id => ({ id })),
    edges,
  );
}

test("patterns are counted as often as they occur", () => {
  // a has b and c; b has d and e; d has f.
  const { patterns } = structure.run(graph("a>b", "a>c", "b>d", "b>e", "d>f"), options).result;
  assert.deepEqual(patterns, {
    duo: 5,
    trio_1: 2,
    trio_2: 3,
    quad_0: 0,
    quad_1: 1,
    quad_2: 3,
    quad_3: 1,
  });
});

test("mode paper counts chains of four as the code does, with the exact number beside", () => {
  // c has two parents, so that there are two chains down to e; the code counts one.
  const columns = graph("a>c", "b>c", "c>d", "d>e");
  const inPaper = structure.run(columns, options);
  assert.deepEqual([inPaper.result.patterns.quad_3, inPaper.result.chains], [1, { exact: 2, inCode: 1 }]);
  const corrected = structure.run(columns, { ...options, mode: "corrected" }).result;
  assert.equal(corrected.patterns.quad_3, 2);
  assert.ok(inPaper.differs?.some(({ what }) => what.startsWith("quad_3")));
});

test("each missing parent is a node, and where relations are told, untyped links join none in mode paper", () => {
  const links = ["a>b", "gone>b", "gone>c", "lost>d unknown", "x>y unknown"].map((link): Edge => {
    const [parent = "", child = "", relation = "finetune"] = link.split(/[> ]/);
    return { parent, child, relation: relation as Relation };
  });
  const columns = columnsOf(
    [..."abcdxy"].map(id => ({ id })),
    links,
  );
  const { result } = structure.run(columns, options);
  assert.deepEqual([result.components, result.componentsWithMissing], [4, 4]);
  const corrected = structure.run(columns, { ...options, mode: "corrected" }).result;
  // a, b, gone, c; lost, d; x, y.
  assert.deepEqual([corrected.components, corrected.componentsWithMissing], [4, 3]);
});

test("the parents panel of mode paper counts parents as written, of models with one parent", () => {
  const edges: Edge[] = [
    { parent: "a", child: "b", relation: "finetune" },
    { parent: "a", child: "c", relation: "merge" },
    { parent: "b", child: "c", relation: "merge" },
    { parent: "gone", child: "d", relation: "finetune" },
    { parent: "gone", child: "e", relation: "finetune" },
  ];
  const columns = columnsOf(
    [..."abcde"].map(id => ({ id })),
    edges,
  );
  const derived = (mode: AnalysisOptions["mode"]) =>
    inventory.run(columns, { ...options, mode }).result.mostDerived.map(({ id, count }) => [id, count]);
  assert.deepEqual(derived("paper"), [
    ["gone", 2],
    ["a", 1],
  ]);
  assert.deepEqual(derived("corrected"), [
    ["a", 2],
    ["b", 1],
  ]);
});

test("mode paper follows the growth of families without merges", () => {
  const edges: Edge[] = [
    { parent: "a", child: "b", relation: "finetune" },
    { parent: "a", child: "m", relation: "merge" },
    { parent: "x", child: "m", relation: "merge" },
  ];
  const columns = columnsOf(
    [..."abmx"].map(id => ({ id, numbers: { createdAt: Date.UTC(2024, 0, 1) } })),
    edges,
  );
  const grown = (mode: AnalysisOptions["mode"]) =>
    structure.run(columns, { ...options, mode }).result.growth.map(({ root, models }) => [root, models]);
  assert.deepEqual(grown("paper"), [["a", 2]]);
  assert.deepEqual(grown("corrected"), [["a", 4]]);
});

test("components, depth and distances of a family with a merge and of one with a cycle", () => {
  const columns = graph("a>b", "a>c", "b>m merge", "c>m merge", "x>y", "y>x", "y>z", "s>s");
  const { result } = structure.run(columns, options);
  assert.deepEqual(
    [result.models, result.edges, result.selfReferences, result.components, result.families, result.cyclic],
    [8, 8, 1, 3, 2, 3],
  );
  const [diamond, loop] = result.largestFamilies;
  // Four sides of length 1 and two diagonals of length 2.
  assert.deepEqual(diamond, {
    root: "a",
    size: 4,
    depth: 2,
    width: 2,
    wiener: 8,
    meanDistance: 8 / 6,
    exact: true,
    wienerError: null,
  });
  assert.deepEqual([loop?.root, loop?.size], ["y", 3]);
  assert.deepEqual(result.largestWithoutMerges[0], { root: "a", size: 3 });
  const corrected = structure.run(columns, { ...options, mode: "corrected" }).result;
  assert.deepEqual([corrected.edges, corrected.selfReferences, corrected.components], [7, 1, 3]);
});

test("a scope includes only edges between its models", () => {
  const columns = graph("a>b", "b>c", "x>y", "y>z");
  const within = modelsWithin(columns, { family: "b" });
  const { result, coverage } = structure.run(columns, { ...options, within });
  assert.deepEqual([result.models, result.edges, result.components], [3, 2, 1]);
  assert.deepEqual(
    result.largestFamilies.map(({ root }) => root),
    ["a"],
  );
  assert.equal(coverage[0]?.total, 3);
});

test("the SmolLM2 family has every figure of the golden structure", () => {
  const columns = smolColumns();
  const { result } = structure.run(columns, options);
  assert.deepEqual([result.models, result.edges, result.components], [smollm2.models, smollm2.edges, 1]);
  const [family] = result.largestFamilies;
  assert.deepEqual([family?.root, family?.width, family?.depth], [smollm2.root, smollm2.width, 4]);
  const depths = Object.fromEntries(result.depths.map(({ depth, models }) => [String(depth), models]));
  assert.deepEqual(depths, smollm2.depths);
  assert.equal(result.bornBeforeParent, smollm2.bornBeforeParent);
  const parents = result.children.reduce((sum, { models }) => sum + models, 0);
  assert.equal(parents, smollm2.parents);
  const derived = inventory.run(columns, options).result.mostDerived.map(({ id, count }) => [id, count]);
  assert.deepEqual(derived.slice(0, 10), smollm2.mostDerived);
  const byRelation: Readonly<Record<string, number>> = smollm2.byRelation;
  const furtherChildren: Readonly<Record<string, number>> = smollm2.branching;
  for (const { relation, edges, branching } of result.branching) {
    assert.equal(edges, byRelation[relation] ?? 0, relation);
    assert.equal(branching, furtherChildren[relation] ?? 0, relation);
  }
  assert.deepEqual(result.patterns, smollm2.patterns);
  const finetunes = structure.run(columns, { ...options, relation: "finetune" }).result;
  assert.deepEqual(finetunes.patterns, smollm2.patternsOfFinetunes);

  const { child, parent, relation } = columns.edges;
  const kept = [...child.keys()].filter(edge => relation[edge] !== 2);
  const pick = (numbers: Uint32Array) => Uint32Array.from(kept, edge => numbers[edge] ?? 0);
  const edges = {
    child: pick(child),
    parent: pick(parent),
    relation: Uint8Array.from(kept, edge => relation[edge] ?? 0),
  };
  const unquantized = structure.run({ ...columns, edges }, options).result;
  assert.deepEqual(unquantized.patterns, smollm2.patternsWithoutQuantized);
});

test("the structure of an organization says how many edges lead out of it", () => {
  const columns = graph("meta/llama>o/one", "meta/llama>o/two", "o/one>o/three");
  const within = modelsWithin(columns, { organization: "o" });
  const { result, coverage } = structure.run(columns, { ...options, within });
  assert.deepEqual([result.models, result.edges, result.edgesFromScope], [3, 1, 3]);
  const { known, total, what } = coverage.at(-1) ?? {};
  assert.deepEqual([known, total], [1, 3]);
  assert.match(what ?? "", /parent in the scope too/);
  assert.equal(structure.run(columns, options).result.edgesFromScope, null);
});

test("distances are exact below 5,000 models, and from there on have a standard error", () => {
  // A ring of n models: the distances from one sum up to n² / 4.
  const ring = (n: number) => {
    const edges = Array.from(
      { length: n },
      (_, at): Edge => ({ parent: `m${at}`, child: `m${(at + 1) % n}`, relation: "finetune" }),
    );
    const columns = columnsOf(
      Array.from({ length: n }, (_, at) => ({ id: `m${at}` })),
      edges,
    );
    const [family] = structure.run(columns, options).result.largestFamilies;
    return [family?.exact, family?.wiener, family?.wienerError];
  };
  assert.deepEqual(ring(200), [true, (200 * 200 ** 2) / 8, null]);
  // All models of a ring have the same sum, so that a sample is as good as all.
  assert.deepEqual(ring(5_000), [false, (5_000 * 5_000 ** 2) / 8, 0]);
});

test("the summary of a structure has intervals by parent, what was left out, and a method for each figure", () => {
  const columns = graph("a>b", "a>c", "b>d", "b>e merge", "x>y", "y>z");
  const { summary = [] } = structure.run(columns, options);
  const line = (what: string) => summary.find(each => each.what === what);
  const branching = line("share of edges whose child has children");
  // Without the merge, of five edges, those to b and y.
  assert.deepEqual([branching?.estimate, branching?.n, branching?.of], [2 / 5, 5, 6]);
  assert.ok((branching?.low ?? 1) < 0.4 && (branching?.high ?? 0) > 0.4);
  assert.deepEqual([branching?.parents?.largest, branching?.parents?.clusters], ["a", 4]);
  assert.equal(line("share of models in the largest family")?.estimate, 5 / 8);
  assert.equal(line("share of models in the largest family without merges")?.estimate, 4 / 8);
  assert.ok(summary.every(({ method, unit }) => method.length > 10 && unit.length > 0));
});
