import { type LineageColumns, relationCodes } from "../../columns/columns";
import { licenseVerdict } from "../../licenses/compatibility";
import type { AnalysisOptions } from "../analysis";
import { edgeFilter } from "../scope";
import { type FirstLicenses, judgeOf, verdictCodes } from "../violations";
import type { Everyone } from "./everyone";

/** From whom an organization's models derive (`up`), or who derives from them (`down`). */
export type Direction = "up" | "down";

/** A license pair on links that break terms or need a reader. */
export interface LicenseFinding {
  readonly direction: Direction;
  readonly parent: string;
  readonly child: string;
  readonly relation: string;
  readonly verdict: "incompatible" | "review";
  readonly links: number;
  readonly clause: string | null;
}

/** The links of an organization in one direction, without those among its own models. */
export interface OrganizationLinks {
  readonly direction: Direction;
  readonly links: number;
  /** By the place of the other author. */
  readonly byAuthor: Float64Array;
  /** By the license of the other model, `not declared` for none, most first. */
  readonly byLicense: readonly (readonly [license: string, links: number])[];
  /** Links with a license at both ends, and those that break the parent's terms, by the other author. */
  readonly judged: Float64Array;
  readonly incompatible: Float64Array;
  readonly review: number;
  readonly findings: readonly LicenseFinding[];
}

/** Calls `work` with each counted link of an organization's chosen models (1 in `own`) in one direction. */
function eachLink(
  columns: LineageColumns,
  options: AnalysisOptions,
  own: Uint8Array,
  author: number,
  direction: Direction,
  work: (edge: number, other: number) => void,
): void {
  const { child, parent } = columns.edges;
  const keep = edgeFilter(columns, { ...options, within: null });
  const { codes } = columns.author;
  const [near, other] = direction === "up" ? [child, parent] : [parent, child];
  for (let edge = 0; edge < near.length; edge++) {
    if (own[near[edge]!] !== 1) continue;
    const far = other[edge]!;
    if (codes[far] === author) continue;
    if (keep === undefined || keep(edge)) work(edge, far);
  }
}

/** The links of an organization in one direction, with the verdicts on their licenses. */
export function organizationLinks(
  columns: LineageColumns,
  options: AnalysisOptions,
  { places, place }: Everyone,
  own: Uint8Array,
  author: number,
  direction: Direction,
  { values, codes }: FirstLicenses,
): OrganizationLinks {
  const { edges } = columns;
  const judge = judgeOf(values);
  const [byAuthor, judged, incompatible] = [0, 1, 2].map(() => new Float64Array(places)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const licenses = new Float64Array(values.length + 1);
  const pairs = new Map<number, number>();
  let [links, review] = [0, 0];
  eachLink(columns, options, own, author, direction, (edge, other) => {
    links++;
    const at = place(other);
    byAuthor[at] = byAuthor[at]! + 1;
    const license = codes[other]! < 0 ? values.length : codes[other]!;
    licenses[license] = licenses[license]! + 1;
    const [from, to, relation] = [
      codes[edges.parent[edge]!]!,
      codes[edges.child[edge]!]!,
      edges.relation[edge]!,
    ];
    if (from < 0 || to < 0) return;
    judged[at] = judged[at]! + 1;
    const verdict = verdictCodes[judge(from, to, relation)];
    if (verdict === "ok") return;
    if (verdict === "review") review++;
    else incompatible[at] = incompatible[at]! + 1;
    const pair = (from * values.length + to) * relationCodes.length + relation;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  });
  const byLicense = Array.from(licenses, (count, at) => [values[at] ?? "not declared", count] as const)
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one);
  return {
    direction,
    links,
    byAuthor,
    byLicense,
    judged,
    incompatible,
    review,
    findings: findingsOf(pairs, values, direction),
  };
}

function findingsOf(
  pairs: ReadonlyMap<number, number>,
  values: readonly string[],
  direction: Direction,
): readonly LicenseFinding[] {
  return [...pairs]
    .map(([pair, links]): LicenseFinding => {
      const relation = relationCodes[pair % relationCodes.length] ?? "unknown";
      const both = Math.floor(pair / relationCodes.length);
      const parent = values[Math.floor(both / values.length)] ?? "";
      const child = values[both % values.length] ?? "";
      const { verdict, clause } = licenseVerdict(parent, child, relation);
      const found = verdict === "incompatible" ? "incompatible" : "review";
      return { direction, parent, child, relation, verdict: found, links, clause };
    })
    .sort(
      (one, other) =>
        Number(other.verdict === "incompatible") - Number(one.verdict === "incompatible") ||
        other.links - one.links,
    );
}

/** The models at the organization's side (`up`) or the other side (`down`) of the links to an author, each once. */
export function childrenOfLinks(
  columns: LineageColumns,
  options: AnalysisOptions,
  own: Uint8Array,
  author: number,
  direction: Direction,
  isOther: (model: number) => boolean,
): readonly number[] {
  const found = new Set<number>();
  eachLink(columns, options, own, author, direction, (edge, other) => {
    if (isOther(other)) found.add(columns.edges.child[edge]!);
  });
  return [...found];
}
