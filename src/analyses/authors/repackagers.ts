import type { LineageColumns } from "../../columns/columns";
import { type AuthorKind, authorKinds } from "../../organizations/kinds";
import { shareInterval } from "../../statistics/interval";
import { type RatioInterval, ratioInterval } from "../../statistics/ratio-interval";
import type { Analysis, AnalysisOptions, Coverage, Findings, ResultTable, Sentence } from "../analysis";
import { modelsThat } from "../models-of-row";
import { numberCoverage, unknownKind } from "../organizations/study";
import { figure, interval } from "../sentence";
import { repackagersSummary } from "./author-summaries";
import { type Everyone, everyone } from "./everyone";
import { evidences, mostBearers, packagingOf } from "./packaging";

/** An author whose models are nearly all packages of other authors' models. */
export interface Repackager {
  readonly author: string;
  readonly kind: AuthorKind;
  readonly models: number;
  readonly packaged: number;
  /** By what says so. */
  readonly relation: number;
  readonly name: number;
  readonly copy: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** Downloads of all its models in 30 days; null if the table has none. */
  readonly downloads: number | null;
}

/** The repackagers by one notion of a package; null where no link has a relation, so that relations say nothing. */
export interface PackagingShare {
  readonly evidence: string;
  readonly authors: number | null;
  readonly models: number | null;
  readonly ofModels: RatioInterval | null;
  readonly ofDownloads: RatioInterval | null;
}

/** Who repackages, and how much of the downloads goes to them. */
export interface Repackagers {
  readonly repackagers: readonly Repackager[];
  /** From the strictest notion to the widest; the list follows the widest. */
  readonly shares: readonly PackagingShare[];
}

const [leastModels, leastShare] = [20, 0.9];

/** What counts as a package, from the strictest notion to the widest; each takes evidence up to this index. */
const notions = ["relation", "relation or name", "relation, name, or copy"] as const;

/** Authors whose models are quantizations or copies of other authors' models. */
export const repackagers: Analysis<Repackagers> = {
  id: "repackagers",
  title: "Repackagers",
  definition:
    `Authors with at least ${leastModels} models, of which at least ${leastShare * 100}% package another author's model, with the interval of that share (Wilson's, as if models were independent; certain if all of it is at least ${leastShare * 100}%). The signs of a package are, in this order: ` +
    "the relation quantized to another author's model; a part of the name such as -GGUF, -AWQ, -GPTQ, -EXL2, -mlx, or -4bit, unless a declared parent, or the model without this part, belongs to the same author; or a copied name: an earlier model of another author has the same name, ignoring case. " +
    `Names do not show whether the weights are the same: a copy may be a training run that kept its parent's name, and a copy under a new name is missed. Names that more than ${mostBearers} models have are common and prove nothing, and neither do names of models from before the Hub recorded dates. ` +
    "The share of downloads is therefore given for three definitions of a package, from the strictest to the broadest; the list uses the broadest. Intervals of shares of all models and downloads treat each author as one draw.",
  source: "this project",
  readsLinks: true,
  needs: ["downloads", "createdAt"],
  readsAuthors: true,
  run,
  models: {
    repackagers: (columns, options, [author]) => {
      const code = columns.author.values.indexOf(String(author));
      if (code < 0) return [];
      const evidence = packagingOf(columns);
      return modelsThat(
        columns.models,
        options.within,
        model => columns.author.codes[model] === code && evidence[model] !== 0,
      );
    },
  },
};

function run(columns: LineageColumns, options: AnalysisOptions): Findings<Repackagers> {
  const all = everyone(columns, options);
  const { downloads, createdAt } = columns.numbers;
  const counts = countsOf(all, packagingOf(columns), downloads);
  const relations = relationCoverage(columns, options);
  const result: Repackagers = {
    repackagers: listOf(all, counts),
    shares: notions.map((evidence, at) =>
      at === 0 && relations.known === 0
        ? { evidence, authors: null, models: null, ofModels: null, ofDownloads: null }
        : shareOf(evidence, at + 1, all, counts),
    ),
  };
  const tables = tablesOf(result);
  return {
    ...findingOf(result, tables),
    summary: repackagersSummary(result.shares, all.models.length),
    coverage: [
      numberCoverage(all, "downloads", downloads),
      numberCoverage(all, "createdAt", createdAt),
      relations,
    ],
    result,
    tables,
    pictures: [
      {
        title: "Share of all downloads that go through repackagers",
        kind: "ranges",
        table: "shares",
        x: "downloadShare",
        y: "evidence",
        low: "low",
        high: "high",
      },
      {
        title: "Downloads of repackagers",
        kind: "bars",
        table: "repackagers",
        x: "downloads",
        y: "author",
      },
    ],
    published: [],
  };
}

/** The name of the coverage of relations. */
export const relationCoverageName = "relation of a link";

/** Links of the scope whose relation is declared. */
function relationCoverage({ edges }: LineageColumns, { within }: AnalysisOptions): Coverage {
  let [known, total] = [0, 0];
  edges.child.forEach((child, edge) => {
    if (within !== null && within[child] !== 1) return;
    total++;
    if (edges.relation[edge] !== 0) known++;
  });
  return { what: relationCoverageName, unit: "edges", known, total };
}

