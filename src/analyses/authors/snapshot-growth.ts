import type { LineageColumns } from "../../columns/columns";
import { type AuthorKind, authorKinds } from "../../organizations/kinds";
import { type RatioInterval, ratioInterval } from "../../statistics/ratio-interval";
import type { Analysis, AnalysisOptions, Findings, ResultTable, Sentence } from "../analysis";
import { kindWords, numberCoverage, unknownKind } from "../organizations/study";
import { figure, interval } from "../sentence";
import { topPlaces } from "../top";
import { growthSummary } from "./author-summaries";
import {
  type ComparedSnapshot,
  type ComparedSnapshots,
  compared,
  type Fates,
  fatesOf,
} from "./growth-counts";
import { modelTables } from "./growth-models";

/** A quantity in both snapshots; null where a snapshot lacks it. */
export interface Grown {
  readonly what: string;
  readonly older: number | null;
  readonly newer: number | null;
  /** Newer by older; the interval treats each author as one draw, with what it has in both. */
  readonly factor: RatioInterval | null;
}

/** An author by downloads in both snapshots; ranks from 1, null where it has no downloads. */
export interface RankedAuthor {
  readonly author: string;
  readonly olderRank: number | null;
  readonly newerRank: number | null;
  readonly olderDownloads: number;
  readonly newerDownloads: number;
}

/** How the Hub, or a scope of it, changed from an older snapshot to this one. */
export interface SnapshotGrowth {
  /** The days of the last upload in each; null without dates. */
  readonly from: string | null;
  readonly to: string | null;
  readonly totals: readonly Grown[];
  readonly kinds: readonly (Grown & { readonly kind: AuthorKind })[];
  readonly added: number;
  readonly vanished: number;
  readonly stayed: number;
  readonly joinedScope: number;
  readonly leftScope: number;
  readonly ranks: readonly RankedAuthor[];
}

const topAuthors = 20;

/** What grew, vanished, and overtook between two snapshots. */
export const snapshotGrowth: Analysis<SnapshotGrowth | null> = {
  id: "growth",
  title: "Growth since an older snapshot",
  definition:
    "Compares this snapshot with an older one, which --compare names (not available in the editor). Models are matched by their exact IDs: one that was renamed or moved counts as vanished and as new, and a vanished one may have been deleted or made private. Both tables are assumed to be complete: what a partial one leaves out looks vanished or new. " +
    "Downloads are those of the 30 days before each snapshot. Children are links from models in the scope to an author's models. A factor is the newer number divided by the older one; its interval treats each author as one draw, with its numbers in both. " +
    `Authors are ranked by downloads; the table has all who were or are in the top ${topAuthors}. ${kindWords}`,
  source: "this project",
  needs: ["downloads", "createdAt"],
  requires: "older",
  readsAuthors: true,
  run,
};

function run(columns: LineageColumns, options: AnalysisOptions): Findings<SnapshotGrowth | null> {
  const { older } = options;
  if (older === undefined)
    return {
      coverage: [
        { what: "in an older snapshot to compare with", unit: "models", known: 0, total: columns.models },
      ],
      result: null,
      tables: [],
      pictures: [],
      published: [],
    };
  const both = compared(columns, older, options);
  const fates = fatesOf(both);
  const result: SnapshotGrowth = {
    from: lastUpload(both.older),
    to: lastUpload(both.newer),
    totals: totalsOf(both),
    kinds: authorKinds.flatMap((kind, code) => kindRows(kind, code, both)),
    added: fates.added.length,
    vanished: fates.vanished.length,
    stayed: fates.stayed.length,
    joinedScope: fates.joinedScope,
    leftScope: fates.leftScope,
    ranks: ranksOf(both),
  };
  const tables = tablesOf(result, both, fates);
  return {
    ...findingOf(result, tables),
    summary: growthSummary(result.totals, result.vanished, both.older.all.models.length),
    coverage: coverageOf(both, fates),
    result,
    tables,
    pictures: [
      {
        title: "Growth of models and downloads by kind of author",
        kind: "ranges",
        table: "kinds",
        x: "factor",
        y: "kind",
        by: "what",
        low: "low",
        high: "high",
      },
      {
        title: "Models that gained the most downloads",
        kind: "bars",
        table: "risers",
        x: "gained",
        y: "model",
      },
      {
        title: "Authors with the most vanished models",
        kind: "bars",
        table: "gone",
        x: "vanished",
        y: "author",
      },
    ],
    published: [],
  };
}

