import { type LicenseConflict, licenseVerdict } from "../../src/licenses/compatibility";
import type { Relation } from "../../src/lineage/model";
import { showable } from "../../src/lineage/showable";

/** The verdict on a child's license given its parent's: how certain it is, and why. */
export interface VerdictWords {
  readonly kind: "ok" | "review" | "conflict";
  readonly sentence: string;
}

const duties: Readonly<Record<LicenseConflict, string>> = {
  "use-restrictions-dropped": "whose use restrictions apply to every derivative",
  "nc-dropped": "which forbids commercial use",
  "share-alike-dropped": "which requires derivatives to keep its license",
  "nd-derivative": "which does not allow sharing modified versions",
  "research-only-dropped": "which is for research only",
  incompatible: "which does not allow this model's license",
};

function unknownSentence(parent: string | null, child: string | null): string {
  if (parent === null && child === null) return "Neither this model nor its parent declares a license.";
  if (parent === null)
    return "The parent declares no license, so it is unclear whether this model's license is allowed.";
  if (child === null) return `The parent's license is ${showable(parent)}; this model declares none.`;
  return `Review both license texts: the parent's license is ${showable(parent)}, and this model's is ${showable(child)}.`;
}

/** Judges the license of a model against its parent's, in one sentence; null when they cannot be compared. */
export function verdictWords(parent: string | null, child: string | null, relation: Relation): VerdictWords {
  const { verdict, clause, kind } = licenseVerdict(parent, child, relation);
  const where = clause === null ? "" : ` (${clause})`;
  if (verdict === "review" || parent === null || child === null)
    return { kind: "review", sentence: unknownSentence(parent, child) };
  const [from, to] = [showable(parent), showable(child)];
  if (verdict === "ok") {
    const sentence =
      parent === child ? `This model keeps the parent's license, ${from}.` : `${from} allows ${to}${where}.`;
    return { kind: "ok", sentence };
  }
  const guess = relation === "unknown" ? " The relation is not stated, so a finetune is assumed." : "";
  const duty = duties[kind ?? "incompatible"];
  return {
    kind: "conflict",
    sentence: `Possible license conflict: the parent uses ${from}, ${duty}${where}; this model declares ${to}.${guess}`,
  };
}
