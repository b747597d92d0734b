import assert from "node:assert/strict";
import { test } from "node:test";
import { analyses, analysisById } from "../../../../src/analyses/list";
import { provenance } from "../../../../src/analyses/report";
import { readMeasures } from "../../../../src/app/report/analysis-measures";
import { reportToJson, runAnalysis } from "../../../../src/app/report/analysis-report";
import { columnsOf } from "../../../../src/columns/build-columns";

const similarity = analysisById("similarity") ?? assert.fail();
const mutation = analysisById("mutation") ?? assert.fail();

test("measures are those of the chosen analyses, each once and in order", () => {
  assert.equal(readMeasures([], [mutation]), undefined);
  assert.deepEqual(readMeasures(["card/bow", "metadata/tfidf", "card/bow"], analyses), [
    "metadata/tfidf",
    "card/bow",
  ]);
});

test("an unknown measure and analyses without measures are rejected with a sentence", () => {
  assert.throws(() => readMeasures(["tfidf"], [similarity]), {
    name: "UserError",
    message:
      /^There is no measure named "tfidf"\. Use one of metadata\/tfidf, .*metadata-without-base_model\/bow, .*card\/levenshtein\.$/,
  });
  assert.throws(() => readMeasures(["card/bow"], [mutation]), {
    name: "UserError",
    message:
      "mutation has no measures to choose from. Only similarity has measures. Do not specify any here.",
  });
});

test("a report names the chosen measures if only some were run", () => {
  const columns = columnsOf([{ id: "a", tag: ["x"] }], []);
  const run = { mode: "paper", seed: 1, scope: {} } as const;
  const chosen = { ...run, measures: ["metadata/bow"] };
  const report = runAnalysis(similarity, columns, chosen);
  assert.deepEqual(JSON.parse(reportToJson(report)).measures, ["metadata/bow"]);
  assert.match(provenance(report), /, seed 1; only metadata\/bow\.$/);
  for (const whole of [runAnalysis(similarity, columns, run), runAnalysis(mutation, columns, chosen)]) {
    assert.equal("measures" in JSON.parse(reportToJson(whole)), false);
    assert.doesNotMatch(provenance(whole), /only/);
  }
});
