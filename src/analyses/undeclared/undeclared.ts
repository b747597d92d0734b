import type { LineageColumns, Trait } from "../../columns/columns";
import { asLists } from "../../columns/columns";
import { modelWorld } from "../../evidence/names/model-world";
import { likelyParents } from "../../evidence/names/name-scores";
import { authorKinds } from "../../organizations/kinds";
import { shareInterval } from "../../statistics/interval";
import { seeded, shuffle } from "../../statistics/random";
import type { Analysis, AnalysisOptions, Findings, Headline, ResultTable } from "../analysis";
import { counted } from "../organizations/study";
import { figure, interval } from "../sentence";
import { topPlaces } from "../top";
import { hiddenFigures } from "./hidden-figures";
import type { LikelyRow, Undeclared, UndeclaredRow } from "./undeclared-figures";

/** A parent from this probability on counts as likely. */
const leastLikely = 0.9;
/** Models that are drawn unless told otherwise, the most downloaded ones that are looked at all, and values of a trait that are listed. */
const [usualSample, mostDownloaded, mostValues] = [3_000, 300, 12];
const mostExamples = 25;

/** Models that declare no parent although their names, tags, or authors speak for one. */
export const undeclared: Analysis<Undeclared> = {
  id: "undeclared",
  title: "Undeclared parents",
  definition:
    "How many models declare no parent although their names, their tags, and what their authors' other models declare speak for one with a probability of at least 90%. Estimated from 3,000 models without a declared parent, drawn by the seed, and from the 300 most downloaded ones; files are not looked at. " +
    "The second table hides 1,000 declared edges and tells how many are found again. Models that have no parent at all, such as the first of a family, are not among those, so the precision among undeclared models is lower.",
  source: "this project's rule for evidence (docs/evidence.md), fitted on the census of July 2024",
  needs: ["tag", "createdAt", "downloads"],
  readsAuthors: true,
  takesLong: true,
  run,
};

function run(columns: LineageColumns, options: AnalysisOptions): Findings<Undeclared> {
  const chosen = counted(columns, { ...options, mode: "corrected" });
  const isUndeclared = declaresNone(columns);
  const all = chosen.models.filter(isUndeclared);
  const { looked, drawn, top } = drawnFrom(columns, all, options);
  const world = modelWorld(columns, () => false);
  const best = new Map([...looked].map(model => [model, likelyParents(world, model)[0]] as const));
  const isLikely = (model: number) => (best.get(model)?.probability ?? 0) >= leastLikely;
  const row = rowMaker(drawn, isLikely);
  const kind = (model: number) => [authorKinds[chosen.kind(model)] ?? "unknown"];
  const rows: UndeclaredRow[] = [
    row("all", "all", all),
    ...grouped("library", all, valuesOf(columns.traits.library), row),
    ...grouped("task", all, valuesOf(columns.traits.task), row),
    ...grouped("kind", all, kind, row),
    ...downloadRows(columns, all, row),
    rowMaker(top, isLikely)("downloads", `the ${top.length} most downloaded`, top),
  ];
  const result: Undeclared = {
    ...{ models: chosen.models.length, undeclared: all.length, rows },
    hidden: hiddenFigures(columns, options.seed),
    examples: examplesOf(columns, top, best),
  };
  const tables = tablesOf(result);
  return {
    ...findingOf(result, tables),
    summary: summaryOf(result),
    coverage: [
      {
        what: "models that declare a parent",
        unit: "models",
        known: chosen.models.length - all.length,
        total: chosen.models.length,
      },
    ],
    result,
    tables,
    pictures: [
      {
        title: "Share with a likely parent, by library",
        kind: "ranges",
        table: "library",
        x: "share",
        y: "value",
        low: "low",
        high: "high",
      },
      {
        title: "What was said and what was right",
        kind: "points",
        table: "reliability",
        x: "said",
        y: "right",
      },
    ],
    published: [],
  };
}

