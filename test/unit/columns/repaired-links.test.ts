import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf } from "../../../src/columns/build-columns";
import { relationCodes } from "../../../src/columns/columns";
import { laterIds } from "../../../src/columns/renamed-models";
import { repairedColumns } from "../../../src/columns/repaired-links";
import type { Relation } from "../../../src/lineage/model";
import { censusColumns, withCensus } from "../analyses/recorded-tables";

const born = (id: string, year: number) => ({ id, numbers: { createdAt: Date.UTC(year, 0) } });
const link = (child: string, parent: string, relation: Relation = "unknown") => ({ child, parent, relation });

const columns = columnsOf(
  [
    born("openai-community/gpt2", 2022),
    born("TinyLlama/tiny", 2023),
    born("o/Same", 2022),
    born("o/twice", 2022),
    born("o/Twice", 2022),
    born("c/one", 2024),
    born("c/old", 2021),
  ],
  [
    link("c/one", "gpt2"),
    link("c/one", "openai-community/gpt2", "finetune"),
    link("c/one", "o/same", "adapter"),
    link("c/one", " o/Same "),
    link("c/one", "o/TWICE"),
    link("c/one", "gpt3"),
    link("c/old", "PY007/tiny"),
    link("o/twice", "Gpt2"),
  ],
);

test("old names, letter case, and spaces are resolved, and each pair of models has one edge", () => {
  const { edges, unresolved, repaired, lost, id } = repairedColumns(columns);
  assert.deepEqual(
    Array.from(edges.child, (child, at) => [
      id(child),
      id(edges.parent[at] ?? -1),
      relationCodes[edges.relation[at] ?? -1],
    ]),
    [
      ["c/one", "openai-community/gpt2", "finetune"],
      ["c/one", "o/Same", "adapter"],
    ],
  );
  assert.deepEqual(
    repaired?.repairs.map(({ declared, parent, kind, links }) => [declared, id(parent), kind, links]),
    [
      [" o/Same ", "o/Same", "spaces", 1],
      ["gpt2", "openai-community/gpt2", "renamed", 1],
      ["o/same", "o/Same", "letter case", 1],
    ],
  );
  // Two models in another case, a model that was younger, a name in another case, and one that nobody knows.
  assert.equal(unresolved, 4);
  assert.deepEqual(
    Array.from(lost?.name ?? [], name => lost?.names[name]),
    ["o/TWICE", "gpt3", "PY007/tiny", "Gpt2"].sort(
      (one, other) => (lost?.names.indexOf(one) ?? 0) - (lost?.names.indexOf(other) ?? 0),
    ),
  );
  assert.equal(repaired?.before, columns, "the links as declared are kept");
  assert.equal(columns.edges.child.length, 1);
});

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
