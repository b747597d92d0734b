import { type LicenseVerdict, licenseVerdict } from "../../../src/licenses/compatibility";
import { goldenRows } from "../../golden/read-golden";
import { studyLabels } from "./study-labels";

/** Steps of the study's chains between two licenses, and what the study's rule and ours make of them. */
export interface ComparedStep {
  readonly steps: number;
  readonly child: string;
  readonly parent: string;
  /** null: the study has no labels for one of the licenses, or none is declared. */
  readonly theirs: "conflict" | "no conflict" | null;
  readonly ours: LicenseVerdict["verdict"];
}

/**
 * The steps of the study's chains by their licenses. Theirs is the study's rule (`check_license_incompatibility.py` at c087c62):
 * a conflict where the parent forbids what the child does not, or requires what the child does not. Ours takes every step for a
 * finetune, since the study does not tell relations apart.
 */
export function comparedSteps(): readonly ComparedStep[] {
  const labels = studyLabels();
  return goldenRows("license-chains.tsv").map(([steps = "", child = "", parent = ""]) => {
    const [above, below] = [labels.get(parent), labels.get(child)];
    const theirs = above === undefined || below === undefined ? null : conflicts(above, below);
    const { verdict } = licenseVerdict(declared(parent), declared(child), "finetune");
    return { steps: Number(steps), child, parent, theirs, ours: verdict };
  });
}

function declared(license: string): string | null {
  return license === "-" ? null : license;
}

function conflicts(parent: string, child: string): "conflict" | "no conflict" {
  const broken = [...parent].some((label, at) => (label === "-" || label === "!") && child[at] !== label);
  return broken ? "conflict" : "no conflict";
}
