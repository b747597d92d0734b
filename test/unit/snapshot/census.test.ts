import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { hubDecoder } from "../../../src/hub/decode";
import type { OpenIndex } from "../../../src/store/open-index";
import { goldenRows } from "../../golden/read-golden";
import { needsRecorded, recordedPath } from "../../harness/recorded/recorded-data";
import { readFamilies } from "../../hub/family-file";
import { body, openTestIndex } from "../store/test-index";

const families = "tables/families_small_2024-07.json.gz";
const anomalies = "tables/hub_2024-07_lineage_anomalies.json.gz";
const subset = "tables/hub_2024-07_lineage_subset.jsonl.gz";

function unpack(name: string): string {
  return gunzipSync(readFileSync(recordedPath(name))).toString("utf8");
}

interface RecordedFamily {
  readonly descendants_incl_root: number;
  readonly extra_ancestors: number;
  readonly models: readonly { readonly id: string }[];
}

interface Anomalies {
  readonly cycles: { readonly items: readonly (readonly string[])[] };
  readonly self_loop: { readonly items: readonly string[] };
  readonly deepest_chains: { readonly items: readonly (readonly string[])[] };
  readonly many_parents: { readonly items: readonly (readonly [string, number, readonly string[]])[] };
}

/** A model as a list of the Hub has it, with as little as says what it derives from. */
function item(id: string, parents: readonly string[]) {
  return { id, tags: parents.map(parent => `base_model:${parent}`) };
}

test("shipped families have the counted size", async () => {
  const sizes = {
    "bigscience/bloom-560m": 75,
    "Qwen/Qwen2-7B": 175,
    "MrRobotoAI/Thoth-4": 8,
    "google/gemma-2b": 983,
  };
  for (const [root, size] of Object.entries(sizes)) {
    const index = await openTestIndex({ decoder: hubDecoder });
    const items = readFamilies([root.replace("/", "__")]).map(({ id, parents }) => item(id, parents));
    await index.putChildren({ parent: root, body: body(items), at: 1, last: true });
    assert.equal((await index.family({ id: root, up: 0 })).models.length, size, root);
    if (root === "bigscience/bloom-560m") {
      const { models, edges, cycles } = await index.family({ id: root });
      assert.deepEqual([models.length, edges.length, cycles.length], [75, 74, 0]);
    }
    await index.close();
  }
});

test("recorded families have the counted size", needsRecorded(families), async () => {
  const recordings: Record<string, RecordedFamily> = JSON.parse(unpack(families));
  for (const [root, recorded] of Object.entries(recordings)) {
    const index = await openTestIndex({ decoder: hubDecoder });
    await index.putChildren({ parent: root, body: body(recorded.models), at: 1, last: true });
    const family = await index.family({ id: root, up: 0 });
    assert.equal(family.models.length, recorded.descendants_incl_root, root);
    await index.close();
  }
});

test("bloom-560m has 75 models and 74 edges", needsRecorded(families), async () => {
  const recordings: Record<string, RecordedFamily> = JSON.parse(unpack(families));
  const index = await openTestIndex({ decoder: hubDecoder });
  const root = "bigscience/bloom-560m";
  await index.putChildren({ parent: root, body: body(recordings[root]?.models), at: 1, last: true });
  const family = await index.family({ id: root });
  assert.deepEqual([family.models.length, family.edges.length, family.cycles.length], [75, 74, 0]);
});

/** What is odd in the lineage of the census. */
interface Oddities {
  readonly cycles: readonly (readonly string[])[];
  readonly selfReferences: readonly string[];
  /** Each from a child up to its most distant ancestor. */
  readonly chains: readonly (readonly string[])[];
  readonly merges: readonly { readonly id: string; readonly parents: number }[];
}

/** Checks that an index finds all of them. */
async function checkOddities(index: OpenIndex, { cycles, selfReferences, chains, merges }: Oddities) {
  for (const cycle of cycles) {
    const family = await index.family({ id: cycle[0] ?? "" });
    const found = family.cycles.find(group => cycle.every(id => group.includes(id)));
    assert.equal(found?.length, cycle.length, `the cycle of ${cycle[0]} should be found`);
  }
  for (const id of selfReferences) {
    const family = await index.family({ id });
    assert.ok(
      family.cycles.some(group => group.length === 1 && group[0] === id),
      `${id} names itself`,
    );
    assert.ok(family.edges.every(edge => edge.child !== edge.parent));
  }
  for (const chain of chains) {
    const family = await index.family({ id: chain[0] ?? "", down: 0 });
    const ids = new Set(family.models.map(model => model.id));
    assert.deepEqual(
      chain.filter(id => !ids.has(id)),
      [],
      `ancestors of ${chain[0]}`,
    );
  }
  for (const { id, parents } of merges) {
    const family = await index.family({ id, up: 1, down: 0 });
    assert.equal(family.edges.filter(edge => edge.child === id).length, parents, `parents of ${id}`);
  }
}

test("a sample of the census's oddities matches: cycles, self-references, chains, and merges", async () => {
  const rows = goldenRows("census-oddities.tsv");
  const of = (kind: string) => rows.filter(([first]) => first === kind).map(([, ...ids]) => ids);
  const [cycles, chains, merges, selves] = [of("cycle"), of("chain"), of("merge"), of("self").flat()];
  assert.deepEqual([cycles.length, chains.length, merges.length, selves.length], [7, 5, 12, 40]);
  const parents = new Map<string, Set<string>>();
  const claim = (child: string, parent?: string) => {
    const known = parents.get(child) ?? new Set();
    parents.set(child, parent === undefined ? known : known.add(parent));
  };
  for (const [child = "", parent] of of("edge")) claim(child, parent);
  for (const chain of chains) for (const [at, id] of chain.entries()) claim(id, chain[at + 1]);
  for (const [id = "", ...named] of merges) for (const parent of named) claim(id, parent);
  for (const id of selves) claim(id, id);
  const index = await openTestIndex({ decoder: hubDecoder });
  const items = [...parents].map(([id, named]) => item(id, [...named]));
  await index.putChildren({ parent: "census/all", body: body(items), at: 1, last: false });
  await checkOddities(index, {
    cycles,
    chains,
    selfReferences: selves,
    merges: merges.map(([id = "", ...named]) => ({ id, parents: named.length })),
  });
  await index.close();
});

test("the anomalies of the census match: cycles, self-references, chains, and merges", {
  ...needsRecorded(anomalies),
}, async () => {
  const { cycles, self_loop, deepest_chains, many_parents }: Anomalies = JSON.parse(unpack(anomalies));
  const wanted = new Set([
    ...cycles.items.flat(),
    ...self_loop.items,
    ...deepest_chains.items.flat(),
    ...many_parents.items.flatMap(([merge, , parents]) => [merge, ...parents]),
  ]);
  const lines = unpack(subset).trimEnd().split("\n");
  const rows = lines.filter(line => wanted.has(/^\{"id":"([^"]+)"/.exec(line)?.[1] ?? ""));
  const index = await openTestIndex({ decoder: hubDecoder });
  const page = new TextEncoder().encode(`[${rows.join(",")}]`);
  await index.putChildren({ parent: "census/all", body: page, at: 1, last: false });
  assert.equal((await index.status()).models, rows.length, "every recorded row should be decoded and stored");
  await checkOddities(index, {
    cycles: cycles.items,
    chains: deepest_chains.items,
    selfReferences: self_loop.items,
    merges: many_parents.items.map(([id, parents]) => ({ id, parents })),
  });
  await index.close();
});
