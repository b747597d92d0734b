import type { Relation } from "../lineage/model";
import { ownValue } from "../lineage/own-value";
import { licensesIn } from "../lineage/traits/read-traits";
import { clauseWords } from "./clause-words";
import { type LicenseRow, licenseGroups } from "./license-table";
import { isSpecificLicense, licenseCategory, licenseRow } from "./licenses";

/** Which duty of the parent's license a child's license does not carry. */
export type LicenseConflict =
  | "use-restrictions-dropped"
  | "nc-dropped"
  | "share-alike-dropped"
  | "nd-derivative"
  | "research-only-dropped"
  | "incompatible";

/** Whether a child may carry its license under its parent's; `review` means that the license texts must be read. */
export interface LicenseVerdict {
  readonly verdict: "ok" | "review" | "incompatible";
  /** The section of the parent's license that decides, such as `section 3.1`; null if none is named. */
  readonly clause: string | null;
  /** What kind of conflict an incompatible pair has; null for the other verdicts. */
  readonly kind: LicenseConflict | null;
}

const review: LicenseVerdict = { verdict: "review", clause: null, kind: null };

/**
 * Judges a child's license against its parent's for a relation; an unknown relation counts as a finetune, and a
 * license that is null or not in the table needs a review. Of a child's several licenses, the reader may choose the one that
 * fits; a parent's several need a review, unless all of them give the same verdict.
 */
export function licenseVerdict(
  parent: string | null,
  child: string | null,
  relation: Relation,
): LicenseVerdict {
  const licenses = parent === null ? [null] : licensesIn(parent);
  const [first = review, ...more] = licenses.map(each => verdictFor(each, child, relation));
  return more.every(({ verdict }) => verdict === first.verdict) ? first : review;
}

const fromBest: readonly LicenseVerdict["verdict"][] = ["ok", "review", "incompatible"];

/** The best verdict for a child's licenses. */
function verdictFor(parent: string | null, child: string | null, relation: Relation): LicenseVerdict {
  const licenses = child === null ? [null] : licensesIn(child);
  const [first = review, ...more] = licenses.map(each => verdictOfPair(parent, each, relation));
  return more.reduce(
    (best, each) => (fromBest.indexOf(each.verdict) < fromBest.indexOf(best.verdict) ? each : best),
    first,
  );
}

function verdictOfPair(parent: string | null, child: string | null, relation: Relation): LicenseVerdict {
  const row = parent === null ? null : licenseRow(parent);
  if (parent === null || row === null) return review;
  const verdict = judge(parent, row, child, relation);
  if (verdict !== "incompatible") return { verdict, clause: inWords(row.clause), kind: null };
  const kind = conflict(row, parent, child ?? "");
  const clause = kind === "share-alike-dropped" ? (row.shareAlike ?? row.clause) : row.clause;
  return { verdict, clause: inWords(clause), kind };
}

function judge(
  parent: string,
  row: LicenseRow,
  child: string | null,
  relation: Relation,
): LicenseVerdict["verdict"] {
  if (parent === "other" || parent === "unknown") return "review";
  if (row.category === "no-derivatives") return judgeNoDerivatives(parent, child, relation);
  if (child === null || child === "unknown" || licenseRow(child) === null) return "review";
  if (child === "other") return row.category === "public-domain" ? "ok" : "review";
  const verdict = judgeByTable(parent, row, child);
  return verdict === "incompatible" && relation === "adapter" && row.reachesAdapters !== true
    ? "review"
    : verdict;
}

/** A changed work may be made but not shared; a quantized copy may count as unchanged, an adapter as separate. */
function judgeNoDerivatives(
  parent: string,
  child: string | null,
  relation: Relation,
): LicenseVerdict["verdict"] {
  if (relation === "adapter") return "review";
  return relation === "quantized" && child === parent ? "review" : "incompatible";
}

function judgeByTable(parent: string, row: LicenseRow, child: string): LicenseVerdict["verdict"] {
  // Intel's license grants no right to modify, so keeping it settles nothing.
  if (child === parent) return parent === "intel-research" ? "review" : "ok";
  if (names(row.never, child)) return "incompatible";
  if (names(row.ok, child)) return "ok";
  return names(row.review, child) || child === "cc" ? "review" : row.otherwise;
}

function names(list: string | undefined, id: string): boolean {
  return (list ?? "").split(" ").some(word => {
    if (!word.startsWith("=")) return word === id;
    return (ownValue(licenseGroups, word.slice(1)) ?? "").split(" ").includes(id);
  });
}

function conflict(row: LicenseRow, parent: string, child: string): LicenseConflict {
  switch (row.category) {
    case "no-derivatives":
      return "nd-derivative";
    case "non-commercial":
      return parent.includes("-sa-") && forbidsCommerce(child) ? "share-alike-dropped" : "nc-dropped";
    case "responsible-ai":
    case "model-community":
      return "use-restrictions-dropped";
    case "weak-copyleft":
    case "strong-copyleft":
      return "share-alike-dropped";
    case "research-only":
      return licenseCategory(child) === "research-only" ? "incompatible" : "research-only-dropped";
    default:
      return "incompatible";
  }
}

function forbidsCommerce(id: string): boolean {
  return isSpecificLicense(id) && (/^cc-by-nc/.test(id) || licenseCategory(id) === "research-only");
}

function inWords(clause: string | undefined): string | null {
  return clause === undefined ? null : clauseWords(clause);
}
