import { type LicenseDuty, licenseFacts } from "../../../src/licenses/license-facts";
import { goldenRows } from "../../golden/read-golden";

/** What a license says of a term, as the study labels it. */
export type Label = "." | "+" | "-" | "!";

/** The study's 23 terms, in its order. */
export const studyTerms = [
  ...["Distribute", "Modify", "Commercial Use", "Hold Liable", "Include Copyright", "Include License"],
  ...["Sublicense", "Use Trademark", "Private Use", "Disclose Source", "State Changes", "Place Warranty"],
  ...["Include Notice", "Include Original", "Give Credit", "Use Patent Claims", "Rename", "Relicense"],
  ...["Contact Author", "Include Install Instructions", "Compensate for Damages", "Statically Link"],
  "Pay Above Use Threshold",
] as const;

/** A term that our facts hold: the label that counts, and the duties that say the same. */
interface ComparedTerm {
  readonly term: string;
  readonly label: Label;
  readonly duties: readonly LicenseDuty[];
}

/**
 * The terms that our facts hold, each as one thing that a license says or does not say. That something is allowed and that
 * nothing is said of it are the same here, as in the study's own rule of conflicts.
 */
export const comparedTerms: readonly ComparedTerm[] = [
  { term: "Modify", label: "-", duties: ["no-derivatives"] },
  { term: "Commercial Use", label: "-", duties: ["non-commercial", "research-only"] },
  { term: "Include Copyright", label: "!", duties: ["copyright"] },
  { term: "Include License", label: "!", duties: ["license-copy"] },
  { term: "Disclose Source", label: "!", duties: ["source"] },
  { term: "State Changes", label: "!", duties: ["changes"] },
  { term: "Include Notice", label: "!", duties: ["notice-file", "notice-text"] },
  { term: "Give Credit", label: "!", duties: ["attribution"] },
  { term: "Rename", label: "!", duties: ["rename", "name-prefix", "reserved-name"] },
  { term: "Pay Above Use Threshold", label: "!", duties: ["user-limit"] },
];

/** A license and a term, with what the study and our facts say: whether the license says what counts for the term. */
export interface ComparedLabel {
  readonly license: string;
  readonly term: string;
  readonly label: Label;
  readonly theirs: boolean;
  readonly ours: boolean;
}

/** The study's labels of the Hub's licenses, from the golden table. */
export function studyLabels(): ReadonlyMap<string, string> {
  return new Map(goldenRows("license-labels.tsv").map(([license = "", labels = ""]) => [license, labels]));
}

/** Every license with every term that can be compared. */
export function comparedLabels(): readonly ComparedLabel[] {
  return [...studyLabels()].flatMap(([license, labels]) => {
    const facts = licenseFacts(license);
    if (facts === null) throw new Error(`${license} is no license of the Hub.`);
    return comparedTerms.map(({ term, label, duties }) => ({
      ...{ license, term, label },
      theirs: labels[(studyTerms as readonly string[]).indexOf(term)] === label,
      ours: duties.some(duty => facts.duties.includes(duty)),
    }));
  });
}