function coverageOf({ older, newer }: ComparedSnapshots, { vanished }: Fates) {
  const knownIn = ({ columns, all }: ComparedSnapshot, what: string) =>
    numberCoverage(all, what, columns.numbers.downloads);
  const then = older.all.models.length;
  const unit = "models" as const;
  return [
    { what: "older models that are still there", unit, known: then - vanished.length, total: then },
    knownIn(older, "downloads in the older snapshot"),
    knownIn(newer, "downloads in this snapshot"),
  ];
}

function lastUpload({ columns: { numbers }, all }: ComparedSnapshot): string | null {
  const { createdAt } = numbers;
  const { models } = all;
  let last = Number.NEGATIVE_INFINITY;
  if (createdAt !== null)
    for (let at = 0; at < models.length; at++) {
      const time = createdAt[models[at]!]!;
      if (time > last) last = time;
    }
  return Number.isFinite(last) ? new Date(last).toISOString().slice(0, 10) : null;
}

function total(numbers: Float64Array | null): number | null {
  if (numbers === null) return null;
  let sum = 0;
  for (let at = 0; at < numbers.length; at++) sum += numbers[at]!;
  return sum;
}

/** A quantity by author in both snapshots, summed over the authors at some places, or over all. */
function grown(
  what: string,
  older: Float64Array | null,
  newer: Float64Array | null,
  places?: Uint32Array,
): Grown {
  const only = (values: Float64Array | null) => {
    if (values === null || places === undefined) return values;
    const kept = new Float64Array(places.length);
    for (let at = 0; at < places.length; at++) kept[at] = values[places[at]!]!;
    return kept;
  };
  const [then, now] = [only(older), only(newer)];
  return {
    what,
    older: total(then),
    newer: total(now),
    factor: then === null || now === null ? null : ratioInterval(now, then, Number.POSITIVE_INFINITY),
  };
}

function totalsOf({ older: { sums: then }, newer: { sums: now } }: ComparedSnapshots): readonly Grown[] {
  const authors = (models: Float64Array) =>
    models.subarray(0, -1).reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const [before, after] = [authors(then.models), authors(now.models)];
  return [
    grown("models", then.models, now.models),
    {
      what: "authors",
      older: before,
      newer: after,
      factor: before === 0 ? null : { ratio: after / before, low: null, high: null },
    },
    grown("downloads", then.downloads, now.downloads),
    grown("children", then.children, now.children),
  ];
}

function kindRows(
  kind: AuthorKind,
  code: number,
  { older: { sums: then }, newer: { sums: now }, kinds }: ComparedSnapshots,
): SnapshotGrowth["kinds"] {
  const places = new Uint32Array(then.models.length);
  let count = 0;
  for (let place = 0; place < places.length; place++)
    if ((kinds[place] ?? unknownKind) === code) places[count++] = place;
  const ofKind = places.subarray(0, count);
  return [
    { kind, ...grown("models", then.models, now.models, ofKind) },
    { kind, ...grown("downloads", then.downloads, now.downloads, ofKind) },
    { kind, ...grown("children", then.children, now.children, ofKind) },
  ];
}

function ranksOf({ older, newer, names }: ComparedSnapshots): readonly RankedAuthor[] {
  const [then, now] = [older.sums.downloads, newer.sums.downloads];
  if (then === null || now === null) return [];
  const rank = (values: Float64Array, place: number) => {
    const own = values[place]!;
    if (own === 0) return null;
    let before = 0;
    for (let at = 0; at < values.length - 1; at++) if (values[at]! > own) before++;
    return before + 1;
  };
  // The last place is that of models without an author.
  const first = (values: Float64Array) => topPlaces(values.subarray(0, -1), topAuthors);
  return [...new Set([...first(now), ...first(then)])]
    .map(place => ({
      author: names[place] ?? "",
      olderRank: rank(then, place),
      newerRank: rank(now, place),
      olderDownloads: then[place]!,
      newerDownloads: now[place]!,
    }))
    .sort(
      (one, other) =>
        (one.newerRank ?? Number.POSITIVE_INFINITY) - (other.newerRank ?? Number.POSITIVE_INFINITY) ||
        (one.olderRank ?? 0) - (other.olderRank ?? 0),
    );
}

