import type { LineageColumns } from "../../columns/columns";
import {
  type Emissions,
  type EmissionsDoubt,
  mostGrams,
  readEmissions,
} from "../../lineage/measures/emissions";
import { authorKinds } from "../../organizations/kinds";
import { shareInterval } from "../../statistics/interval";
import { quantile, sortedNumbers } from "../../statistics/quantile";
import type { Analysis, AnalysisOptions, Findings, Picture, ResultTable, Sentence } from "../analysis";
import { figure, interval } from "../sentence";
import { emissionClaims } from "./emission-claims";
import {
  type EmissionKind,
  type EmissionModel,
  type ReportedEmissions,
  streamingGrams,
} from "./emission-figures";
import { emissionsSummary } from "./kind-summaries";
import { parameterCounts } from "./parameter-counts";
import {
  type Counted,
  counted,
  countKinds,
  kindWords,
  leftOutCoverage,
  numberCoverage,
  type StudyKind,
  study,
  studyKind,
  studyKinds,
} from "./study";

const whyLeftOut: Readonly<Record<EmissionsDoubt, string>> = {
  unreadable: "no figure can be read",
  "not-finite": "not a finite number",
  negative: "negative",
  zero: "zero, which no training run emits",
  "too-much": `more than ${mostGrams / 1e6} t, the highest published estimate for a training run`,
};

/** Reported training emissions: figure 5 of the study. */
export const emissionsByKind: Analysis<ReportedEmissions | null> = {
  id: "emissions",
  title: "Reported emissions",
  definition:
    "Training emissions that cards report (co2_eq_emissions): a number is in grams, as on the Hub, and a text is read with its unit. Figures that cannot be right are listed but not summed: zero, negative, not finite, unreadable, or higher than any published estimate for a training run. " +
    `The interval of the share of models that report is Wilson's. An hour of streaming counts as ${streamingGrams} g (Carbon Trust 2021). Not decidable: what unreported trainings emitted, and whether a reported figure fits the training. A snapshot has neither the tokens nor the hours, hardware, and power of a training, and parameters alone do not give its energy, so nothing is estimated. ${kindWords}`,
  source: `${study.source}, figure 5; reading of texts, limits, and intervals are ours`,
  needs: ["emissions", "parameters"],
  readsAuthors: true,
  run,
  models: {
    kinds: (columns, options, [kind]) => {
      const chosen = counted(columns, options);
      const wanted = authorKinds.map(one => studyKind(one) === kind);
      return reports(columns, chosen).flatMap(({ model }) =>
        wanted[chosen.kind(model)] === true ? [model] : [],
      );
    },
  },
};

interface Report {
  readonly model: number;
  readonly written: string;
  readonly emissions: Emissions;
}

