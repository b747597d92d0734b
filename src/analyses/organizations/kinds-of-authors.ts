import type { LineageColumns } from "../../columns/columns";
import { type AuthorKind, authorKinds } from "../../organizations/kinds";
import { quantileOf } from "../../statistics/quantile";
import { type GroupSizes, groupShare } from "../../statistics/ratio-interval";
import type { Analysis, AnalysisOptions, Findings, ResultTable, Sentence } from "../analysis";
import { figure, interval } from "../sentence";
import { topPlacesByGroup } from "../top";
import { kindClaims } from "./kind-claims";
import type { KindRow, KindsOfAuthors, LargeModel } from "./kind-figures";
import { kindsSummary } from "./kind-summaries";
import {
  type Counted,
  counted,
  covered,
  kindCoverage,
  kindWords,
  leftOutCoverage,
  numberCoverage,
  numbersOf,
  sizeWords,
  study,
  studyKind,
  studyKinds,
  unknownKind,
} from "./study";
import { type UnknownAuthors, unknownAuthors, unknownTable } from "./unknown-authors";

const largestPerKind = 3;

/** Models, downloads, and sizes by kind of author: figure 2 of the study. */
export const kindsOfAuthors: Analysis<KindsOfAuthors> = {
  id: "kinds",
  title: "Kinds of authors",
  definition:
    "How many models the authors of each kind have, how often these are downloaded (in 30 days), and how large they are. Intervals of shares treat each author as one draw, because the models of one author are alike. " +
    `${kindWords} The study groups persons, governments, communities, and unknown authors as other, and so does the second table. Another table tells what is known of the unknown ones: an organization stays unknown even if the Hub confirms that it is one. ${sizeWords}`,
  source: `${study.source}, figure 2; kinds by this project's table of authors; intervals are ours`,
  needs: ["downloads", "usedStorage", "weightBytes"],
  readsAuthors: true,
  run,
  models: {
    kinds: (columns, options, [kind]) => ofKind(columns, options, one => one === kind),
    "study-kinds": (columns, options, [kind]) => ofKind(columns, options, one => studyKind(one) === kind),
  },
};

function ofKind(columns: LineageColumns, options: AnalysisOptions, test: (kind: AuthorKind) => boolean) {
  const chosen = counted(columns, options);
  const passes = authorKinds.map(test);
  return [...chosen.models].filter(model => passes[chosen.kind(model)] === true);
}

function run(columns: LineageColumns, options: AnalysisOptions): Findings<KindsOfAuthors> {
  const chosen = counted(columns, options);
  const sums = sumsOf(columns, chosen);
  const result: KindsOfAuthors = {
    kinds: authorKinds.map(kind => rowOf(kind, sums, order.indexOf(kind))),
    studyKinds: studyKinds.map(kind => {
      const places = order.flatMap((one, place) => (studyKind(one) === kind ? [place] : []));
      return rowOf(kind, sums, Math.min(...places), Math.max(...places) + 1);
    }),
    largest: largestOf(columns, chosen),
    unknown: sums.unknown,
  };
  const tables = tablesOf(result);
  return {
    ...findingOf(result, tables),
    summary: kindsSummary(result.kinds, chosen.models.length),
    claims: kindClaims(result, tables),
    coverage: [
      kindCoverage(chosen),
      numberCoverage(chosen, "downloads", columns.numbers.downloads),
      ...chosen.sizes.coverage.map(({ what, known }) => covered(chosen, what, known)),
      ...leftOutCoverage(chosen),
    ],
    result,
    tables,
    pictures: [
      { title: "Models by kind of author", kind: "bars", table: "kinds", x: "models", y: "kind" },
      {
        title: "Share of downloads by kind of author",
        kind: "bars",
        table: "kinds",
        x: "ofDownloads",
        y: "kind",
        ...{ low: "low", high: "high" },
      },
      {
        title: "Downloads per model by kind of author",
        kind: "bars",
        table: "kinds",
        x: "perModel",
        y: "kind",
      },
      { title: "Median size by kind of author, GB", kind: "bars", table: "kinds", x: "medianGB", y: "kind" },
    ],
    published: [],
  };
}

