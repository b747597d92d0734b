import type { LineageColumns } from "../../columns/columns";
import { authorKinds } from "../../organizations/kinds";
import { ratioInterval } from "../../statistics/ratio-interval";
import type { Analysis, AnalysisOptions, Findings, ResultTable, Sentence } from "../analysis";
import { modelsThat } from "../models-of-row";
import { figure, interval } from "../sentence";
import { topPlaces, topPlacesByGroup } from "../top";
import { leadersSummary } from "./kind-summaries";
import { leaderClaims } from "./leader-claims";
import type { Leaders, LeadingAuthor, LeadingModel } from "./leader-figures";
import { modalities } from "./modalities";
import {
  type Counted,
  counted,
  kindCoverage,
  kindWords,
  leftOutCoverage,
  numberCoverage,
  numbersOf,
  study,
} from "./study";

const [perKind, topAuthors, topModels] = [5, 10, 10];

/** Authors with most uploads and downloads of each kind, and the most downloaded models: figure 3 of the study. */
export const leaders: Analysis<Leaders> = {
  id: "leaders",
  title: "Leading authors and models",
  definition:
    `The ${perKind} authors of each kind with the most models and with the most downloads (in 30 days), and the ${topModels} most downloaded models. The interval of these models' share treats each author as one draw. ${kindWords} ` +
    "A model joins two modalities if its task takes or produces at least two of text, image, audio, and video.",
  source: `${study.source}, figure 3; kinds by this project's table of authors; the interval is ours`,
  needs: ["downloads", "task"],
  readsAuthors: true,
  run,
  models: {
    uploads: byAuthor,
    downloads: byAuthor,
    "most-uploads": byAuthor,
    "most-downloads": byAuthor,
  },
};

function byAuthor(
  columns: LineageColumns,
  options: AnalysisOptions,
  [, author]: readonly unknown[],
): readonly number[] {
  const code = columns.author.values.indexOf(String(author));
  return code < 0
    ? []
    : modelsThat(columns.models, options.within, model => columns.author.codes[model] === code);
}

function run(columns: LineageColumns, options: AnalysisOptions): Findings<Leaders> {
  const chosen = counted(columns, options);
  const { downloads } = columns.numbers;
  const { codes, values } = chosen.author;
  const counts = new Float64Array(values.length);
  const fetched = new Float64Array(values.length);
  for (const model of chosen.models) {
    const code = codes[model]!;
    if (code < 0) continue;
    counts[code] = counts[code]! + 1;
    const number = downloads?.[model] ?? Number.NaN;
    if (!Number.isNaN(number)) fetched[code] = fetched[code]! + number;
  }
  const hasDownloads = downloads !== null;
  const author = (at: number) => authorAt(at, chosen, counts, hasDownloads ? fetched : null);
  const ofEach = (numbers: Float64Array) =>
    topPlacesByGroup(numbers, chosen.kinds, authorKinds.length, perKind).flatMap(top => top.map(author));
  const ofAll = (numbers: Float64Array) => topPlaces(numbers, topAuthors).map(author);
  const { models, topShare } = leadingModels(columns, chosen);
  const result: Leaders = {
    uploads: ofEach(counts),
    downloads: hasDownloads ? ofEach(fetched) : [],
    mostUploads: ofAll(counts),
    mostDownloads: hasDownloads ? ofAll(fetched) : [],
    models,
    topShare,
  };
  const tables = tablesOf(result);
  const based = numberCoverage(chosen, "downloads", downloads);
  return {
    ...findingOf(result, tables),
    summary: leadersSummary(result, chosen.models.length, based.known),
    claims: leaderClaims(result, tables),
    coverage: [kindCoverage(chosen), based, ...leftOutCoverage(chosen)],
    result,
    tables,
    pictures: [
      { title: "The ten most downloaded models", kind: "bars", table: "models", x: "downloads", y: "model" },
      {
        title: "The ten authors with the most downloads",
        kind: "bars",
        table: "most-downloads",
        x: "downloads",
        y: "author",
      },
      {
        title: "The ten authors with the most models",
        kind: "bars",
        table: "most-uploads",
        x: "models",
        y: "author",
      },
    ],
    published: [],
  };
}

