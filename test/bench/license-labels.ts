import { existsSync } from "node:fs";
import { agrees } from "../docs/licenses/licenses-page";
import { comparedSteps } from "../docs/licenses/study-chains";
import { comparedLabels, comparedTerms, studyLabels } from "../docs/licenses/study-labels";
import type { BenchRow } from "../harness/bench-row";
import { recordedPath } from "../harness/recorded/recorded-data";
import { recordedLabels } from "../harness/recorded/recorded-labels";

/** What this bench measures. */
export const title =
  "license-labels: what licenses ask by our facts, beside the labels of an independent study (arXiv 2602.10758)";

/** Counts labels and steps of chains that agree. Compares the golden table with the study's files where they are. */
export async function run(): Promise<readonly BenchRow[]> {
  const labels = comparedLabels();
  const same = labels.filter(({ theirs, ours }) => theirs === ours);
  const judged = comparedSteps().filter(({ theirs }) => theirs !== null);
  const steps = (of: typeof judged) => of.reduce((sum, each) => sum + each.steps, 0);
  return [
    { what: "licenses that both know", value: studyLabels().size, unit: "licenses" },
    { what: "labels that agree, of all", value: same.length, unit: "labels", beside: labels.length },
    ...comparedTerms.map(({ term }) => ({
      what: `  ${term}`,
      value: same.filter(each => each.term === term).length,
      unit: "labels",
      beside: labels.filter(each => each.term === term).length,
    })),
    {
      what: "steps of chains that agree, of all that both judge",
      value: steps(judged.filter(step => agrees(step) === true)),
      unit: "steps",
      beside: steps(judged),
    },
    ...fromFiles(),
  ];
}

function fromFiles(): readonly BenchRow[] {
  if (!existsSync(recordedPath("liagent/label_ai_16.csv"))) return [];
  const labelsOf = recordedLabels();
  const differ = [...studyLabels()].filter(([license, labels]) => labelsOf(license) !== labels);
  return [
    { what: "licenses whose labels differ in the study's files", value: differ.length, unit: "licenses" },
  ];
}
