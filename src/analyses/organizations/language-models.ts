import type { LineageColumns } from "../../columns/columns";
import type { ParameterBasis } from "../../lineage/measures/parameters";
import { authorKinds } from "../../organizations/kinds";
import { quantile, sortedNumbers } from "../../statistics/quantile";
import { type RatioInterval, ratioInterval } from "../../statistics/ratio-interval";
import type { Analysis, AnalysisOptions, Findings, ResultTable, Sentence } from "../analysis";
import { monthName, monthNumber } from "../months";
import { figure, interval } from "../sentence";
import { topPlaces } from "../top";
import { languageModelsSummary } from "./kind-summaries";
import { languageModelClaims } from "./language-model-claims";
import type { LanguageModelKind, LanguageModelMonth, LanguageModels } from "./language-model-figures";
import { type ParameterCounts, parameterCounts } from "./parameter-counts";
import {
  type Counted,
  counted,
  kindCoverage,
  kindWords,
  leftOutCoverage,
  type StudyKind,
  study,
  studyKind,
  studyKinds,
} from "./study";

const bases: readonly ParameterBasis[] = ["safetensors", "safetensors-packed", "gguf", "name"];

/** Parameters of language models: figure 4 of the study. */
export const languageModels: Analysis<LanguageModels> = {
  id: "language-models",
  title: "Sizes of language models",
  definition:
    "Parameters of models whose task is text-generation, without adapters (library peft), whose files hold only part of the parameters. The study used the models on the Open LLM Leaderboard, which a snapshot of the Hub does not identify. " +
    "Parameters are read from the headers of safetensors and GGUF files (packed weights count as what they unpack to), or else estimated from the name, such as 7B. Intervals of means treat each author as one draw. " +
    kindWords,
  source: `${study.source}, figure 4; intervals and estimates are ours`,
  needs: ["task", "library", "parameters", "createdAt"],
  readsAuthors: true,
  run,
  models: {
    kinds: (columns, options, [kind]) => {
      const { chosen, models } = chosenModels(columns, options);
      const wanted = authorKinds.map(one => studyKind(one) === kind);
      return models === null ? [] : [...models].filter(model => wanted[chosen.kind(model)] === true);
    },
    bases: (columns, options, [basis]) => {
      const { models } = chosenModels(columns, options);
      const counts = parameterCounts(columns, models);
      return [...models].filter(model => counts.basis(model) === basis);
    },
  },
};

/** The models that count: those of the task that are no adapters. */
function chosenModels(
  columns: LineageColumns,
  options: AnalysisOptions,
): { readonly chosen: Counted; readonly models: Uint32Array } {
  const chosen = counted(columns, options);
  const { task, library } = columns.traits;
  const code = task?.kind === "single" ? task.values.indexOf("text-generation") : -1;
  const peft = library?.kind === "single" ? library.values.indexOf("peft") : -1;
  if (task?.kind !== "single" || code < 0) return { chosen, models: new Uint32Array() };
  const [tasks, libraries] = [task.codes, library?.kind === "single" && peft >= 0 ? library.codes : null];
  const models = new Uint32Array(task.counts[code] ?? 0);
  let count = 0;
  for (let at = 0; at < chosen.models.length; at++) {
    const model = chosen.models[at]!;
    if (tasks[model] === code && (libraries === null || libraries[model] !== peft)) models[count++] = model;
  }
  return { chosen, models: models.slice(0, count) };
}

function run(columns: LineageColumns, options: AnalysisOptions): Findings<LanguageModels> {
  const { chosen, models } = chosenModels(columns, options);
  const members = membersByKind(models, chosen);
  const counts = parameterCounts(columns, models);
  const known = models.filter(model => !Number.isNaN(counts.parameters[model]!));
  const sized = Float64Array.from(known, model => counts.parameters[model]!);
  const result: LanguageModels = {
    models: models.length,
    all: meanByAuthor(known, chosen, counts),
    bases: bases.map(basis => ({
      basis,
      models: known.reduce((sum, model) => sum + (counts.basis(model) === basis ? 1 : 0), 0),
    })),
    kinds: studyKinds.map((kind, at) => kindRow(kind, members[at] ?? [], chosen, counts)),
    months: monthsOf(known, columns.numbers.createdAt, counts),
    largest: topPlaces(sized, 10).map(at => ({
      model: columns.id(known[at]!),
      parameters: sized[at]!,
      basis: counts.basis(known[at]!) ?? "name",
    })),
  };
  const tables = tablesOf(result);
  return {
    ...findingOf(result, tables),
    summary: languageModelsSummary(result.all, models.length, known.length, result.kinds),
    claims: languageModelClaims(result, tables),
    coverage: [
      { what: "parameters of language models", unit: "models", known: known.length, total: models.length },
      {
        what: "parameters estimated from the name",
        unit: "models",
        known: result.bases.find(({ basis }) => basis === "name")?.models ?? 0,
        total: known.length,
      },
      kindCoverage({ models, kind: chosen.kind }),
      ...leftOutCoverage(chosen),
    ],
    result,
    tables,
    pictures: [
      {
        title: "Parameters of language models by month, in billions",
        kind: "lines",
        table: "percentiles",
        x: "month",
        y: "billions",
        by: "statistic",
        logY: true,
      },
      { title: "Language models by kind of author", kind: "bars", table: "kinds", x: "models", y: "kind" },
      {
        title: "Mean parameters by kind of author, in billions",
        kind: "ranges",
        table: "kinds",
        x: "meanB",
        y: "kind",
        low: "low",
        high: "high",
      },
    ],
    published: [
      {
        what: "mean parameters of companies' language models, in billions",
        value: 10,
        ours: billions(result.kinds.find(({ kind }) => kind === "company")?.mean?.ratio),
        source: study.source,
      },
    ],
  };
}

