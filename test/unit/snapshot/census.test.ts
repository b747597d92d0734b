import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { hubDecoder } from "../../../src/hub/decode";
import { repoRoot } from "../../harness/root";
import { body, openTestIndex } from "../store/test-index";

const tables = join(process.env.HUB_LINEAGE_DATA ?? join(repoRoot(), "../shared/data"), "tables");
const skip = existsSync(tables) ? false : `needs the recorded tables in ${tables} (HUB_LINEAGE_DATA)`;

function unpack(name: string): string {
  return gunzipSync(readFileSync(join(tables, name))).toString("utf8");
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

test("recorded families have the size that was counted", { skip }, async () => {
  const families: Record<string, RecordedFamily> = JSON.parse(unpack("families_small_2024-07.json.gz"));
  for (const [root, recorded] of Object.entries(families)) {
    const index = await openTestIndex({ decoder: hubDecoder });
    await index.putChildren({ parent: root, body: body(recorded.models), at: 1, last: true });
    const family = await index.family({ id: root, up: 0 });
    assert.equal(family.models.length, recorded.descendants_incl_root, root);
    await index.close();
  }
});

test("bloom-560m has 75 models and 74 edges", { skip }, async () => {
  const families: Record<string, RecordedFamily> = JSON.parse(unpack("families_small_2024-07.json.gz"));
  const index = await openTestIndex({ decoder: hubDecoder });
  const root = "bigscience/bloom-560m";
  await index.putChildren({ parent: root, body: body(families[root]?.models), at: 1, last: true });
  const family = await index.family({ id: root });
  assert.deepEqual([family.models.length, family.edges.length, family.cycles.length], [75, 74, 0]);
});

test("the anomalies of the census: cycles, self-references, chains and merges", { skip }, async () => {
  const anomalies: Anomalies = JSON.parse(unpack("hub_2024-07_lineage_anomalies.json.gz"));
  const wanted = new Set([
    ...anomalies.cycles.items.flat(),
    ...anomalies.self_loop.items,
    ...anomalies.deepest_chains.items.flat(),
    ...anomalies.many_parents.items.flatMap(([merge, , parents]) => [merge, ...parents]),
  ]);
  const lines = unpack("hub_2024-07_lineage_subset.jsonl.gz").trimEnd().split("\n");
  const rows = lines.filter(line => wanted.has(/^\{"id":"([^"]+)"/.exec(line)?.[1] ?? ""));
  const index = await openTestIndex({ decoder: hubDecoder });
  const page = new TextEncoder().encode(`[${rows.join(",")}]`);
  await index.putChildren({ parent: "census/all", body: page, at: 1, last: false });
  assert.equal((await index.status()).models, rows.length, "every recorded row should be decoded and stored");
  for (const cycle of anomalies.cycles.items) {
    const { cycles } = await index.family({ id: cycle[0] ?? "" });
    const found = cycles.find(group => cycle.every(id => group.includes(id)));
    assert.equal(found?.length, cycle.length, `the cycle of ${cycle[0]} should be found`);
  }
  for (const id of anomalies.self_loop.items) {
    const family = await index.family({ id });
    assert.ok(
      family.cycles.some(group => group.length === 1 && group[0] === id),
      `${id} names itself`,
    );
    assert.ok(family.edges.every(edge => edge.child !== edge.parent));
  }
  for (const chain of anomalies.deepest_chains.items) {
    const family = await index.family({ id: chain[0] ?? "", down: 0 });
    const ids = new Set(family.models.map(model => model.id));
    assert.deepEqual(
      chain.filter(id => !ids.has(id)),
      [],
      `ancestors of ${chain[0]}`,
    );
  }
  for (const [merge, parents] of anomalies.many_parents.items) {
    const family = await index.family({ id: merge, up: 1, down: 0 });
    const named = family.edges.filter(edge => edge.child === merge).length;
    assert.equal(named, parents, `parents of ${merge}`);
  }
  await index.close();
});
