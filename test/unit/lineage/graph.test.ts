import assert from "node:assert/strict";
import { test } from "node:test";
import type { Family } from "../../../src/lineage/family";
import { type FamilySource, gatherFamily, type ModelFacts } from "../../../src/lineage/graph";
import { bareModel, type Edge } from "../../../src/lineage/model";

const all = { up: Number.POSITIVE_INFINITY, down: Number.POSITIVE_INFINITY };

interface Facts {
  readonly gone?: readonly string[];
  readonly facts?: Readonly<Record<string, Partial<ModelFacts>>>;
}

/** A graph from lines of `child<parent`. */
function graph(lines: readonly string[], { gone = [], facts = {} }: Facts = {}): FamilySource {
  const edges: Edge[] = lines.map(line => {
    const [child = "", parent = ""] = line.split("<");
    return { child, parent, relation: "finetune" };
  });
  const pick = (end: "child" | "parent") => (ids: readonly string[]) => {
    const wanted = new Set(ids);
    return edges.filter(edge => wanted.has(edge[end]));
  };
  return {
    parents: pick("child"),
    children: pick("parent"),
    facts: ids => ids.map(id => ({ model: bareModel(id), fetchedAt: null, childrenAt: null, ...facts[id] })),
    gone: ids => new Set(ids.filter(id => gone.includes(id))),
  };
}

function words(family: Family): string[] {
  return family.edges.map(edge => `${edge.child}<${edge.parent}${edge.outside ? " outside" : ""}`).sort();
}

const ids = (family: Family) => family.models.map(model => model.id);

test("a family is the root, its ancestors and its descendants, not its siblings", () => {
  const source = graph(["root<parent", "sibling<parent", "parent<grand", "child<root", "grandchild<child"]);
  const family = gatherFamily(source, { root: "root", ...all });
  assert.deepEqual(ids(family), ["root", "parent", "grand", "child", "grandchild"]);
  assert.deepEqual(words(family), ["child<root", "grandchild<child", "parent<grand", "root<parent"]);
});

test("another parent of a merge gives an outside edge, and its own family is not included", () => {
  const family = gatherFamily(graph(["merge<root", "merge<other", "other<far"]), { root: "root", ...all });
  assert.deepEqual(ids(family), ["root", "merge"]);
  assert.deepEqual(words(family), ["merge<other outside", "merge<root"]);
  assert.deepEqual(family.missing, []);
});

test("a missing parent is not a model; its edge is outside and its id is listed", () => {
  const source = graph(["root<gone", "root<parent", "child<root", "child<lost", "x<gone"], {
    gone: ["gone", "lost"],
  });
  const family = gatherFamily(source, { root: "root", ...all });
  assert.deepEqual(ids(family), ["root", "parent", "child"]);
  assert.deepEqual(family.missing, ["gone", "lost"]);
  assert.ok(words(family).includes("root<gone outside"), "the declared edge should stay");
});

test("a missing root is still the root", () => {
  const family = gatherFamily(graph(["child<root"], { gone: ["root"] }), { root: "root", ...all });
  assert.deepEqual([ids(family), words(family), family.missing], [["root", "child"], ["child<root"], []]);
});

test("levels up and down limit the walk, and parents beyond the limit are not outside", () => {
  const source = graph(["a<b", "b<c", "c<d", "z<a", "y<z", "x<y", "z<other"]);
  const family = gatherFamily(source, { root: "a", up: 1, down: 1 });
  assert.deepEqual(ids(family), ["a", "b", "z"]);
  assert.deepEqual(words(family), ["a<b", "z<a", "z<other outside"]);
  const root = gatherFamily(source, { root: "a", up: 0, down: 0 });
  assert.deepEqual([ids(root), words(root)], [["a"], []]);
});

test("unchecked are the root and descendants whose list was not read, unless the Hub counts no children", () => {
  const source = graph(["root<parent", "listed<root", "childless<root", "open<root", "zeros<root"], {
    facts: {
      listed: { childrenAt: 5 },
      childless: { model: { ...bareModel("childless"), childCounts: {} } },
      zeros: { model: { ...bareModel("zeros"), childCounts: { finetune: 0, merge: 0 } } },
      open: { model: { ...bareModel("open"), childCounts: { finetune: 2 } } },
    },
  });
  assert.deepEqual(gatherFamily(source, { root: "root", ...all }).unchecked, ["root", "open"]);
  assert.deepEqual(
    gatherFamily(source, { root: "root", up: 0, down: 1 }).unchecked,
    ["root", "open"],
    "reading one level further goes by the unchecked models of the last level",
  );
});

test("the age of a family is that of its oldest answer, lists included", () => {
  const source = graph(["child<root"], {
    facts: { root: { fetchedAt: 30, childrenAt: 20 }, child: { fetchedAt: 40 } },
  });
  assert.equal(gatherFamily(source, { root: "root", ...all }).oldestAt, 20);
  assert.equal(gatherFamily(graph([]), { root: "root", ...all }).oldestAt, null);
});

test("a model that names itself is a cycle of one without an edge", () => {
  const family = gatherFamily(graph(["root<root", "child<root"]), { root: "root", ...all });
  assert.deepEqual([family.cycles, words(family)], [[["root"]], ["child<root"]]);
});

test("a cycle of seven is found completely from every member, without the models next to it", () => {
  const cycle = ["a", "b", "c", "d", "e", "f", "g"];
  const lines = cycle.map((id, at) => `${id}<${cycle[(at + 1) % 7]}`);
  for (const root of cycle) {
    const family = gatherFamily(graph([...lines, "leaf<a", "c<trunk"]), { root, ...all });
    assert.deepEqual(family.cycles, [cycle]);
    assert.deepEqual(ids(family).sort(), [...cycle, "leaf", "trunk"].sort());
    assert.equal(family.edges.length, 9);
  }
});

test("two separate cycles are two groups", () => {
  const lines = ["a<b", "b<a", "c<a", "d<c", "c<d", "e<e", "e<d"];
  assert.deepEqual(gatherFamily(graph(lines), { root: "a", ...all }).cycles, [["a", "b"], ["c", "d"], ["e"]]);
});

test("a chain of 100,000 models does not exhaust the stack", () => {
  const steps = Array.from({ length: 100_000 }, (_, at) => ({
    child: `m${at}`,
    parent: `m${at + 1}`,
    relation: "finetune" as const,
  }));
  const byChild = new Map(steps.map(edge => [edge.child, edge]));
  const source: FamilySource = {
    ...graph([]),
    parents: asked => asked.flatMap(id => byChild.get(id) ?? []),
  };
  const family = gatherFamily(source, { root: "m0", ...all });
  assert.deepEqual([family.models.length, family.edges.length, family.cycles.length], [100_001, 100_000, 0]);
});

test("a model with as many parents as are read is named, however many levels of them are wanted", () => {
  const many = (child: string, count: number) => Array.from({ length: count }, (_, at) => `${child}<p${at}`);
  const source = graph([...many("root", 300), "child<root", ...many("child", 298)]);
  for (const up of [0, 1])
    assert.deepEqual(gatherFamily(source, { root: "root", up, down: 1 }).manyParents, ["root"]);
  assert.equal(gatherFamily(graph(many("root", 299)), { root: "root", ...all }).manyParents, undefined);
});