/** The mean over models, with authors as draws. */
function meanByAuthor(
  models: Iterable<number>,
  { author }: Counted,
  { parameters }: ParameterCounts,
): RatioInterval | null {
  const sums = new Float64Array(author.values.length + 1);
  const counts = new Float64Array(author.values.length + 1);
  for (const model of models) {
    const place = author.codes[model]! < 0 ? author.values.length : author.codes[model]!;
    sums[place] = sums[place]! + parameters[model]!;
    counts[place] = counts[place]! + 1;
  }
  return ratioInterval(sums, counts, Number.POSITIVE_INFINITY);
}

/** The models of each of the study's kinds, in its order. */
function membersByKind(models: Uint32Array, { kind }: Counted): readonly (readonly number[])[] {
  const places = authorKinds.map(one => studyKinds.indexOf(studyKind(one)));
  const members = studyKinds.map((): number[] => []);
  for (const model of models) members[places[kind(model)]!]!.push(model);
  return members;
}

function kindRow(
  kind: StudyKind,
  members: readonly number[],
  chosen: Counted,
  counts: ParameterCounts,
): LanguageModelKind {
  const known = members.filter(model => !Number.isNaN(counts.parameters[model]!));
  const sorted = sortedNumbers(Float64Array.from(known, model => counts.parameters[model]!));
  return {
    kind,
    models: members.length,
    known: known.length,
    estimated: known.reduce((sum, model) => sum + (counts.basis(model) === "name" ? 1 : 0), 0),
    mean: meanByAuthor(known, chosen, counts),
    median: sorted.length === 0 ? null : quantile(sorted, 0.5),
    largest: sorted.length === 0 ? null : quantile(sorted, 1),
  };
}

function monthsOf(
  known: Uint32Array,
  createdAt: ArrayLike<number> | null,
  { parameters }: ParameterCounts,
): readonly LanguageModelMonth[] {
  if (createdAt === null) return [];
  const months = new Map<number, number[]>();
  for (const model of known) {
    const month = monthNumber(createdAt[model]!);
    if (month < 0) continue;
    const numbers = months.get(month);
    if (numbers) numbers.push(parameters[model]!);
    else months.set(month, [parameters[model]!]);
  }
  let near70 = 0;
  return [...months]
    .sort(([one], [other]) => one - other)
    .map(([month, numbers]) => {
      const sorted = sortedNumbers(numbers);
      near70 += numbers.filter(number => number >= 65e9 && number <= 75e9).length;
      return {
        month: monthName(month),
        known: sorted.length,
        median: quantile(sorted, 0.5),
        ninetieth: quantile(sorted, 0.9),
        largest: quantile(sorted, 1),
        near70,
      };
    });
}

function billions(number: number | null | undefined): number | null {
  return number === null || number === undefined ? null : number / 1e9;
}

function tablesOf({ kinds, months, bases: found, largest, all }: LanguageModels): ResultTable[] {
  return [
    {
      id: "kinds",
      title: "Language models by kind of author, in billions of parameters",
      columns: ["kind", "models", "known", "estimated", "meanB", "low", "high", "medianB", "largestB"],
      rows: kinds.map(row => [
        row.kind,
        row.models,
        row.known,
        row.estimated,
        billions(row.mean?.ratio),
        billions(row.mean?.low),
        billions(row.mean?.high),
        billions(row.median),
        billions(row.largest),
      ]),
    },
    {
      id: "all",
      title: "All language models",
      columns: ["models", "meanB", "low", "high"],
      rows: [
        [
          found.reduce((sum, { models }) => sum + models, 0),
          billions(all?.ratio),
          billions(all?.low),
          billions(all?.high),
        ],
      ],
    },
    {
      id: "months",
      title: "Language models by month, in billions of parameters",
      columns: ["month", "models", "medianB", "ninetiethB", "largestB", "near70BSoFar"],
      rows: months.map(row => [
        row.month,
        row.known,
        billions(row.median),
        billions(row.ninetieth),
        billions(row.largest),
        row.near70,
      ]),
    },
    {
      id: "percentiles",
      title: "Percentiles by month, in billions of parameters",
      columns: ["month", "statistic", "billions"],
      rows: months.flatMap(({ month, median, ninetieth, largest: most }) => [
        [month, "median", billions(median)],
        [month, "90th percentile", billions(ninetieth)],
        [month, "largest", billions(most)],
      ]),
    },
    {
      id: "bases",
      title: "What parameters are read from",
      columns: ["basis", "models"],
      rows: found.map(({ basis, models }) => [basis, models]),
    },
    {
      id: "largest",
      title: "The largest language models",
      columns: ["model", "billions", "basis"],
      rows: largest.map(({ model, parameters, basis }) => [model, billions(parameters), basis]),
    },
  ];
}

function findingOf({ all }: LanguageModels, [, table]: readonly ResultTable[]): { finding?: Sentence } {
  if (all === null || table === undefined) return {};
  return {
    finding: [
      "The ",
      figure(table, 0, "models", "count"),
      " language models whose size their files or their names tell have a mean of ",
      figure(table, 0, "meanB", "number"),
      " billion parameters",
      ...interval(table, 0, "number"),
      ".",
    ],
  };
}
