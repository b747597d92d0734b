import assert from "node:assert/strict";
import { test } from "node:test";
import { drift } from "../../../../src/analyses/drift";
import { mutation } from "../../../../src/analyses/mutation";
import { structure } from "../../../../src/analyses/structure/structure";
import { runAnalysis } from "../../../../src/app/report/analysis-report";
import { columnsOf } from "../../../../src/columns/build-columns";

const columns = columnsOf(
  ["a/root", "a/one", "b/two"].map((id, at) => ({
    id,
    license: at === 0 ? "mit" : "apache-2.0",
    task: "text-generation",
  })),
  [
    { parent: "a/root", child: "a/one", relation: "finetune" },
    { parent: "a/root", child: "b/two", relation: "merge" },
  ],
);
const run = { mode: "paper", seed: 1, scope: {} } as const;

test("published values stand beside whole tables only", () => {
  assert.ok(runAnalysis(structure, columns, run).published.length > 3);
  const family = { ...run, scope: { family: "a/root" } };
  for (const analysis of [structure, mutation, drift]) {
    const { published, summary = [] } = runAnalysis(analysis, columns, family);
    assert.deepEqual(published, []);
    assert.ok(summary.every(line => (line.published ?? null) === null));
  }
  assert.deepEqual(runAnalysis(structure, columns, { ...run, relation: "finetune" }).published, []);
});

test("published values of finetunes stand beside finetunes", () => {
  const finetunes = runAnalysis(mutation, columns, { ...run, relation: "finetune" });
  assert.deepEqual(
    finetunes.published.map(({ what, ours }) => [what, ours]),
    [
      ["language mutation rate, finetunes", null],
      ["license mutation rate, finetunes", 1],
      ["task mutation rate, finetunes", 0],
    ],
  );
  assert.deepEqual(runAnalysis(mutation, columns, { ...run, relation: "merge" }).published, []);
  const values = (top?: number) =>
    runAnalysis(drift, columns, {
      ...run,
      relation: "finetune",
      ...(top === undefined ? {} : { top }),
    }).published.map(({ what }) => what);
  assert.ok(values().every(what => /license|language/.test(what)) && values().length === 4);
  assert.ok(values(10).every(what => /library|task/.test(what)) && values(10).length === 4);
});