/** By the place of each author. */
interface AuthorCounts {
  readonly models: Float64Array;
  /** Null if the table has no downloads. */
  readonly downloads: Float64Array | null;
  /** By author and evidence. */
  readonly packaged: Float64Array;
}

function countsOf(
  { models, places, place }: Everyone,
  evidence: Uint8Array,
  downloads: ArrayLike<number> | null,
): AuthorCounts {
  const counts = new Float64Array(places);
  const fetched = downloads === null ? null : new Float64Array(places);
  const packaged = new Float64Array(places * evidences.length);
  for (let index = 0; index < models.length; index++) {
    const model = models[index]!;
    const at = place(model);
    counts[at] = counts[at]! + 1;
    if (fetched !== null) fetched[at] = fetched[at]! + (downloads?.[model] || 0);
    const cell = at * evidences.length + evidence[model]!;
    packaged[cell] = packaged[cell]! + 1;
  }
  return { models: counts, downloads: fetched, packaged };
}

/** How many of an author's models are packages, by evidence up to an index. */
function packagedOf({ packaged }: AuthorCounts, place: number, most: number): number {
  let sum = 0;
  for (let at = 1; at <= most; at++) sum += packaged[place * evidences.length + at]!;
  return sum;
}

/** The places of repackagers, by evidence up to an index; models without an author are nobody's. */
function repackagersBy(most: number, { places }: Everyone, counts: AuthorCounts): readonly number[] {
  const found: number[] = [];
  for (let place = 0; place < places - 1; place++) {
    const models = counts.models[place]!;
    if (models >= leastModels && packagedOf(counts, place, most) >= leastShare * models) found.push(place);
  }
  return found;
}

function listOf(all: Everyone, counts: AuthorCounts): readonly Repackager[] {
  const most = evidences.length - 1;
  const of = (place: number, evidence: (typeof evidences)[number]) =>
    counts.packaged[place * evidences.length + evidences.indexOf(evidence)]!;
  return repackagersBy(most, all, counts)
    .map((place): Repackager => {
      const [models, packaged] = [counts.models[place]!, packagedOf(counts, place, most)];
      const [low, high] = shareInterval(packaged, models);
      return {
        author: all.name(place) ?? "",
        kind: authorKinds[all.kinds[place] ?? unknownKind] ?? "unknown",
        models,
        packaged,
        relation: of(place, "relation"),
        name: of(place, "name"),
        copy: of(place, "copy"),
        share: packaged / models,
        low,
        high,
        downloads: counts.downloads?.[place] ?? null,
      };
    })
    .sort((one, other) => (other.downloads ?? 0) - (one.downloads ?? 0) || other.packaged - one.packaged);
}

function shareOf(evidence: string, most: number, all: Everyone, counts: AuthorCounts): PackagingShare {
  const found = repackagersBy(most, all, counts);
  const only = (values: Float64Array) => {
    const parts = new Float64Array(values.length);
    for (const place of found) parts[place] = values[place]!;
    return ratioInterval(parts, values);
  };
  return {
    evidence,
    authors: found.length,
    models: found.reduce((sum, place) => sum + counts.models[place]!, 0),
    ofModels: only(counts.models),
    ofDownloads: counts.downloads === null ? null : only(counts.downloads),
  };
}

function tablesOf({ repackagers: list, shares }: Repackagers): ResultTable[] {
  return [
    {
      id: "shares",
      title: "Share of repackagers, by what counts as a package",
      columns: ["evidence", "authors", "modelCount", "modelShare", "downloadShare", "low", "high"],
      rows: shares.map(({ evidence, authors, models, ofModels, ofDownloads }) => [
        evidence,
        authors,
        models,
        ofModels?.ratio ?? null,
        ofDownloads?.ratio ?? null,
        ofDownloads?.low ?? null,
        ofDownloads?.high ?? null,
      ]),
    },
    {
      id: "repackagers",
      title: "Repackagers by downloads",
      columns: [
        "author",
        "kind",
        "models",
        "packaged",
        "relation",
        "name",
        "copy",
        "share",
        "low",
        "high",
        "surely",
        "downloads",
      ],
      rows: list.map(row => [
        row.author,
        row.kind,
        row.models,
        row.packaged,
        row.relation,
        row.name,
        row.copy,
        row.share,
        row.low,
        row.high,
        row.low >= leastShare,
        row.downloads,
      ]),
    },
  ];
}

function findingOf(
  { repackagers: list, shares }: Repackagers,
  [table, authors]: readonly ResultTable[],
): { finding?: Sentence } {
  const widest = shares.length - 1;
  if (table === undefined || authors === undefined || shares[widest]?.ofDownloads == null) return {};
  return {
    finding: [
      figure(table, widest, "downloadShare", "percent"),
      " of the downloads go through ",
      figure(table, widest, "authors", "count"),
      " repackagers",
      ...interval(table, widest, "percent"),
      ...(shares[0]?.ofDownloads == null
        ? [", identified by names alone because no link declares its relation"]
        : [", and ", figure(table, 0, "downloadShare", "percent"), " if only declared quantizations count"]),
      ...(list.length === 0 ? [] : ["; the most downloaded is ", figure(authors, 0, "author", "words")]),
      ".",
    ],
  };
}
