import { licensesIn } from "../lineage/traits/read-traits";
import { t } from "../words/words";
import { isSpecificLicense, licenseCategory, licenseRow } from "./licenses";

/** Two licenses of parents that no license of a merge can satisfy, and why. */
export interface MergeConflict {
  readonly one: string;
  readonly other: string;
  /** Completes "… may not be merged because …". */
  readonly reason: string;
  /** Whether the license texts rule the merge out, or must be read first. */
  readonly verdict: "incompatible" | "review";
}

/** The pairs of mutually exclusive licenses among those of a merge's parents, each pair once. */
export function mergeConflicts(licenses: readonly string[]): readonly MergeConflict[] {
  const distinct = [...new Set(licenses)];
  return distinct.flatMap((one, at) => distinct.slice(at + 1).flatMap(other => between(one, other) ?? []));
}

/** The conflict between the licenses of two parents; where one names several, a review unless all exclude the other's. */
function between(one: string, other: string): MergeConflict | null {
  const pairs = licensesIn(one).flatMap(each => licensesIn(other).map(another => [each, another] as const));
  const found = pairs.map(([each, another]) =>
    licenseRow(each) === null || licenseRow(another) === null || each === another
      ? null
      : (conflict(each, another) ?? conflict(another, each)),
  );
  const [first] = found.filter(each => each !== null);
  if (first === undefined) return null;
  if (pairs.length === 1) return first;
  const isCertain = found.every(each => each?.verdict === "incompatible");
  return { one, other, reason: first.reason, verdict: isCertain ? "incompatible" : "review" };
}

/** Source: licenses.md section 4 of this project's research, from the license texts. */
function conflict(one: string, other: string): MergeConflict | null {
  const [category, opposite] = [licenseCategory(one), licenseCategory(other)];
  const found = (verdict: MergeConflict["verdict"], reason: string) => ({ one, other, reason, verdict });
  if (category === "no-derivatives") return found("incompatible", t`${one} does not allow modified versions`);
  if (asksToKeepItself(one) && asksToKeepItself(other) && !accepts(one, other) && !accepts(other, one)) {
    return found("incompatible", t`each requires derivatives to keep its own terms`);
  }
  if (category === "strong-copyleft" && opposite !== null && restrictive.has(opposite)) {
    return found("incompatible", t`${one} forbids the further restrictions of ${other}`);
  }
  if ((one === "llama2" || one === "llama3") && !/^llama/.test(other) && isSpecificLicense(other)) {
    return found("review", t`${one} may not be used to improve other models (section 1.b.v)`);
  }
  if (one === "grok2-community" && isSpecificLicense(other)) {
    return found("review", t`${one} may not be used to train other models (section 2.b)`);
  }
  return null;
}

const restrictive: ReadonlySet<string> = new Set([
  "responsible-ai",
  "model-community",
  "research-only",
  "non-commercial",
]);

function asksToKeepItself(id: string): boolean {
  const category = licenseCategory(id);
  if (category === "weak-copyleft" || category === "strong-copyleft")
    return licenseRow(id)?.otherwise === "incompatible";
  return id.startsWith("cc-by-nc-sa");
}

function accepts(parent: string, child: string): boolean {
  const row = licenseRow(parent);
  return [row?.ok, row?.review].some(list => (list ?? "").split(" ").includes(child));
}