/** Whether a model declares no parent, found or not. */
function declaresNone({ edges, lost, models }: LineageColumns): (model: number) => boolean {
  const declares = new Uint8Array(models);
  for (const child of edges.child) declares[child] = 1;
  for (const child of lost?.child ?? []) declares[child] = 1;
  return model => declares[model] !== 1;
}

interface Drawn {
  /** The models that are looked at: those drawn, and the most downloaded. */
  readonly looked: ReadonlySet<number>;
  readonly drawn: readonly number[];
  readonly top: readonly number[];
}

function drawnFrom(columns: LineageColumns, all: Uint32Array, { seed, samples }: AnalysisOptions): Drawn {
  const order = all.slice();
  shuffle(order, seeded(seed));
  const drawn = [...order.subarray(0, samples ?? usualSample)];
  const downloads = columns.numbers.downloads;
  const counts = Float64Array.from(all, model => downloads?.[model] || 0);
  const top = topPlaces(counts, mostDownloaded).map(place => all[place] ?? 0);
  return { looked: new Set([...drawn, ...top]), drawn, top };
}

type MakeRow = (
  group: UndeclaredRow["group"],
  value: string,
  models: ArrayLike<number> & Iterable<number>,
) => UndeclaredRow;

function rowMaker(drawn: readonly number[], isLikely: (model: number) => boolean): MakeRow {
  const isDrawn = new Set(drawn);
  return (group, value, models) => {
    const here: number[] = [];
    for (const model of models) if (isDrawn.has(model)) here.push(model);
    const likely = here.filter(isLikely).length;
    const [least, high] = here.length === 0 ? [null, null] : shareInterval(likely, here.length);
    const low = likely === 0 && least !== null ? 0 : least;
    const share = here.length === 0 ? null : likely / here.length;
    return {
      ...{ group, value, models: models.length },
      ...{ drawn: here.length, likely, share, low, high },
    };
  };
}

/** Rows of the values that most models have; those that few of the drawn models have tell too little. */
function grouped(
  group: UndeclaredRow["group"],
  all: Uint32Array,
  values: (model: number) => readonly string[],
  row: MakeRow,
): readonly UndeclaredRow[] {
  const byValue = new Map<string, number[]>();
  for (const model of all) {
    const own = values(model);
    for (const value of own.length === 0 ? ["none"] : own) {
      const known = byValue.get(value);
      if (known === undefined) byValue.set(value, [model]);
      else known.push(model);
    }
  }
  return [...byValue]
    .sort(([, one], [, other]) => other.length - one.length)
    .slice(0, mostValues)
    .map(([value, models]) => row(group, value, models));
}

function valuesOf(trait: Trait | null): (model: number) => readonly string[] {
  if (trait === null) return () => [];
  const { starts, codes, values } = asLists(trait);
  return model => Array.from(codes.subarray(starts[model], starts[model + 1]), code => values[code] ?? "");
}

function downloadRows({ numbers }: LineageColumns, all: Uint32Array, row: MakeRow): readonly UndeclaredRow[] {
  const { downloads } = numbers;
  if (downloads === null) return [];
  const limits = [0, 1, 10, 100, 1_000, 10_000];
  return limits.map((from, at) => {
    const to = limits[at + 1] ?? Number.POSITIVE_INFINITY;
    const models = all.filter(model => {
      const count = downloads[model] ?? Number.NaN;
      return count >= from && count < to;
    });
    return row(
      "downloads",
      Number.isFinite(to) ? (to - from === 1 ? `${from}` : `${from} to ${to - 1}`) : `${from} or more`,
      models,
    );
  });
}

function examplesOf(
  columns: LineageColumns,
  top: readonly number[],
  best: ReadonlyMap<number, { readonly model: number; readonly probability: number } | undefined>,
): readonly LikelyRow[] {
  return top
    .flatMap((model): LikelyRow[] => {
      const found = best.get(model);
      if (found === undefined || found.probability < leastLikely) return [];
      const downloads = columns.numbers.downloads?.[model] ?? Number.NaN;
      return [
        {
          model: columns.id(model),
          downloads: Number.isNaN(downloads) ? null : downloads,
          parent: columns.id(found.model),
          probability: found.probability,
        },
      ];
    })
    .slice(0, mostExamples);
}

