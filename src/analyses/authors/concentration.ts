import type { LineageColumns } from "../../columns/columns";
import { once } from "../../lineage/make-once";
import { inequalityOfRanks, type RankedValues, rankValues } from "../../statistics/inequality";
import { type RatioInterval, ratioInterval } from "../../statistics/ratio-interval";
import type { Analysis, AnalysisOptions, Findings } from "../analysis";
import { numberCoverage } from "../organizations/study";
import { edgeFilter } from "../scope";
import { concentrationSummary } from "./author-summaries";
import {
  type Concentration,
  claimsOf,
  findingOf,
  publishedBeside,
  type Spread,
  spreads,
  tablesOf,
  topCounts,
} from "./concentration-result";
import { distinctYears, type Everyone, everyone, yearsOf } from "./everyone";

/** How unequally downloads and children are spread. */
export const concentration: Analysis<Concentration> = {
  id: "concentration",
  title: "Concentration",
  definition:
    "How unequally downloads (in 30 days) and children (models in or outside the scope that name one as a parent) are distributed over authors and over models: the Gini coefficient (0 if all have the same, near 1 if one has everything), " +
    "the Herfindahl-Hirschman index (HHI, the sum of squared shares), and the shares of the top 1, 10, 50, and 100 and of the top 1%. Authors and models with 0 count; models with unknown downloads do not. Figures by year count only the models created in that year, also for authors. " +
    "Intervals are linearized and treat each author as one draw. A few authors account for most of their width, so they are only approximate. Mode paper also counts models that name themselves as a parent.",
  source:
    "Gini linearized as in Deville (1999) and Langel and Tillé (2013), shares of the greatest by the derivative of the Lorenz curve; claims from Osborne, Ding, and Kirk, arXiv:2405.13058 (348,181 models)",
  readsLinks: true,
  needs: ["downloads", "createdAt"],
  run,
  summaryAlone: (columns, options) => overAllYears(columns, options).summary,
  models: {
    years: (columns, options, [year, what]) => {
      if (!spreads.some(one => one === what)) return [];
      const known = knownOf(columns, String(what));
      const { models } = everyone(columns, options);
      const years = yearsOf(columns.numbers.createdAt, models);
      return [...models].filter((model, at) => years[at] === year && known(model));
    },
  },
};

/** Whether a model counts for a spread: those of downloads need the downloads. */
function knownOf({ numbers: { downloads } }: LineageColumns, what: string): (model: number) => boolean {
  if (!what.startsWith("downloads")) return () => true;
  return model => !Number.isNaN(downloads?.[model] ?? Number.NaN);
}

/** How downloads are spread over all years. */
interface DownloadSpreads {
  readonly spreads: readonly Spread[];
  readonly never: RatioInterval | null;
}

/** That of all models, for the same models with other links, which do not change it. */
const spreadsOfAll = new WeakMap<LineageColumns["numbers"], DownloadSpreads>();

function downloadSpreads(columns: LineageColumns, known: () => Units, places: number, isAll: boolean) {
  const kept = isAll ? spreadsOfAll.get(columns.numbers) : undefined;
  if (kept !== undefined) return kept;
  const units = known();
  const found = {
    spreads: spreadsOf(units, null, places),
    never: neverDownloaded(units.ofYear(null), places),
  };
  if (isAll) spreadsOfAll.set(columns.numbers, found);
  return found;
}

/** What is spread, and how over all years. */
function overAllYears(columns: LineageColumns, options: AnalysisOptions) {
  const all = everyone(columns, options);
  const { downloads, createdAt } = columns.numbers;
  const years = once(() => yearsOf(createdAt, all.models));
  const unknown = () => new Float64Array(columns.models).fill(Number.NaN);
  const known = once(() => unitsOf("downloads", downloads ?? unknown(), years, all));
  const children = unitsOf("children", childrenOf(columns, options), years, all);
  const { spreads: ofDownloads, never } = downloadSpreads(
    columns,
    known,
    all.places,
    options.within === null,
  );
  const found = {
    all: [...ofDownloads, ...spreadsOf(children, null, all.places)],
    neverDownloaded: never,
  };
  const summary = concentrationSummary(found.all, all.models.length, found.neverDownloaded);
  const ofYear = (year: number) => [known(), children].flatMap(units => spreadsOf(units, year, all.places));
  return { all, years, ofYear, found, summary };
}

function run(columns: LineageColumns, options: AnalysisOptions): Findings<Concentration> {
  const { all, years, ofYear, found, summary } = overAllYears(columns, options);
  const { downloads, createdAt } = columns.numbers;
  const result: Concentration = { ...found, years: distinctYears(years()).flatMap(ofYear) };
  const tables = tablesOf(result);
  return {
    ...findingOf(result, tables),
    summary,
    claims: claimsOf(result, tables),
    coverage: [numberCoverage(all, "downloads", downloads), numberCoverage(all, "createdAt", createdAt)],
    result,
    tables,
    pictures: [
      {
        title: "How unequally downloads and children are distributed",
        kind: "ranges",
        table: "all",
        x: "value",
        y: "measure",
        by: "what",
        low: "low",
        high: "high",
      },
      {
        title: "HHI by year of creation",
        kind: "lines",
        table: "years",
        x: "year",
        y: "hhi",
        by: "what",
      },
      {
        title: "Share of the top 10 by year of creation",
        kind: "lines",
        table: "years",
        x: "year",
        y: "top10Share",
        by: "what",
      },
    ],
    published: publishedBeside(result),
  };
}

