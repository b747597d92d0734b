import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf } from "../../../src/columns/build-columns";
import { relationCodes } from "../../../src/columns/columns";
import { repairedColumns } from "../../../src/columns/repaired-links";
import type { Relation } from "../../../src/lineage/model";

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