function tablesOf({ rows, hidden, examples }: Undeclared): readonly ResultTable[] {
  const columns = ["value", "models", "drawn", "likely", "share", "low", "high"];
  const groups = [
    ["all", "Models without a declared parent"],
    ["library", "By library"],
    ["task", "By task"],
    ["kind", "By kind of author"],
    ["downloads", "By downloads in 30 days"],
  ] as const;
  return [
    ...groups.map(([id, title]) => ({
      ...{ id, title, columns },
      rows: rows
        .filter(({ group }) => group === id)
        .map(row => [row.value, row.models, row.drawn, row.likely, row.share, row.low, row.high]),
    })),
    {
      id: "hidden",
      title: `How many of ${hidden.edges} hidden edges are found`,
      columns: ["from", "predictions", "precision", "recall"],
      rows: hidden.rows.map(row => [row.from, row.predictions, row.precision, row.recall]),
    },
    {
      id: "reliability",
      title: "How often a probability is right",
      columns: ["from", "to", "predictions", "said", "right"],
      rows: hidden.reliability.map(row => [row.from, row.to, row.predictions, row.said, row.right]),
    },
    {
      id: "examples",
      title:
        "Likely parents of the most downloaded models without a declared one: guesses that nobody checked",
      columns: ["model", "downloads", "parent", "probability"],
      rows: examples.map(row => [row.model, row.downloads, row.parent, row.probability]),
    },
  ];
}

function summaryOf({ undeclared: count, models, rows, hidden }: Undeclared): readonly Headline[] {
  const [all] = rows;
  const found = hidden.rows.find(({ from }) => from === leastLikely);
  const hiddenEdges = { n: hidden.edges, of: hidden.edges, unit: "edges" };
  const how = "declared edges are hidden, and parents are inferred from the rest; without an interval";
  return [
    {
      ...{ what: "share of models that declare no parent", estimate: models === 0 ? null : count / models },
      ...{ n: models, of: models, unit: "models" },
      method: "a count of all, so without an interval",
    },
    {
      ...{ what: "share of them with a likely parent", estimate: all?.share ?? null },
      ...{ low: all?.low ?? null, high: all?.high ?? null, n: all?.drawn ?? null, of: count, unit: "models" },
      leftOut: "models that were not drawn; files are not looked at",
      method: "share of the drawn models whose parent has a probability of 90% or more; Wilson's interval",
    },
    ...(found === undefined
      ? []
      : [
          {
            what: "share of hidden edges that are found",
            estimate: found.recall,
            ...hiddenEdges,
            method: how,
          },
          {
            ...{ what: "share of found parents that are right", estimate: found.precision, ...hiddenEdges },
            n: found.predictions,
            method: how,
          },
        ]),
  ];
}

function findingOf(
  { undeclared: count, rows }: Undeclared,
  tables: readonly ResultTable[],
): Pick<Findings<Undeclared>, "finding"> {
  const all = tables.find(({ id }) => id === "all");
  const hidden = tables.find(({ id }) => id === "hidden");
  if (all === undefined || hidden === undefined || count === 0 || rows[0]?.share === null) return {};
  const at = hidden.rows.findIndex(([from]) => from === leastLikely);
  const measured =
    at < 0 || hidden.rows[at]?.[2] === null
      ? []
      : [
          "; of hidden edges, ",
          figure(hidden, at, "recall", "percent"),
          " are found with a precision of ",
          figure(hidden, at, "precision", "percent"),
        ];
  return {
    finding: [
      "Of ",
      figure(all, 0, "models", "count"),
      " models without a declared parent, ",
      figure(all, 0, "share", "percent"),
      ...interval(all, 0, "percent"),
      " have a likely one by name, tags, and author",
      ...measured,
      ...(measured.length > 0 ? [", which says less of models that declare none"] : []),
    ],
  };
}
