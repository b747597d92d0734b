import type { LineageColumns, NumberColumn, SingleTrait } from "../../columns/columns";
import { ratioInterval } from "../../statistics/ratio-interval";
import type {
  Analysis,
  AnalysisOptions,
  Findings,
  Headline,
  ModelsOfRow,
  ResultTable,
  Sentence,
} from "../analysis";
import { covered, kindWords, numberCoverage } from "../organizations/study";
import { edgeFilter } from "../scope";
import { figure, interval } from "../sentence";
import { firstLicenses } from "../violations";
import { organizationSummary } from "./author-summaries";
import { everyone } from "./everyone";
import { cardCoverage, cardTable, inCounts, modelsOfRule, organizationCards } from "./organization-cards";
import type { OrganizationRank, OrganizationVerdicts } from "./organization-figures";
import {
  childrenOfLinks,
  type Direction,
  type OrganizationLinks,
  organizationLinks,
} from "./organization-links";
import { findingTables, kindAt, linkTables, modelTable, type OrganizationPage } from "./organization-tables";

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
  summaryAlone,
  models: {
    parents: byAuthor("up"),
    children: byAuthor("down"),
    "card-findings": (columns, options, [rule]) => {
      const found = chosen(columns, options);
      return found === null ? [] : modelsOfRule(columns, options, found.members, rule);
    },
  },
};

/** The organization's place among the authors and its models, marked and listed; null if the scope names none that is there. */
function chosen(columns: LineageColumns, options: AnalysisOptions) {
  const { values, codes } = columns.author;
  const author = options.organization === undefined ? -1 : values.indexOf(options.organization);
  if (author < 0) return null;
  const { within } = options;
  const [own, members] = [new Uint8Array(columns.models), [] as number[]];
  for (let model = 0; model < codes.length; model++) {
    if (codes[model] !== author || (within !== null && within[model] !== 1)) continue;
    own[model] = 1;
    members.push(model);
  }
  return { author, own, members: Uint32Array.from(members) };
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

/** The summary, and what it is told from. */
function partsOf(
  columns: LineageColumns,
  options: AnalysisOptions,
  { author, own }: NonNullable<ReturnType<typeof chosen>>,
) {
  const all = everyone(columns, { ...options, within: null });
  const licenses = firstLicenses(columns);
  const both = (["up", "down"] as const).map(direction =>
    organizationLinks(columns, options, all, own, author, direction, licenses),
  );
  const derived = derivedOf(columns, options);
  const [ranks, verdicts] = [ranksOf(columns, derived, author), both.map(verdictsOf)];
  return { all, licenses, both, derived, ranks, verdicts, summary: organizationSummary(ranks, verdicts) };
}

function summaryAlone(columns: LineageColumns, options: AnalysisOptions): readonly Headline[] {
  const found = chosen(columns, options);
  return found === null ? [] : partsOf(columns, options, found).summary;
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
  const { author, members } = found;
  const { all, licenses, both, derived, ranks, verdicts, summary } = partsOf(columns, options, found);
  const cards = organizationCards(columns, options, members);
  const result: OrganizationPage = {
    organization: all.name(author) ?? "",
    kind: kindAt(all, author),
    country: all.countries[author] ?? null,
    ...{ ranks, verdicts },
    findings: both.flatMap(({ findings }) => findings),
    cards: cards && inCounts(cards),
  };
  const tables = [
    ...findingTables(result),
    modelTable(columns, members, derived, licenses),
    ...both.flatMap(links => linkTables(links, all)),
    cardTable(columns, cards),
  ];
  const models = { models: members };
  return {
    ...findingOf(result, tables),
    summary,
    coverage: [
      numberCoverage(models, "downloads", columns.numbers.downloads),
      covered(models, "license", model => licenses.codes[model]! >= 0),
      ...result.verdicts.map(({ direction, links, judged }) => ({
        what: `license at both ends of links ${direction === "up" ? "to parents" : "from children"}`,
        unit: "edges" as const,
        known: judged,
        total: links,
      })),
      ...cardCoverage(cards, members.length),
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

/**
 * A sum over the models of each author, by its place, with the models without an author last; each model counts 1 without
 * numbers, and 0 if its number is unknown.
 */
function sumsByAuthor({ codes, values }: SingleTrait, numbers: NumberColumn | null): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let model = 0; model < codes.length; model++) {
    const place = codes[model]! < 0 ? values.length : codes[model]!;
    sums[place] = sums[place]! + (numbers === null ? 1 : numbers[model]! || 0);
  }
  return sums;
}

function ranksOf(
  { author: authors, numbers: { downloads } }: LineageColumns,
  derived: Uint32Array,
  author: number,
): readonly OrganizationRank[] {
  const rank = (what: string, sums: Float64Array): OrganizationRank => {
    const count = sums[author]!;
    const total = sums.reduce((sum, one) => sum + one, 0);
    let [ahead, having] = [0, 0];
    for (let place = 0; place < authors.values.length; place++) {
      if (sums[place]! > count) ahead++;
      if (sums[place]! > 0) having++;
    }
    return {
      what,
      count,
      share: total === 0 ? null : count / total,
      rank: count === 0 ? null : ahead + 1,
      authors: having,
    };
  };
  return [
    rank("models", sumsByAuthor(authors, null)),
    downloads === null
      ? { what: "downloads", count: null, share: null, rank: null, authors: 0 }
      : rank("downloads", sumsByAuthor(authors, downloads)),
    rank("children by other authors", sumsByAuthor(authors, derived)),
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
