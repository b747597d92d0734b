import { licenseDuties } from "../../../src/licenses/license-facts";
import { labelReasons, stepReasons } from "./label-reasons";
import { type ComparedStep, comparedSteps } from "./study-chains";
import { type ComparedLabel, comparedLabels, comparedTerms, studyLabels, studyTerms } from "./study-labels";

/** Whether the study's rule and ours say the same of a step; null if one of them does not decide. */
export function agrees({ theirs, ours }: ComparedStep): boolean | null {
  if (theirs === null) return null;
  return theirs === "conflict" ? ours === "incompatible" : ours === "ok";
}

/** The comparison of licenses with an independent study, as it stands in docs/licenses.md. */
export function licensesPart(): string {
  const labels = comparedLabels();
  return [
    "### Terms",
    termsTable(labels),
    "Every disagreement, with its reason:",
    labelTable(labels.filter(({ theirs, ours }) => theirs !== ours)),
    "### Chains",
    stepsParts(comparedSteps()),
  ].join("\n\n");
}

function termsTable(labels: readonly ComparedLabel[]): string {
  const rows = comparedTerms.map(({ term, label, duties }) => {
    const of = labels.filter(each => each.term === term);
    const same = of.filter(({ theirs, ours }) => theirs === ours).length;
    const says = of.filter(({ theirs, ours }) => theirs && ours).length;
    const asks = duties.map(duty => licenseDuties[duty]).join("; ");
    return `| ${term} | ${label === "!" ? "must" : "may not"} | ${asks} | ${same} of ${of.length} | ${says} |`;
  });
  const same = labels.filter(({ theirs, ours }) => theirs === ours).length;
  const others = studyTerms.filter(name => comparedTerms.every(({ term }) => term !== name));
  return [
    `Of ${labels.length} labels (${studyLabels().size} licenses, ${comparedTerms.length} terms), ${same} agree.`,
    "",
    "| The study's term | Counts | Our fact: whoever shares a derivative must… | Agree | Both say so |",
    "|---|---|---|---:|---:|",
    ...rows,
    "",
    `Our facts do not hold the other ${others.length} terms: ${others.join(", ")}. They are about what people may do with a copy, about liability, or about programs, not about what a distributor of a model has to add.`,
  ].join("\n");
}

function labelTable(apart: readonly ComparedLabel[]): string {
  const groups = new Map<string, ComparedLabel[]>();
  for (const each of apart) {
    const key = `${each.term}\n${each.theirs}\n${labelReasons[`${each.license}: ${each.term}`] ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const rows = [...groups.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const names = [first, ...more].map(({ license }) => `\`${license}\``).join(", ");
    const reason = labelReasons[`${first.license}: ${first.term}`] ?? "";
    return [`| ${names} | ${first.term} | ${first.theirs ? "the study" : "our facts"} | ${reason} |`];
  });
  return ["| License | Term | Who says so | Reason |", "|---|---|---|---|", ...rows].join("\n");
}

function stepsParts(steps: readonly ComparedStep[]): string {
  const count = (of: readonly ComparedStep[]) => of.reduce((sum, each) => sum + each.steps, 0);
  const judged = steps.filter(({ theirs }) => theirs !== null);
  const same = judged.filter(step => agrees(step) === true);
  const apart = judged.filter(step => agrees(step) === false);
  const rows = apart.map(({ steps: many, child, parent, theirs, ours }) => {
    const reason = stepReasons[`${child} < ${parent}`] ?? "";
    return `| \`${child}\` | \`${parent}\` | ${many} | ${theirs} | ${ours} | ${reason} |`;
  });
  return [
    `Of ${count(steps)} steps from a model to the one it comes from, both sides can judge ${count(judged)}: the others name \`other\`, a family of licenses, or none. They agree on ${count(same)}.`,
    "",
    "| Model | Comes from | Steps | The study | Ours | Reason |",
    "|---|---|---:|---|---|---|",
    ...rows,
  ].join("\n");
}
