import assert from "node:assert/strict";
import { test } from "node:test";
import { laterIds } from "../../../src/columns/renamed-models";
import { repairedColumns } from "../../../src/columns/repaired-links";
import { censusColumns, withCensus } from "../analyses/recorded-tables";

test("the census resolves 17,586 of 21,248 lost links, and keeps none twice", withCensus, async () => {
  const census = await censusColumns();
  const { edges, unresolved, repaired } = repairedColumns(census);
  assert.equal(census.unresolved, 21_248);
  assert.equal(unresolved, 3_662);
  const counts = new Map<string, number>();
  for (const { kind, links } of repaired?.repairs ?? []) counts.set(kind, (counts.get(kind) ?? 0) + links);
  assert.deepEqual(Object.fromEntries(counts), { renamed: 16_884, "letter case": 700, spaces: 2 });
  const pairs = new Set(
    Array.from(edges.child, (child, at) => child * census.models + (edges.parent[at] ?? 0)),
  );
  assert.equal(pairs.size, edges.child.length);
});

test(
  "every renamed model of the table is in the census, and was there before its children",
  withCensus,
  async () => {
    const census = await censusColumns();
    const { repaired } = repairedColumns(census);
    const renamed = repaired?.repairs.filter(({ kind }) => kind === "renamed") ?? [];
    assert.ok(renamed.length > 100);
    for (const { declared, parent } of renamed)
      assert.ok(
        laterIds(declared.trim()).some(id => id.toLowerCase() === census.id(parent).toLowerCase()),
        declared,
      );
    assert.deepEqual(laterIds("gpt2"), ["openai-community/gpt2"]);
    assert.deepEqual(laterIds("meta-llama/Meta-Llama-3.1-8B"), ["meta-llama/Llama-3.1-8B"]);
    assert.deepEqual(laterIds("nobody/gpt2"), []);
  },
);
