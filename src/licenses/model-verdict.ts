import type { Model, Relation } from "../lineage/model";
import { type LicenseVerdict, licenseVerdict } from "./compatibility";

/**
 * Judges the license of a model against its parent's; null if one of the two was not read, so nothing can be said. A license
 * that one of them does not declare is never a conflict.
 */
export function modelVerdict(parent: Model, child: Model, relation: Relation): LicenseVerdict | null {
  if (parent.unread || child.unread) return null;
  const judged = licenseVerdict(parent.license, child.license, relation);
  const isDeclared = parent.license !== null && child.license !== null;
  return isDeclared || judged.verdict === "ok" ? judged : { ...judged, verdict: "review", kind: null };
}

/** A parent with the relation of its child to it; null for a parent of which nothing is known. */
export interface JudgedParent {
  readonly id: string;
  readonly model: Model | null;
  readonly relation: Relation;
}

/** What is known of a license against one parent's, or against the worst of several: `unread` if a model was not read. */
export type ParentVerdict = LicenseVerdict["verdict"] | "unread";

/** The verdicts from the worst to the best: what nobody could judge is worse than what is allowed. */
const fromWorst: readonly ParentVerdict[] = ["incompatible", "review", "unread", "ok"];

/** Judges the license of a model against that of each of its parents, those with the worst verdict first. */
export function parentVerdicts(
  parents: readonly JudgedParent[],
  child: Model,
): readonly (JudgedParent & { readonly verdict: ParentVerdict; readonly judged: LicenseVerdict | null })[] {
  return parents
    .map(parent => {
      const judged = parent.model && modelVerdict(parent.model, child, parent.relation);
      return { ...parent, judged, verdict: judged?.verdict ?? ("unread" as const) };
    })
    .sort((a, b) => fromWorst.indexOf(a.verdict) - fromWorst.indexOf(b.verdict));
}
