import type { LineageColumns } from "../../columns/columns";
import { type AuthorKind, authorKinds } from "../../organizations/kinds";
import { ratioInterval } from "../../statistics/ratio-interval";
import type { Analysis, AnalysisOptions, Findings, ModelsOfRow, ResultTable, Sentence } from "../analysis";
import { covered, kindWords, numberCoverage, unknownKind } from "../organizations/study";
import { edgeFilter } from "../scope";
import { figure, interval } from "../sentence";
import { topPlaces } from "../top";
import { firstLicenses } from "../violations";
import { organizationSummary } from "./author-summaries";
import { type Everyone, everyone } from "./everyone";
import {
  cardCoverage,
  cardTable,
  inCounts,
  modelsOfRule,
  type OrganizationCards,
  organizationCards,
} from "./organization-cards";
import type { OrganizationRank, OrganizationVerdicts } from "./organization-figures";
import {
  childrenOfLinks,
  type Direction,
  type LicenseFinding,
  type OrganizationLinks,
  organizationLinks,
} from "./organization-links";

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

/** The page of one organization. */
export const organizationPage: Analysis<OrganizationPage | null> = {
  id: "organization",
  title: "One organization",
  definition:
    "The organization that --organization names (in the editor, Limit…): its models, its shares and ranks among all authors in the table, the authors and licenses that its models derive from, and those that derive from them. Links among its own models are left out. Any further scope limits its models but not the ranks. " +
    "Open findings are those that a snapshot can show: the license table's verdicts on each link with a license at both ends, in both directions (as in violations), and what the rules that need no more than licenses, languages, data sets, and parents find in its most downloaded models, by what the table tells of their cards. The text of cards is not read: run hub-lineage lint or Check Workspace. " +
    `The interval of the share of possible conflicts treats each author at the other end as one draw. ${kindWords}`,
  source: "this project, with its license table",
  readsLinks: true,
  needs: ["downloads", "license", "task"],
  requires: "organization",
  readsAuthors: true,
  run,
  models: {
    parents: byAuthor("up"),
    children: byAuthor("down"),
    "card-findings": (columns, options, [rule]) => {
      const found = chosen(columns, options);
      return found === null ? [] : modelsOfRule(columns, options, found.own, rule);
    },
  },
};

/** The organization's place among the authors and its models; null if the scope names none that is there. */
function chosen(columns: LineageColumns, options: AnalysisOptions) {
  const { values, codes } = columns.author;
  const author = options.organization === undefined ? -1 : values.indexOf(options.organization);
  if (author < 0) return null;
  const own = new Uint8Array(columns.models);
  for (const model of everyone(columns, options).models) if (codes[model] === author) own[model] = 1;
  return { author, own };
}

function byAuthor(direction: Direction): ModelsOfRow {
  return (columns, options, [name]) => {
    const found = chosen(columns, options);
    if (found === null) return [];
    const other = name === null ? -1 : columns.author.values.indexOf(String(name));
    if (other < 0 && name !== null) return [];
    return childrenOfLinks(columns, options, found.own, found.author, direction, model => {
      return columns.author.codes[model] === other;
    });
  };
}

function run(columns: LineageColumns, options: AnalysisOptions): Findings<OrganizationPage | null> {
  const found = chosen(columns, options);
  if (found === null)
    return {
      finding: ["This page is about one organization. Name it under Limit… or with --organization."],
      coverage: [
        {
          what: "from the organization that the scope names",
          unit: "models",
          known: 0,
          total: columns.models,
        },
      ],
      result: null,
      tables: [],
      pictures: [],
      published: [],
    };
  const { author, own } = found;
  const all = everyone(columns, { ...options, within: null });
  const both = (["up", "down"] as const).map(direction =>
    organizationLinks(columns, options, all, own, author, direction),
  );
  const cards = organizationCards(columns, options, own);
  const result: OrganizationPage = {
    organization: all.name(author) ?? "",
    kind: kindAt(all, author),
    country: all.countries[author] ?? null,
    ranks: ranksOf(columns, options, all, author),
    verdicts: both.map(verdictsOf),
    findings: both.flatMap(({ findings }) => findings),
    cards: cards && inCounts(cards),
  };
  const tables = [...tablesOf(columns, options, all, own, result, both), cardTable(columns, cards)];
  const models = { models: Uint32Array.from(own.keys()).filter(model => own[model] === 1) };
  const licenses = firstLicenses(columns);
  return {
    ...findingOf(result, tables),
    summary: organizationSummary(result.ranks, result.verdicts),
    coverage: [
      numberCoverage(models, "downloads", columns.numbers.downloads),
      covered(models, "license", model => licenses.codes[model]! >= 0),
      ...result.verdicts.map(({ direction, links, judged }) => ({
        what: `license at both ends of links ${direction === "up" ? "to parents" : "from children"}`,
        unit: "edges" as const,
        known: judged,
        total: links,
      })),
      ...cardCoverage(cards, models.models.length),
    ],
    result,
    tables,
    pictures: [
      { title: "Its most downloaded models", kind: "bars", table: "models", x: "downloads", y: "model" },
      { title: "Authors it derives from", kind: "bars", table: "parents", x: "links", y: "author" },
      { title: "Authors who derive from it", kind: "bars", table: "children", x: "links", y: "author" },
      {
        title: "Share of links that may conflict with the parent's license",
        kind: "ranges",
        table: "verdicts",
        x: "share",
        y: "links to",
        low: "low",
        high: "high",
      },
    ],
    published: [],
  };
}

