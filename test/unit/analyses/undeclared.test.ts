import assert from "node:assert/strict";
import { test } from "node:test";
import { undeclared } from "../../../src/analyses/undeclared/undeclared";
import { columnsOf, type ModelRow } from "../../../src/columns/build-columns";

const copies = Array.from({ length: 30 }, (_, at) => `copy/poet-${at}-7b-GGUF`);
const sources = copies.map((_, at) => `lab/poet-${at}-7b`);
/** Finetunes that say what they were made from, so that the sources are known as parents. */
const tunes = sources.flatMap((parent, at) =>
  Array.from({ length: 5 }, (_, n) => ({
    child: `tune${n}/verse-${at}`,
    parent,
    relation: "finetune" as const,
  })),
);
const rows: readonly ModelRow[] = [
  ...sources.map(
    (id, at): ModelRow => ({ id, library: "transformers", numbers: { createdAt: at, downloads: 5 } }),
  ),
  ...copies.map(
    (id, at): ModelRow => ({
      id,
      library: "gguf",
      tag: ["gguf"],
      numbers: { createdAt: 100 + at, downloads: at },
    }),
  ),
  ...tunes.map(({ child }): ModelRow => ({ id: child, numbers: { createdAt: 600, downloads: 0 } })),
  { id: "tune/poet-0", numbers: { createdAt: 500, downloads: 1 } },
];
// Half of the copies say what they were made from; one more model names a parent that is not there.
const quantized = copies
  .slice(0, 15)
  .map((child, at) => ({ child, parent: sources[at] ?? "", relation: "quantized" as const }))
  .concat({ child: "tune/poet-0", parent: "gone/model", relation: "quantized" });
const edges = [...quantized, ...tunes];
const options = { mode: "corrected", seed: 1, within: null, relation: null } as const;

test("models that declare no parent are counted, and those with a likely one among them", () => {
  const { result, tables } = undeclared.run(columnsOf(rows, edges), options);
  assert.equal(result.models, 211);
  assert.equal(result.undeclared, 30 + 15);
  const all = result.rows.find(({ group }) => group === "all");
  assert.deepEqual([all?.models, all?.drawn], [45, 45]);
  const gguf = result.rows.find(({ group, value }) => group === "library" && value === "gguf");
  const origin = result.rows.find(({ group, value }) => group === "library" && value === "transformers");
  assert.equal(gguf?.models, 15);
  assert.ok((gguf?.likely ?? 0) > 0, "copies have a likely source");
  assert.equal(origin?.likely, 0, "sources have none");
  for (const { columns, rows: own } of tables)
    for (const row of own) assert.equal(row.length, columns.length);
});

test("hidden edges are found again with the precision that is printed, and no edges give no figures", () => {
  const { result } = undeclared.run(columnsOf(rows, edges), options);
  assert.ok(result.hidden.edges > 0 && result.hidden.edges <= 165);
  const sure = result.hidden.rows.find(({ from }) => from === 0.9);
  assert.ok(sure !== undefined && sure.predictions > 0, JSON.stringify(result.hidden));
  assert.equal(sure.precision, 1);
  const none = undeclared.run(columnsOf(rows, []), options).result.hidden;
  assert.deepEqual([none.edges, none.recallAt95, none.brier], [0, null, null]);
  const empty = undeclared.run(columnsOf([], []), options);
  assert.deepEqual([empty.result.undeclared, empty.finding], [0, undefined]);
});

test("the same seed draws the same models", () => {
  const columns = columnsOf(rows, edges);
  const few = { ...options, samples: 10 };
  assert.deepEqual(undeclared.run(columns, few).result, undeclared.run(columns, few).result);
  assert.equal(undeclared.run(columns, few).result.rows[0]?.drawn, 10);
});
