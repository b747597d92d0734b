import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf } from "../../../src/columns/build-columns";
import { adjacency } from "../../../src/columns/columns";
import { type BootstrapMean, bootstrapMeans } from "../../../src/statistics/bootstrap";
import { type PairKind, pairKinds, pairSamplers } from "../../../src/statistics/pattern-pairs";
import { seeded } from "../../../src/statistics/random";

const links = ["ab", "ac", "bd", "be", "cf", "dg", "af", "xy"].map(([parent = "", child = ""]) => ({
  parent,
  child,
  relation: "finetune" as const,
}));
const ids = [..."abcdefgxyz"];
const columns = columnsOf(
  ids.map(id => ({ id })),
  links,
);
const isEdge = (parent: string, child: string) =>
  links.some(link => link.parent === parent && link.child === child);

/** Every occurrence of a pattern, as the pair that a kind takes from it, by brute force. */
function occurrences(id: string): string[] {
  const found: string[] = [];
  const all = ids;
  const each = (
    test: (...models: string[]) => boolean,
    places: number,
    pair: (...models: string[]) => string,
  ) => {
    const visit = (models: string[]) => {
      if (models.length === places) {
        if (test(...models)) found.push(pair(...models));
      } else for (const model of all) visit([...models, model]);
    };
    visit([]);
  };
  const siblings = (u: string, v: string, w: string) => v !== w && isEdge(u, v) && isEdge(u, w);
  if (id === "duo:1") each(isEdge, 2, (u, v) => u + v);
  if (id === "trio_1:2") each(siblings as never, 3, (_, v, w) => v + w);
  if (id === "trio_2:1")
    each(
      (u = "", v = "", w = "") => isEdge(u, v) && isEdge(v, w),
      3,
      (u, _, w) => `${u}${w}`,
    );
  if (id === "quad_1:4")
    each(
      (u = "", v = "", w = "", x = "") => isEdge(u, v) && siblings(v, w, x),
      4,
      (_u, _v, w, x) => `${w}${x}`,
    );
  if (id === "quad_2:2")
    each(
      (u = "", v = "", w = "", x = "") => siblings(u, v, x) && isEdge(v, w),
      4,
      (_u, _v, w, x) => `${w}${x}`,
    );
  if (id === "quad_3:1")
    each(
      (t = "", u = "", v = "", w = "") => isEdge(t, u) && isEdge(u, v) && isEdge(v, w),
      4,
      (t, _u, _v, w) => `${t}${w}`,
    );
  if (id === "cousins:1")
    each(
      (u = "", v = "", w = "", y = "", x = "") => siblings(u, v, y) && isEdge(v, w) && isEdge(y, x),
      5,
      (_u, _v, w, _y, x) => `${w}${x}`,
    );
  return found;
}

function kindOf(id: string): PairKind {
  const kind = pairKinds.find(each => each.id === id);
  assert.ok(kind, id);
  return kind;
}

const samplers = (seed: number) =>
  pairSamplers(columns.models, columns.edges, adjacency(columns.edges, columns.models), seeded(seed));

test("there are the 24 pairs of the paper, and cousins", () => {
  assert.equal(pairKinds.length, 25);
  assert.equal(new Set(pairKinds.map(({ id }) => id)).size, 25);
});

for (const id of ["duo:1", "trio_1:2", "trio_2:1", "quad_1:4", "quad_2:2", "quad_3:1", "cousins:1"]) {
  test(`${id} draws every occurrence with the same chance, and nothing else`, () => {
    const draw = samplers(4)(kindOf(id));
    assert.ok(draw);
    const wanted = new Map<string, number>();
    const all = occurrences(id);
    for (const pair of all) wanted.set(pair, (wanted.get(pair) ?? 0) + 1 / all.length);
    const draws = 20_000;
    const counts = new Map<string, number>();
    for (let at = 0; at < draws; at++) {
      const pair = draw()
        .map(model => ids[model])
        .join("");
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    assert.deepEqual([...counts.keys()].sort(), [...wanted.keys()].sort());
    for (const [pair, share] of wanted) {
      const error = Math.sqrt((share * (1 - share)) / draws);
      const off = Math.abs((counts.get(pair) ?? 0) / draws - share);
      assert.ok(off <= 4.5 * error, `${pair}: ${counts.get(pair)} of ${draws}, wanted ${share}`);
    }
  });
}

test("a pattern that does not occur is not drawn, and random pairs are two models", () => {
  const few = columnsOf(
    [{ id: "a" }, { id: "b" }, { id: "c" }],
    [{ child: "b", parent: "a", relation: "merge" }],
  );
  const graph = adjacency(few.edges, few.models);
  const of = pairSamplers(few.models, few.edges, graph, seeded(1));
  const drawn = pairKinds.filter(kind => of(kind) !== null).map(({ id }) => id);
  assert.deepEqual(drawn, ["rando:1", "duo:1"]);
  const random = of(kindOf("rando:1"));
  for (let at = 0; at < 200; at++) {
    const [one, other] = random?.() ?? [0, 0];
    assert.notEqual(one, other);
  }
});

test("the bootstrap interval contains the mean, and is wider if few families give all pairs", () => {
  const random = seeded(2);
  // Twenty families of fifty identical pairs each.
  const values = Float64Array.from({ length: 1000 }, (_, at) => ((at % 20) * 37) % 20);
  const clusters = Uint32Array.from({ length: 1000 }, (_, at) => at % 20);
  const [first, twice] = bootstrapMeans([values, values.map(value => 2 * value)], clusters, 1000, random);
  const { mean, interval, clustered } = first as BootstrapMean;
  // Both columns are resampled with the same draws.
  assert.deepEqual(
    twice?.interval,
    interval.map(end => 2 * end),
  );
  assert.equal(mean, 9.5);
  assert.ok(interval[0] < mean && mean < interval[1]);
  assert.equal(clustered?.clusters, 20);
  const [narrow, wide] = [interval, clustered.interval].map(([low, high]) => high - low);
  // The standard error grows by the square root of the cluster size, 7.07; a third is allowed for chance.
  assert.ok((wide ?? 0) > 4.7 * (narrow ?? 1) && (wide ?? 0) < 9.5 * (narrow ?? 1), `${narrow} ${wide}`);
  const clusteredBy = (one: Uint32Array | null) => bootstrapMeans([values], one, 10, random)[0]?.clustered;
  assert.equal(clusteredBy(null), null);
  assert.equal(clusteredBy(new Uint32Array(1000)), null);
});