/**
 * The kinds of authors in an order in which those that the study calls other stand together, so that the numbers of both
 * kinds of kinds are parts of one list.
 */
const order: readonly AuthorKind[] = [
  ...authorKinds.filter(kind => studyKind(kind) !== "other"),
  ...authorKinds.filter(kind => studyKind(kind) === "other"),
];

/** Numbers of models in the order of the kinds, the unknown ones left out; `starts` has where each kind begins, and the end. */
interface OfKinds {
  readonly numbers: Float64Array;
  readonly starts: readonly number[];
}

/** What is counted of each kind, in their order. */
interface Sums {
  readonly models: readonly number[];
  readonly authorModels: readonly GroupSizes[];
  /** Null if the table has no downloads. */
  readonly authorDownloads: readonly GroupSizes[] | null;
  readonly authors: readonly number[];
  readonly downloads: OfKinds;
  readonly sizes: OfKinds;
  readonly unknown: readonly UnknownAuthors[];
}

function sumsOf({ numbers: { downloads } }: LineageColumns, chosen: Counted): Sums {
  const { models, author, kinds, sizes } = chosen;
  const { length } = author.values;
  // One more place for models without an author.
  const counts = new Float64Array(length + 1);
  const fetched = new Float64Array(length + 1);
  for (let at = 0; at < models.length; at++) {
    const code = author.codes[models[at]!]!;
    const place = code < 0 ? length : code;
    counts[place] = counts[place]! + 1;
    const number = downloads?.[models[at]!] ?? Number.NaN;
    if (!Number.isNaN(number)) fetched[place] = fetched[place]! + number;
  }
  const placeOfKind = authorKinds.map(kind => order.indexOf(kind));
  const placeOf = (at: number) => placeOfKind[kinds[at] ?? unknownKind]!;
  const groups = (values: Float64Array) =>
    order.map((_, place): GroupSizes => {
      let [known, sum, squares] = [0, 0, 0];
      for (let at = 0; at <= length; at++) {
        const value = values[at]!;
        if (value <= 0 || placeOf(at) !== place) continue;
        known++;
        sum += value;
        squares += value ** 2;
      }
      return { groups: known, sum, squares };
    });
  const authorModels = groups(counts);
  const modelsOf = authorModels.map(({ sum }) => sum);
  const ofKinds = (number: (model: number) => number) =>
    inKinds(models, modelsOf, model => placeOfKind[chosen.kind(model)]!, number);
  return {
    models: modelsOf,
    authorModels,
    authorDownloads: downloads === null ? null : groups(fetched),
    authors: authorModels.map(({ groups: authors }) => authors),
    downloads: ofKinds(model => downloads?.[model] ?? Number.NaN),
    sizes: ofKinds(sizes.bytes),
    unknown: unknownAuthors(chosen, counts, downloads === null ? null : fetched),
  };
}

/** The known numbers of the models, kind by kind; `counts` has how many models each kind has. */
function inKinds(
  models: Uint32Array,
  counts: readonly number[],
  placeOf: (model: number) => number,
  number: (model: number) => number,
): OfKinds {
  const room = counts.map((_, place) => counts.slice(0, place).reduce((sum, count) => sum + count, 0));
  const next = [...room];
  const spread = new Float64Array(models.length);
  for (let at = 0; at < models.length; at++) {
    const value = number(models[at]!);
    if (Number.isNaN(value)) continue;
    const place = placeOf(models[at]!);
    spread[next[place]!] = value;
    next[place] = next[place]! + 1;
  }
  // Close the gaps that unknown numbers left.
  const starts = [0];
  next.forEach((end, place) => {
    const start = starts[place]!;
    spread.copyWithin(start, room[place]!, end);
    starts.push(start + end - room[place]!);
  });
  return { numbers: spread.subarray(0, starts.at(-1)), starts };
}

function added(sizes: readonly GroupSizes[]): GroupSizes {
  return sizes.reduce((sum, one) => ({
    groups: sum.groups + one.groups,
    sum: sum.sum + one.sum,
    squares: sum.squares + one.squares,
  }));
}

