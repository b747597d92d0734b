import assert from "node:assert/strict";
import { test } from "node:test";
import { labelReasons, stepReasons } from "../../docs/licenses/label-reasons";
import { agrees } from "../../docs/licenses/licenses-page";
import { comparedSteps } from "../../docs/licenses/study-chains";
import { comparedLabels, studyLabels } from "../../docs/licenses/study-labels";
import { goldenLines } from "../../golden/read-golden";
import { needsRecorded } from "../../harness/recorded/recorded-data";
import { recordedLabels, recordedSteps } from "../../harness/recorded/recorded-labels";

test("facts of licenses agree with an independent study's labels, with listed exceptions that have a reason", () => {
  const apart = comparedLabels().filter(({ theirs, ours }) => theirs !== ours);
  assert.deepEqual(
    apart.map(({ license, term }) => `${license}: ${term}`).sort(),
    Object.keys(labelReasons).sort(),
    "a fact differs from the study's label without a reason: correct license-facts.ts, or give the reason",
  );
});

test("verdicts on the steps of the study's chains agree, with listed exceptions that have a reason", () => {
  const apart = comparedSteps().filter(step => agrees(step) === false);
  assert.deepEqual(
    apart.map(({ child, parent }) => `${child} < ${parent}`).sort(),
    Object.keys(stepReasons).sort(),
  );
});

test("the golden tables hold what the study's files say", needsRecorded("liagent/label_ai_16.csv"), () => {
  const labelsOf = recordedLabels();
  for (const [license, labels] of studyLabels()) assert.equal(labels, labelsOf(license), license);
  assert.deepEqual([...goldenLines("license-chains.tsv")].sort(), [...recordedSteps()].sort());
});
