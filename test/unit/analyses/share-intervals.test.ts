import assert from "node:assert/strict";
import { test } from "node:test";
import type { Analysis, AnalysisOptions } from "../../../src/analyses/analysis";
import { structure } from "../../../src/analyses/structure/structure";
import { violations } from "../../../src/analyses/violations";
import { columnsOf } from "../../../src/columns/build-columns";
import { clusteredInterval } from "../../../src/statistics/clustered";
import { seeded } from "../../../src/statistics/random";

const options: AnalysisOptions = { mode: "corrected", seed: 7, within: null, relation: null };

/** Six parents of gemma; parent `n` has n + 1 finetunes, of which the first breaks its terms and has a child. */
function stage() {
  const parents = Array.from({ length: 6 }, (_, at) => `lab/p${at}`);
  const finetunes = parents.flatMap((parent, at) =>
    Array.from({ length: at + 1 }, (_, child) => ({
      parent,
      child: `${parent}-${child}`,
      isFirst: child === 0,
    })),
  );
  const firsts = finetunes.filter(({ isFirst }) => isFirst).map(({ child }) => child);
  const rows = [
    ...parents.map(id => ({ id, license: "gemma" })),
    ...finetunes.map(({ child, isFirst }) => ({ id: child, license: isFirst ? "mit" : "gemma" })),
    ...firsts.map(id => ({ id: `${id}-adapter` })),
  ];
  const edges = [
    ...finetunes.map(({ parent, child }) => ({ parent, child, relation: "finetune" as const })),
    ...firsts.map(id => ({ parent: id, child: `${id}-adapter`, relation: "adapter" as const })),
  ];
  return columnsOf(rows, edges);
}

/** The row of a relation in a table whose shares bars show. */
function rowOf(analysis: Analysis, table: string, relation: string) {
  const found = analysis.run(stage(), options);
  const picture = found.pictures.find(each => each.table === table && each.kind === "bars");
  assert.deepEqual([picture?.x, picture?.low, picture?.high], ["share", "low", "high"]);
  const { columns = [], rows = [] } = found.tables.find(({ id }) => id === table) ?? {};
  const row = rows.find(([name]) => name === relation) ?? [];
  return ["share", "low", "high"].map(name => row[columns.indexOf(name)]);
}

const byParent = { parts: [1, 1, 1, 1, 1, 1], wholes: [1, 2, 3, 4, 5, 6] };
const expected = [6 / 21, ...(clusteredInterval(byParent, seeded(7), 999) ?? [])];

test("bars of the share of possible conflicts have intervals that draw whole parents", () => {
  assert.deepEqual(rowOf(violations, "relations", "finetune"), expected);
  assert.deepEqual(rowOf(violations, "relations", "quantized"), [null, null, null]);
});

test("bars of the share of edges whose child has children have them too", () => {
  assert.deepEqual(rowOf(structure, "branching", "finetune"), expected);
  const [share, low, high] = rowOf(structure, "branching", "adapter");
  assert.deepEqual([share, low], [0, 0]);
  assert.ok(Number(high) > 0.3, "none of 6 may still be many");
});