/** The row of one kind, or of several that stand together in the order: those at `from` to `to`. */
function rowOf<Kind extends string>(kind: Kind, sums: Sums, from: number, to = from + 1): KindRow<Kind> {
  const part = (of: OfKinds) => of.numbers.subarray(of.starts[from], of.starts[to]);
  const [fetched, sizes] = [part(sums.downloads), part(sums.sizes)];
  const total = (counts: readonly number[]) => counts.slice(from, to).reduce((sum, count) => sum + count, 0);
  const share = (sizesOf: readonly GroupSizes[]) =>
    groupShare(added(sizesOf.slice(from, to)), added(sizesOf));
  const { authorDownloads } = sums;
  const downloads = authorDownloads && added(authorDownloads.slice(from, to)).sum;
  const size = (at: number) => (sizes.length === 0 ? null : quantileOf(sizes, at) / 1e9);
  return {
    kind,
    authors: total(sums.authors),
    models: total(sums.models),
    ofModels: share(sums.authorModels),
    downloads,
    ofDownloads: authorDownloads && share(authorDownloads),
    perModel: downloads === null || fetched.length === 0 ? null : downloads / fetched.length,
    medianDownloads: fetched.length === 0 ? null : quantileOf(fetched, 0.5),
    sized: sizes.length,
    medianSize: size(0.5),
    largestSize: size(1),
  };
}

function largestOf(columns: LineageColumns, { models, kind, sizes }: Counted): readonly LargeModel[] {
  const bytes = numbersOf(models, sizes.bytes);
  const tops = topPlacesByGroup(bytes, numbersOf(models, kind), authorKinds.length, largestPerKind);
  return authorKinds.flatMap((name, code) =>
    (tops[code] ?? []).map(at => ({
      kind: name,
      model: columns.id(models[at]!),
      gigabytes: bytes[at]! / 1e9,
    })),
  );
}

function tablesOf({ kinds, studyKinds: theirs, largest, unknown }: KindsOfAuthors): ResultTable[] {
  const table = (id: string, title: string, rows: readonly KindRow<string>[]): ResultTable => ({
    id,
    title,
    columns: [
      "kind",
      "authors",
      "models",
      "ofModels",
      "downloads",
      "ofDownloads",
      "low",
      "high",
      "perModel",
      "medianDownloads",
      "sized",
      "medianGB",
      "largestGB",
    ],
    rows: rows.map(row => [
      row.kind,
      row.authors,
      row.models,
      row.ofModels?.ratio ?? null,
      row.downloads,
      row.ofDownloads?.ratio ?? null,
      row.ofDownloads?.low ?? null,
      row.ofDownloads?.high ?? null,
      row.perModel,
      row.medianDownloads,
      row.sized,
      row.medianSize,
      row.largestSize,
    ]),
  });
  return [
    table("kinds", "Kinds of authors", kinds),
    table("study-kinds", "Kinds of authors as in the study", theirs),
    {
      id: "largest",
      title: "The largest models of each kind",
      columns: ["kind", "model", "GB"],
      rows: largest.map(({ kind, model, gigabytes }) => [kind, model, gigabytes]),
    },
    unknownTable(unknown),
  ];
}

function findingOf({ kinds }: KindsOfAuthors, [table]: readonly ResultTable[]): { finding?: Sentence } {
  const shares = kinds.map(({ kind, ofDownloads }) => (kind === "unknown" ? -1 : (ofDownloads?.ratio ?? -1)));
  const most = shares.indexOf(Math.max(...shares));
  if (table === undefined || (shares[most] ?? -1) <= 0) return {};
  return {
    finding: [
      "Of the known kinds, ",
      figure(table, most, "kind", "words"),
      " has the most downloads: its authors have ",
      figure(table, most, "ofModels", "percent"),
      " of the models and ",
      figure(table, most, "ofDownloads", "percent"),
      " of the downloads",
      ...interval(table, most, "percent"),
      ".",
    ],
  };
}