/** The pairs of authors ranked in both whose order changed: who is ahead now, and was behind. */
function overtakings(ranks: readonly RankedAuthor[]): readonly (readonly [RankedAuthor, RankedAuthor])[] {
  const isAhead = (one: number | null, other: number | null) => one !== null && other !== null && one < other;
  return ranks.flatMap(one =>
    ranks
      .filter(other => isAhead(one.newerRank, other.newerRank) && isAhead(other.olderRank, one.olderRank))
      .map(other => [one, other] as const),
  );
}

function growthTable(
  id: string,
  title: string,
  first: readonly string[],
  rows: readonly Grown[],
): ResultTable {
  return {
    id,
    title,
    columns: [...first, "older", "newer", "factor", "low", "high"],
    rows: rows.map(row => [
      ...("kind" in row ? [String(row.kind)] : []),
      row.what,
      row.older,
      row.newer,
      row.factor?.ratio ?? null,
      row.factor?.low ?? null,
      row.factor?.high ?? null,
    ]),
  };
}

function tablesOf(result: SnapshotGrowth, both: ComparedSnapshots, fates: Fates): ResultTable[] {
  const { totals, kinds, ranks, added, vanished, stayed, joinedScope, leftScope } = result;
  const before = both.older.all.models.length;
  const now = both.newer.all.models.length;
  return [
    growthTable("totals", "What grew", ["what"], totals),
    {
      id: "models",
      title: "What happened to the models",
      columns: ["what", "count", "ofOlder", "ofNewer"],
      rows: (
        [
          ["in both", stayed, true, true],
          ["vanished", vanished, true, false],
          ["new", added, false, true],
          ["in both, but only now in the scope", joinedScope, false, true],
          ["in both, but no longer in the scope", leftScope, true, false],
        ] as const
      )
        .filter(([, count], at) => at < 3 || count > 0)
        .map(([what, count, isOlder, isNewer]) => [
          what,
          count,
          isOlder && before > 0 ? count / before : null,
          isNewer && now > 0 ? count / now : null,
        ]),
    },
    {
      id: "snapshots",
      title: "The snapshots",
      columns: ["snapshot", "lastUpload", "modelCount"],
      rows: [
        ["older", result.from, before],
        ["newer", result.to, now],
      ],
    },
    growthTable("kinds", "What grew, by kind of author", ["kind", "what"], kinds),
    {
      id: "ranks",
      title: "Authors by downloads",
      columns: ["author", "newerRank", "olderRank", "newerDownloads", "olderDownloads"],
      rows: ranks.map(row => [
        row.author,
        row.newerRank,
        row.olderRank,
        row.newerDownloads,
        row.olderDownloads,
      ]),
    },
    {
      id: "overtakings",
      title: "Who overtook whom",
      columns: ["author", "overtook", "olderRanks", "newerRanks"],
      rows: overtakings(ranks).map(([one, other]) => [
        one.author,
        other.author,
        `${one.olderRank} behind ${other.olderRank}`,
        `${one.newerRank} ahead of ${other.newerRank}`,
      ]),
    },
    ...modelTables(both, fates),
  ];
}

function findingOf(
  { from, to, totals }: SnapshotGrowth,
  [table, models, snapshots]: readonly ResultTable[],
): { finding?: Sentence } {
  const [grew, , downloads] = totals;
  if (table === undefined || models === undefined || snapshots === undefined || grew?.factor == null)
    return {};
  return {
    finding: [
      ...(from === null || to === null
        ? ["Since the older snapshot"]
        : [
            "From ",
            figure(snapshots, 0, "lastUpload", "words"),
            " to ",
            figure(snapshots, 1, "lastUpload", "words"),
            " (last uploads)",
          ]),
      ", the number of models changed by a factor of ",
      figure(table, 0, "factor", "number"),
      ...interval(table, 0, "number"),
      ...(downloads?.factor == null
        ? []
        : [
            " and that of downloads by ",
            figure(table, 2, "factor", "number"),
            ...interval(table, 2, "number"),
          ]),
      "; ",
      figure(models, 1, "count", "count"),
      " models vanished, ",
      figure(models, 1, "ofOlder", "percent"),
      " of the older ones.",
    ],
  };
}