function authorAt(
  at: number,
  { kinds, author, countries }: Counted,
  counts: Float64Array,
  fetched: Float64Array | null,
): LeadingAuthor {
  return {
    author: author.values[at] ?? "",
    kind: authorKinds[kinds[at]!] ?? "unknown",
    country: countries[at] ?? null,
    models: counts[at]!,
    downloads: fetched?.[at] ?? null,
  };
}

function leadingModels(columns: LineageColumns, chosen: Counted): Pick<Leaders, "models" | "topShare"> {
  const { downloads } = columns.numbers;
  if (downloads === null) return { models: [], topShare: null };
  const { codes, values } = chosen.author;
  const numbers = numbersOf(chosen.models, model => downloads[model]! || 0);
  const top = topPlaces(numbers, topModels);
  const places = new Float64Array(values.length + 1);
  const parts = new Float64Array(values.length + 1);
  const placeOf = (model: number) => (codes[model]! < 0 ? values.length : codes[model]!);
  for (let at = 0; at < numbers.length; at++) {
    const place = placeOf(chosen.models[at]!);
    places[place] = places[place]! + numbers[at]!;
  }
  for (const at of top) {
    const place = placeOf(chosen.models[at]!);
    parts[place] = parts[place]! + numbers[at]!;
  }
  const all = places.reduce((sum, number) => sum + number, 0);
  const { task } = columns.traits;
  const models = top.map((at): LeadingModel => {
    const model = chosen.models[at]!;
    const code = task?.kind === "single" ? task.codes[model]! : -1;
    const named = task?.values[code] ?? null;
    return {
      model: columns.id(model),
      kind: authorKinds[chosen.kind(model)] ?? "unknown",
      task: named,
      modalities: named === null ? null : modalities(named),
      downloads: numbers[at]!,
      share: numbers[at]! / all,
    };
  });
  return { models, topShare: ratioInterval(parts, places) };
}

function tablesOf(result: Leaders): ResultTable[] {
  const { uploads, downloads, models, topShare } = result;
  const authors = (id: string, title: string, rows: readonly LeadingAuthor[]): ResultTable => ({
    id,
    title,
    columns: ["kind", "author", "country", "models", "downloads"],
    rows: rows.map(row => [row.kind, row.author, row.country, row.models, row.downloads]),
  });
  return [
    authors("uploads", "Authors with the most models, by kind", uploads),
    authors("downloads", "Authors with the most downloads, by kind", downloads),
    {
      id: "models",
      title: "The most downloaded models",
      columns: ["model", "kind", "task", "modalities", "downloads", "share"],
      rows: models.map(row => [row.model, row.kind, row.task, row.modalities, row.downloads, row.share]),
    },
    authors("most-uploads", "Authors with the most models", result.mostUploads),
    authors("most-downloads", "Authors with the most downloads", result.mostDownloads),
    {
      id: "top-share",
      title: "Share of the most downloaded models",
      columns: ["models", "share", "low", "high"],
      rows: topShare === null ? [] : [[models.length, topShare.ratio, topShare.low, topShare.high]],
    },
  ];
}

function findingOf({ topShare }: Leaders, tables: readonly ResultTable[]): { finding?: Sentence } {
  const [models, share] = ["models", "top-share"].map(name => tables.find(({ id }) => id === name));
  if (topShare === null || models === undefined || share === undefined || models.rows.length === 0) return {};
  return {
    finding: [
      "The ",
      figure(share, 0, "models", "count"),
      " most downloaded models account for ",
      figure(share, 0, "share", "percent"),
      " of all downloads",
      ...interval(share, 0, "percent"),
      "; the first is ",
      figure(models, 0, "model", "words"),
      " with ",
      figure(models, 0, "share", "percent"),
      ".",
    ],
  };
}