/** The models that report anything; equal texts are read once. */
function reports(columns: LineageColumns, { models }: Counted): readonly Report[] {
  const trait = columns.traits.emissions;
  if (trait?.kind !== "single") return [];
  const { values, codes } = trait;
  const read = values.map(written => ({ written, emissions: readEmissions(asJson(written)) }));
  const found: Report[] = [];
  for (const model of models) {
    const code = codes[model]!;
    const one = code < 0 ? undefined : read[code];
    if (one === undefined || one.emissions === null) continue;
    found.push({ model, written: one.written, emissions: one.emissions });
  }
  return found;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function run(columns: LineageColumns, options: AnalysisOptions): Findings<ReportedEmissions | null> {
  const chosen = counted(columns, options);
  // Without the column, nothing was read, which differs from no model that reports.
  const result = columns.traits.emissions === null ? null : resultOf(columns, chosen);
  const tables = result === null ? [] : tablesOf(result);
  const { reporting = 0, plausible = 0 } = result ?? {};
  return {
    ...(result === null ? {} : { ...findingOf(result, tables), summary: emissionsSummary(result) }),
    claims: emissionClaims(result, tables),
    coverage: [
      { what: "reported emissions", unit: "models", known: reporting, total: chosen.models.length },
      { what: "plausible figures", unit: "models", known: plausible, total: reporting },
      numberCoverage(chosen, "parameters", columns.numbers.parameters),
      ...leftOutCoverage(chosen),
    ],
    result,
    tables,
    pictures: result === null ? [] : pictures,
    published: publishedBeside(result),
  };
}

const pictures: readonly Picture[] = [
  {
    title: "Models that report emissions, by kind of author",
    kind: "bars",
    table: "kinds",
    x: "reporting",
    y: "kind",
  },
  {
    title: "Share of reported emissions by kind of author",
    kind: "bars",
    table: "kinds",
    x: "ofKilograms",
    y: "kind",
  },
  {
    title: "Emissions by parameters",
    kind: "points",
    table: "models",
    x: "parameters",
    y: "kilograms",
    logX: true,
    logY: true,
  },
];

function resultOf(columns: LineageColumns, chosen: Counted): ReportedEmissions {
  // Before any model's ID is read: it loads all of them at once.
  const members = countKinds(chosen.models, chosen);
  const all = reports(columns, chosen);
  const plausible = all.filter(({ emissions }) => emissions.doubt === null && emissions.grams !== null);
  const counts = parameterCounts(
    columns,
    Uint32Array.from(plausible, ({ model }) => model),
  );
  const kilograms = (report: Report) => (report.emissions.grams ?? 0) / 1_000;
  const total = plausible.reduce((sum, report) => sum + kilograms(report), 0);
  const ofModel = new Map<number, number>(plausible.map(report => [report.model, kilograms(report)]));
  const kindOf = (model: number) => studyKind(authorKinds[chosen.kind(model)] ?? "unknown");
  const models = [...ofModel]
    .sort(([, one], [, other]) => other - one)
    .map(([model, mass]): EmissionModel => {
      const parameters = counts.parameters[model]!;
      const known = !Number.isNaN(parameters) && parameters > 0;
      return {
        model: columns.id(model),
        kind: kindOf(model),
        kilograms: mass,
        parameters: known ? parameters : null,
        gramsPerMillion: known ? (mass * 1_000) / (parameters / 1e6) : null,
      };
    });
  const count = chosen.models.length;
  const [low, high] = count === 0 ? [0, 0] : shareInterval(all.length, count);
  return {
    models: count,
    reporting: all.length,
    share: count === 0 ? null : { ratio: all.length / count, low, high },
    plausible: plausible.length,
    kilograms: total,
    belowStreaming: plausible.filter(report => (report.emissions.grams ?? 0) < streamingGrams).length,
    kinds: studyKinds.map((kind): EmissionKind => {
      const reporting = all.filter(({ model }) => kindOf(model) === kind);
      const masses = models.filter(row => row.kind === kind).map(row => row.kilograms);
      const mass = masses.reduce((sum, one) => sum + one, 0);
      const own = members.reduce(
        (sum, one, code) => sum + (studyKind(authorKinds[code]!) === kind ? one : 0),
        0,
      );
      return {
        kind,
        models: own,
        reporting: reporting.length,
        ofModels: own === 0 ? null : reporting.length / own,
        ofReporting: all.length === 0 ? null : reporting.length / all.length,
        kilograms: mass,
        ofKilograms: total === 0 ? null : mass / total,
        median: masses.length === 0 ? null : quantile(sortedNumbers(masses), 0.5),
      };
    }),
    largest: models,
    leftOut: all
      .filter(({ emissions }) => emissions.doubt !== null)
      .map(({ model, written, emissions }) => ({
        model: columns.id(model),
        written,
        doubt: emissions.doubt ?? "unreadable",
      })),
  };
}

function tablesOf(result: ReportedEmissions): ResultTable[] {
  const { kinds, largest, leftOut, share } = result;
  return [
    {
      id: "kinds",
      title: "Reported emissions by kind of author, in kg",
      columns: [
        "kind",
        "models",
        "reporting",
        "ofModels",
        "ofReporting",
        "kilograms",
        "ofKilograms",
        "medianKilograms",
      ],
      rows: kinds.map(row => [
        row.kind,
        row.models,
        row.reporting,
        row.ofModels,
        row.ofReporting,
        row.kilograms,
        row.ofKilograms,
        row.median,
      ]),
    },
    {
      id: "all",
      title: "All models that report",
      columns: ["models", "reporting", "share", "low", "high", "plausible", "kilograms", "belowStreaming"],
      rows: [
        [
          result.models,
          result.reporting,
          share?.ratio ?? null,
          share?.low ?? null,
          share?.high ?? null,
          result.plausible,
          result.kilograms,
          result.belowStreaming,
        ],
      ],
    },
    {
      id: "models",
      title: "Models by emissions, in kg",
      columns: ["model", "kind", "kilograms", "parameters", "gramsPerMillion"],
      rows: largest.map(row => [row.model, row.kind, row.kilograms, row.parameters, row.gramsPerMillion]),
    },
    {
      id: "left-out",
      title: "Figures left out of sums",
      columns: ["model", "written", "reason"],
      rows: leftOut.map(row => [row.model, row.written, whyLeftOut[row.doubt]]),
    },
  ];
}

function findingOf(
  { share, reporting }: ReportedEmissions,
  [, table]: readonly ResultTable[],
): { finding?: Sentence } {
  if (share === null || table === undefined || reporting === 0) return {};
  return {
    finding: [
      figure(table, 0, "share", "percent"),
      " of the models report training emissions",
      ...interval(table, 0, "percent"),
      ": ",
      figure(table, 0, "kilograms", "kilograms"),
      " in all, by ",
      figure(table, 0, "plausible", "count"),
      " models with a plausible figure.",
    ],
  };
}

function publishedBeside(result: ReportedEmissions | null) {
  const of = (kind: StudyKind) => result?.kinds.find(row => row.kind === kind);
  const source = study.source;
  const isKnown = result !== null && result.reporting > 0;
  return [
    {
      what: "share of kind other among models that report",
      value: 1_706 / 1_846,
      ours: isKnown ? (of("other")?.ofReporting ?? null) : null,
      source,
    },
    {
      what: "share of non-profits in all reported emissions",
      value: 0.995,
      ours: isKnown ? (of("non-profit")?.ofKilograms ?? null) : null,
      source,
    },
    {
      what: "share of models that report emissions",
      value: 1_846 / 151_296,
      ours: result?.share?.ratio ?? null,
      source,
    },
  ];
}
