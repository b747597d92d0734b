import type { LineageColumns } from "../../columns/columns";
import { type AuthorKind, authorKinds } from "../../organizations/kinds";
import type { ResultTable } from "../analysis";
import { unknownKind } from "../organizations/study";
import { topPlaces } from "../top";
import type { FirstLicenses } from "../violations";
import type { Everyone } from "./everyone";
import type { OrganizationCards } from "./organization-cards";
import type { OrganizationRank, OrganizationVerdicts } from "./organization-figures";
import type { LicenseFinding, OrganizationLinks } from "./organization-links";

/** One organization: what it has, what it derives from, and what derives from it. */
export interface OrganizationPage {
  readonly organization: string;
  readonly kind: AuthorKind;
  /** ISO 3166-1 alpha-2; null if it is not known. */
  readonly country: string | null;
  readonly ranks: readonly OrganizationRank[];
  readonly verdicts: readonly OrganizationVerdicts[];
  readonly findings: readonly LicenseFinding[];
  /** Findings in cards; null if nothing tells of the cards. */
  readonly cards: OrganizationCards | null;
}

const [topModels, topAuthors] = [20, 20];

/** The kind of the author at a place. */
export function kindAt({ kinds }: Everyone, place: number): AuthorKind {
  return authorKinds[kinds[place] ?? unknownKind] ?? "unknown";
}

const directionWords = { up: "its parents", down: "its children" } as const;

/** Its ranks, and the verdicts on its links. */
export function findingTables({
  organization,
  kind,
  country,
  ranks,
  verdicts,
  findings,
}: OrganizationPage): ResultTable[] {
  return [
    {
      id: "ranks",
      title: "Shares and ranks among all authors",
      columns: ["organization", "kind", "country", "what", "count", "share", "rank", "authors"],
      rows: ranks.map(({ what, count, share, rank, authors }) => [
        organization,
        kind,
        country,
        what,
        count,
        share,
        rank,
        authors,
      ]),
    },
    {
      id: "verdicts",
      title: "Open findings: verdicts on licenses of links",
      columns: ["links to", "links", "judged", "incompatible", "review", "share", "low", "high"],
      rows: verdicts.map(row => [
        directionWords[row.direction],
        row.links,
        row.judged,
        row.incompatible,
        row.review,
        row.share?.ratio ?? null,
        row.share?.low ?? null,
        row.share?.high ?? null,
      ]),
    },
    {
      id: "findings",
      title: "Open findings by license pair",
      columns: ["links to", "verdict", "parent", "child", "relation", "links", "clause"],
      rows: findings.map(({ direction, verdict, parent, child, relation, links, clause }) => [
        directionWords[direction],
        verdict,
        parent,
        child,
        relation,
        links,
        clause,
      ]),
    },
  ];
}

/** Its most downloaded models; `derived` has the children of each model of the table. */
export function modelTable(
  columns: LineageColumns,
  members: Uint32Array,
  derived: Uint32Array,
  licenses: FirstLicenses,
): ResultTable {
  const { downloads } = columns.numbers;
  const { task } = columns.traits;
  const fetched = Float64Array.from(members, model => downloads?.[model] ?? Number.NaN);
  return {
    id: "models",
    title: "Its most downloaded models",
    columns: ["model", "task", "license", "downloads", "children"],
    rows: topPlaces(fetched, topModels).map(at => {
      const model = members[at]!;
      return [
        columns.id(model),
        task?.kind === "single" ? (task.values[task.codes[model]!] ?? null) : null,
        licenses.values[licenses.codes[model]!] ?? null,
        fetched[at]!,
        derived[model]!,
      ];
    }),
  };
}

const tableWords = {
  up: { id: "parents", words: "it derives from" },
  down: { id: "children", words: "that derive from it" },
} as const;

/** The authors, their kinds, and the licenses on the other side of its links. */
export function linkTables(
  { direction, byAuthor: counts, byLicense, links }: OrganizationLinks,
  all: Everyone,
): readonly ResultTable[] {
  const { id, words } = tableWords[direction];
  const kinds = new Float64Array(authorKinds.length);
  counts.forEach((count, place) => {
    const kind = all.kinds[place] ?? unknownKind;
    kinds[kind] = kinds[kind]! + count;
  });
  const shared = (count: number) => [count, count / links];
  return [
    {
      id,
      title: `Authors ${words}`,
      columns: ["author", "kind", "links", "share"],
      rows: topPlaces(counts, topAuthors).map(place => [
        all.name(place),
        kindAt(all, place),
        ...shared(counts[place]!),
      ]),
    },
    {
      id: `${id}-kinds`,
      title: `Kinds of authors ${words}`,
      columns: ["kind", "links", "share"],
      rows: topPlaces(kinds, kinds.length).map(kind => [
        authorKinds[kind] ?? "unknown",
        ...shared(kinds[kind]!),
      ]),
    },
    {
      id: `${id}-licenses`,
      title: `Licenses of models ${words}`,
      columns: ["license", "links", "share"],
      rows: byLicense.map(([license, count]) => [license, ...shared(count)]),
    },
  ];
}