function kindAt({ kinds }: Everyone, place: number): AuthorKind {
  return authorKinds[kinds[place] ?? unknownKind] ?? "unknown";
}

/** Children of each model by other authors. */
function derivedOf(columns: LineageColumns, options: AnalysisOptions): Uint32Array {
  const { child, parent } = columns.edges;
  const { codes } = columns.author;
  const keep = edgeFilter(columns, { ...options, within: null });
  const counts = new Uint32Array(columns.models);
  for (let edge = 0; edge < child.length; edge++) {
    const [one, other] = [codes[child[edge]!]!, codes[parent[edge]!]!];
    if ((one >= 0 && one === other) || keep?.(edge) === false) continue;
    counts[parent[edge]!] = counts[parent[edge]!]! + 1;
  }
  return counts;
}

function ranksOf(
  columns: LineageColumns,
  options: AnalysisOptions,
  all: Everyone,
  author: number,
): readonly OrganizationRank[] {
  const { downloads } = columns.numbers;
  const derived = derivedOf(columns, options);
  const rank = (what: string, of: ((model: number) => number) | null): OrganizationRank => {
    if (of === null) return { what, count: null, share: null, rank: null, authors: 0 };
    const sums = new Float64Array(all.places);
    for (const model of all.models) sums[all.place(model)] = sums[all.place(model)]! + of(model);
    const count = sums[author]!;
    const total = sums.reduce((sum, one) => sum + one, 0);
    let [ahead, authors] = [0, 0];
    for (let place = 0; place < all.places - 1; place++) {
      if (sums[place]! > count) ahead++;
      if (sums[place]! > 0) authors++;
    }
    return {
      what,
      count,
      share: total === 0 ? null : count / total,
      rank: count === 0 ? null : ahead + 1,
      authors,
    };
  };
  return [
    rank("models", () => 1),
    rank("downloads", downloads === null ? null : model => downloads[model]! || 0),
    rank("children by other authors", model => derived[model]!),
  ];
}

function verdictsOf({
  direction,
  links,
  judged,
  incompatible,
  review,
}: OrganizationLinks): OrganizationVerdicts {
  const sum = (values: Float64Array) => values.reduce((all, one) => all + one, 0);
  return {
    direction,
    links,
    judged: sum(judged),
    incompatible: sum(incompatible),
    review,
    share: ratioInterval(incompatible, judged),
  };
}

const directionWords = { up: "its parents", down: "its children" } as const;

function tablesOf(
  columns: LineageColumns,
  options: AnalysisOptions,
  all: Everyone,
  own: Uint8Array,
  { organization, kind, country, ranks, verdicts, findings }: OrganizationPage,
  [up, down]: readonly OrganizationLinks[],
): ResultTable[] {
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
    modelTable(columns, options, own),
    ...(up === undefined ? [] : linkTables("parents", "it derives from", up, all)),
    ...(down === undefined ? [] : linkTables("children", "that derive from it", down, all)),
  ];
}

function modelTable(columns: LineageColumns, options: AnalysisOptions, own: Uint8Array): ResultTable {
  const { downloads } = columns.numbers;
  const { task } = columns.traits;
  const licenses = firstLicenses(columns);
  const derived = derivedOf(columns, options);
  const fetched = Float64Array.from(own, (is, model) => (is === 1 ? (downloads?.[model] ?? Number.NaN) : 0));
  return {
    id: "models",
    title: "Its most downloaded models",
    columns: ["model", "task", "license", "downloads", "children"],
    rows: topPlaces(fetched, topModels).map(model => [
      columns.id(model),
      task?.kind === "single" ? (task.values[task.codes[model]!] ?? null) : null,
      licenses.values[licenses.codes[model]!] ?? null,
      fetched[model]!,
      derived[model]!,
    ]),
  };
}

function linkTables(
  id: "parents" | "children",
  words: string,
  { byAuthor: counts, byLicense, links }: OrganizationLinks,
  all: Everyone,
): readonly ResultTable[] {
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

function findingOf(
  { ranks, verdicts }: OrganizationPage,
  [table, judged]: readonly ResultTable[],
): { finding?: Sentence } {
  if (table === undefined || judged === undefined) return {};
  const [, downloads, children] = ranks;
  const down = verdicts.findIndex(({ direction, share }) => direction === "down" && share !== null);
  const ofAll = (row: number, what: string): Sentence => [
    figure(table, row, "share", "percent"),
    ` of ${what} (rank `,
    figure(table, row, "rank", "count"),
    " of ",
    figure(table, row, "authors", "count"),
    ")",
  ];
  return {
    finding: [
      figure(table, 0, "organization", "words"),
      " has ",
      figure(table, 0, "count", "count"),
      " models",
      ...(downloads?.rank == null ? [] : [" and ", ...ofAll(1, "the downloads")]),
      ...(children?.rank == null
        ? []
        : ["; ", ...ofAll(2, "the links between different authors lead to it")]),
      ...(down < 0
        ? []
        : [
            "; of the links that can be judged, ",
            figure(judged, down, "share", "percent"),
            " may conflict with its licenses",
            ...interval(judged, down, "percent"),
          ]),
      ".",
    ],
  };
}
