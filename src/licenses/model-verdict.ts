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