/** Models with a number to spread: the ranks of the numbers, and the places of the authors. */
interface Part extends RankedValues {
  readonly owners: Uint32Array;
}

/** All of them, or (with a year) those that were created in it. */
interface Units {
  readonly name: "downloads" | "children";
  ofYear(year: number | null): Part;
}

function unitsOf(
  name: Units["name"],
  numbers: ArrayLike<number>,
  years: () => Uint16Array,
  { models, place }: Everyone,
): Units {
  const [values, owners] = [new Float64Array(models.length), new Uint32Array(models.length)];
  const counted = new Uint32Array(models.length);
  let count = 0;
  for (let at = 0; at < models.length; at++) {
    const value = numbers[models[at]!]!;
    if (Number.isNaN(value)) continue;
    values[count] = value;
    owners[count] = place(models[at]!);
    counted[count++] = at;
  }
  const known = { ...rankValues(values.subarray(0, count)), owners: owners.subarray(0, count) };
  const places = counted.subarray(0, count);
  const byYear = once(() => partsByYear(known, atPlaces(years(), places)));
  return { name, ofYear: year => (year === null ? known : byYear()(year)) };
}

function atPlaces(years: Uint16Array, places: Uint32Array): Uint16Array {
  const found = new Uint16Array(places.length);
  for (let at = 0; at < places.length; at++) found[at] = years[places[at]!]!;
  return found;
}

/** The parts by year, in their order, by a counting sort. */
function partsByYear(all: Part, years: Uint16Array): (year: number) => Part {
  const { distinct, ranks, owners } = all;
  const starts = new Uint32Array(65_537);
  for (let at = 0; at < ranks.length; at++) starts[years[at]! + 1] = starts[years[at]! + 1]! + 1;
  for (let year = 0; year < 65_536; year++) starts[year + 1] = starts[year + 1]! + starts[year]!;
  const [sortedRanks, sortedOwners] = [new Uint32Array(ranks.length), new Uint32Array(ranks.length)];
  const next = starts.slice();
  for (let at = 0; at < ranks.length; at++) {
    const place = next[years[at]!]!;
    next[years[at]!] = place + 1;
    sortedRanks[place] = ranks[at]!;
    sortedOwners[place] = owners[at]!;
  }
  return year => {
    const [from, to] = [starts[year]!, starts[year + 1]!];
    return { distinct, ranks: sortedRanks.subarray(from, to), owners: sortedOwners.subarray(from, to) };
  };
}

/** The number of children of each model, wherever they are. */
function childrenOf(columns: LineageColumns, options: AnalysisOptions): Uint32Array {
  const { child, parent } = columns.edges;
  const keep = edgeFilter(columns, { ...options, within: null });
  const counts = new Uint32Array(columns.models);
  for (let edge = 0; edge < child.length; edge++)
    if (keep === undefined || keep(edge)) counts[parent[edge]!] = counts[parent[edge]!]! + 1;
  return counts;
}

function spreadsOf({ name, ofYear }: Units, year: number | null, places: number): readonly Spread[] {
  const part = ofYear(year);
  const { distinct, ranks, owners } = part;
  const [sums, isThere] = [new Float64Array(places), new Uint8Array(places)];
  for (let at = 0; at < ranks.length; at++) {
    const owner = owners[at]!;
    sums[owner] = sums[owner]! + distinct[ranks[at]!]!;
    isThere[owner] = 1;
  }
  const found: number[] = [];
  for (let owner = 0; owner < places; owner++) if (isThere[owner] === 1) found.push(owner);
  const authors = Uint32Array.from(found);
  const spread = (over: "author" | "model", units: RankedValues, clusters: Uint32Array): Spread => {
    const percent = Math.ceil(clusters.length / 100);
    const { tops, ...rest } = inequalityOfRanks(units, clusters, places, [...topCounts, percent]);
    const what = `${name} by ${over}` as const;
    return {
      what,
      year,
      models: ranks.length,
      ...rest,
      tops: tops.slice(0, -1),
      topPercent: clusters.length === 0 ? null : (tops.at(-1) ?? null),
    };
  };
  const ofAuthors = rankValues(new Float64Array(found.map(owner => sums[owner]!)));
  return [spread("author", ofAuthors, authors), spread("model", part, owners)];
}

function neverDownloaded({ distinct, ranks, owners }: Part, places: number): RatioInterval | null {
  const [never, models] = [new Float64Array(places), new Float64Array(places)];
  for (let at = 0; at < ranks.length; at++) {
    const owner = owners[at]!;
    models[owner] = models[owner]! + 1;
    if (distinct[ranks[at]!] === 0) never[owner] = never[owner]! + 1;
  }
  return ratioInterval(never, models);
}
