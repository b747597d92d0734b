import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnalysisOptions } from "../../../../src/analyses/analysis";
import { snapshotGrowth } from "../../../../src/analyses/authors/snapshot-growth";
import { modelsWithin } from "../../../../src/analyses/scope";
import { sentenceInWords } from "../../../../src/analyses/sentence";
import { columnsOf } from "../../../../src/columns/build-columns";
import { normal95 } from "../../../../src/statistics/interval";

const options: AnalysisOptions = { mode: "corrected", seed: 1, within: null, relation: null };
const model = (id: string, downloads: number | null, task = "fill-mask", day = "2023-05-01") => ({
  id,
  task,
  numbers: { downloads, createdAt: Date.parse(day) },
});
const link = (parent: string, child: string) => ({ parent, child, relation: "finetune" as const });

const older = columnsOf(
  [
    model("a/one", 100),
    model("a/two", 10),
    model("b/x", 60),
    model("c/Name", 5),
    model("d/t", 1, "to-change"),
  ],
  [link("a/one", "b/x")],
);
const newer = columnsOf(
  [
    model("a/one", 90),
    model("b/x", 150),
    model("c/name", 5),
    model("d/t", 1, "fill-mask", "2023-06-01"),
    model("e/new", null, "fill-mask", "2024-02-03"),
  ],
  [link("a/one", "b/x"), link("a/one", "e/new"), link("b/x", "d/t")],
);
const all = { ...options, older: { columns: older, within: null } };
const { result, tables, finding, coverage } = snapshotGrowth.run(newer, all);
const rows = (id: string) => tables.find(table => table.id === id)?.rows;

test("what grew, with a factor whose interval takes authors for draws", () => {
  assert.deepEqual(
    result?.totals.map(({ what, older: then, newer: now }) => [what, then, now]),
    [
      ["models", 5, 5],
      ["authors", 4, 5],
      ["downloads", 176, 246],
      ["children", 1, 3],
    ],
  );
  const factor = result?.totals[0]?.factor;
  assert.equal(factor?.ratio, 1);
  // Newer less older by author: a -1, b 0, c 0, d 0, e 1; four authors had models.
  assert.ok(Math.abs((factor?.high ?? 0) - (1 + normal95 * Math.sqrt((4 / 3) * (2 / 25)))) < 1e-12);
});

test("ids decide what vanished and what is new, letter for letter", () => {
  assert.deepEqual([result?.stayed, result?.vanished, result?.added], [3, 2, 2]);
  assert.deepEqual(rows("vanished"), [
    ["a/two", 10],
    ["c/Name", 5],
  ]);
  assert.deepEqual(rows("gone"), [
    ["a", 1, 2, 1],
    ["c", 1, 1, 1],
  ]);
  assert.deepEqual(rows("risers"), [["b/x", 90, 60, 150]]);
  assert.deepEqual([coverage[0]?.known, coverage[0]?.total], [3, 5]);
});

test("ranks, and who overtook whom; who has no downloads has no rank", () => {
  assert.deepEqual(
    result?.ranks.map(({ author, newerRank, olderRank }) => [author, newerRank, olderRank]),
    [
      ["b", 1, 2],
      ["a", 2, 1],
      ["c", 3, 3],
      ["d", 4, 4],
    ],
  );
  assert.deepEqual(rows("overtakings"), [["b", "a", "2 behind 1", "1 ahead of 2"]]);
});

test("a scope counts in both, and a model that changed its task did not vanish", () => {
  const scope = { task: "fill-mask" };
  const { result: limited } = snapshotGrowth.run(newer, {
    ...options,
    within: modelsWithin(newer, scope),
    older: { columns: older, within: modelsWithin(older, scope) },
  });
  assert.deepEqual([limited?.stayed, limited?.vanished, limited?.added], [2, 2, 2]);
  assert.deepEqual([limited?.joinedScope, limited?.leftScope], [1, 0]);
});

test("the sentence, and none without an older snapshot", () => {
  assert.match(
    sentenceInWords(finding ?? [], tables),
    /^From 2023-05-01 to 2024-02-03 \(last uploads\), the number of models changed by a factor of 1 \(.*; 2 models vanished, 40\.0% of/,
  );
  const alone = snapshotGrowth.run(newer, options);
  assert.deepEqual([alone.result, alone.tables, alone.coverage[0]?.known], [null, [], 0]);
});
