import { type Adjacency, adjacency, type LineageColumns } from "../../columns/columns";
import { levenshteinSimilarity } from "../../lineage/levenshtein";
import { type BootstrapMean, bootstrapMeans } from "../../statistics/bootstrap";
import { componentsOf } from "../../statistics/components";
import { type PairKind, pairKinds, pairSamplers } from "../../statistics/pattern-pairs";
import { chainsInCode, type PatternName, patternTotals } from "../../statistics/patterns";
import { seeded } from "../../statistics/random";
import { inSingleUnits } from "../../statistics/text/code-points";
import { cardDocuments, type Documents, metadataDocuments } from "../../statistics/text/documents";
import { cosine, vocabularyOf } from "../../statistics/text/text-vocabulary";
import {
  type Analysis,
  type AnalysisOptions,
  type Coverage,
  type Findings,
  paper,
  type ResultTable,
} from "../analysis";
import { differencesIn } from "../differences";
import { type EdgeFilter, edgeFilter, finetuneCodes } from "../scope";
import { figure, interval } from "../sentence";
import {
  contrastsOf,
  contrastsSummary,
  contrastsTable,
  type SimilarityContrast,
} from "./similarity-contrasts";
import { similarityDifferences } from "./similarity-differences";
import {
  type Artifact,
  artifacts,
  type Measure,
  measureId,
  measureIds,
  measures,
} from "./similarity-measures";
import { publishedSimilarity } from "./similarity-published";
import type { SimilarityRow } from "./similarity-row";
import { similaritySummary } from "./similarity-summary";

/** Similarities, and how often each pattern occurs. */
export interface Similarity {
  readonly samples: number;
  readonly resamples: number;
  readonly totals: Readonly<Record<PatternName, number>>;
  readonly rows: readonly SimilarityRow[];
  readonly contrasts: readonly SimilarityContrast[];
}

const terms = 512;

/** How similar relatives are, by their metadata on the Hub and their cards. */
export const similarity: Analysis<Similarity> = {
  id: "similarity",
  title: "Genetic similarity",
  definition:
    "Pairs of models are drawn from local patterns of descent, with each occurrence equally likely, and compared by their metadata, by their metadata without base_model tags " +
    "(which siblings share and a parent cannot have), and by the first 512 characters of their cards: the cosine of TF-IDF and of counts over the 512 most frequent words and word pairs, and Levenshtein " +
    "similarity (1 minus the distance divided by the longer length). Edges are finetunes and edges of unknown relation. Intervals are percentiles of resampled pairs, and of resampled families, which is " +
    "wider if most pairs come from a few families. Contrasts are the differences of two means of one pattern, with the families of both resampled together; p is two-sided, and Holm's p holds for the contrasts of a measure.",
  source: `${paper.source}, genetic similarity (similarity_analysis, sample_helpers.py); clustered intervals, cousins, and the second text are ours`,
  readsLinks: true,
  needs: ["tag", "task", "library", "createdAt", "downloads", "likes", "card"],
  measures: measureIds,
  takesLong: true,
  run,
};

function run(columns: LineageColumns, options: AnalysisOptions): Findings<Similarity> {
  const graph = graphOf(columns, options);
  const isWanted = (artifact: Artifact, measure: Measure) =>
    options.measures?.includes(measureId(artifact, measure)) !== false;
  const rows: SimilarityRow[] = [];
  const contrasts: SimilarityContrast[] = [];
  const coverage: Coverage[] = [];
  for (const artifact of artifacts) {
    const wanted = measures.filter(measure => isWanted(artifact, measure));
    if (wanted.length === 0) continue;
    const documents = documentsOf(columns, artifact);
    if (documents !== null) {
      const compared = compare(columns, graph, { artifact, documents, wanted }, options);
      rows.push(...compared.rows);
      contrasts.push(...compared.contrasts);
    }
    coverage.push({ what: artifact, unit: "models", known: countTexts(documents), total: columns.models });
  }
  const { samples, resamples } = sizesOf(options);
  const table = tableOf(rows);
  const published = publishedSimilarity(rows, isWanted);
  return {
    ...findingOf(rows, table),
    summary: [...similaritySummary(rows, samples, published), ...contrastsSummary(contrasts, samples)],
    coverage,
    differs: differencesIn(similarityDifferences, options.mode),
    result: { samples, resamples, totals: totalsOf(graph.adjacency, options), rows, contrasts },
    tables: [table, contrastsTable(contrasts)],
    pictures: artifacts
      .filter(artifact => rows.some(row => row.artifact === artifact))
      .map(artifact => ({
        title: `Similarity of relatives by ${artifact}, with intervals by family`,
        kind: "patterns",
        table: "similarity",
        x: "mean",
        y: "config",
        by: "measure",
        label: "artifact",
        only: artifact,
        low: "clusteredLow",
        high: "clusteredHigh",
      })),
    published,
  };
}

/** How often each pattern occurs; in mode `paper`, quad_3 as its code counts it. */
function totalsOf(graph: Adjacency, { mode }: AnalysisOptions): Similarity["totals"] {
  const totals = patternTotals(graph);
  return mode === "paper" ? { ...totals, quad_3: chainsInCode(graph) } : totals;
}

function tableOf(rows: readonly SimilarityRow[]): ResultTable {
  return {
    id: "similarity",
    title: "Similarity of relatives",
    columns: [
      "artifact",
      "measure",
      "config",
      "meaning",
      "pairs",
      "selfPairs",
      "mean",
      "low",
      "high",
      "clusteredLow",
      "clusteredHigh",
      "families",
    ],
    rows: rows.map(row => Object.values(row)),
  };
}

/** Parent and child beside random pairs, by the first measure that has both; nothing if none has. */
function findingOf(rows: readonly SimilarityRow[], table: ResultTable): Pick<Findings<unknown>, "finding"> {
  const row = rows.findIndex(({ config }) => config === "duo:1");
  const kin = rows[row];
  if (kin === undefined) return {};
  const chance = rows.findIndex(
    ({ config, artifact, measure }) =>
      config === "rando:1" && artifact === kin.artifact && measure === kin.measure,
  );
  const clustered = interval(table, row, "number", ["clusteredLow", "clusteredHigh"]);
  const beside = [", compared with ", figure(table, Math.max(0, chance), "mean", "number")];
  return {
    finding: [
      "By ",
      figure(table, row, "measure", "words"),
      " of their ",
      figure(table, row, "artifact", "words"),
      ", parent and child have a mean similarity of ",
      figure(table, row, "mean", "number"),
      ...(clustered.length > 0 ? clustered : interval(table, row, "number")),
      ...(chance < 0 ? [] : [...beside, ...interval(table, chance, "number"), " for random pairs"]),
    ],
  };
}

function documentsOf(columns: LineageColumns, artifact: Artifact): Documents | null {
  return artifact === "card" ? cardDocuments(columns) : metadataDocuments(columns, artifact === "metadata");
}

function sizesOf({ samples = 5_000, resamples = 1_000 }: AnalysisOptions) {
  return { samples, resamples };
}

interface Graph {
  readonly keep: EdgeFilter;
  readonly adjacency: Adjacency;
  readonly family: Uint32Array;
}

function graphOf(columns: LineageColumns, options: AnalysisOptions): Graph {
  const taken = finetuneCodes(columns, options.mode);
  const counted = edgeFilter(columns, options);
  const { relation } = columns.edges;
  const keep: EdgeFilter = edge =>
    (options.relation !== null || taken.has(relation[edge]!)) && counted?.(edge) !== false;
  return {
    keep,
    adjacency: adjacency(columns.edges, columns.models, keep),
    family: componentsOf(columns.models, columns.edges, keep).of,
  };
}

function countTexts(documents: Documents | null): number {
  let count = 0;
  for (let model = 0; model < (documents?.models ?? 0); model++) if (documents?.has(model)) count++;
  return count;
}

/** The texts of one artifact, and the measures to compare them by. */
interface Comparison {
  readonly artifact: Artifact;
  readonly documents: Documents;
  readonly wanted: readonly Measure[];
}

/** Compares the pairs of all kinds; the seed draws the same pairs and resamples for every artifact and measure. */
function compare(
  { models, edges }: LineageColumns,
  { adjacency: rows, family }: Graph,
  { artifact, documents, wanted }: Comparison,
  options: AnalysisOptions,
): { readonly rows: SimilarityRow[]; readonly contrasts: readonly SimilarityContrast[] } {
  const { samples, resamples } = sizesOf(options);
  const random = seeded(options.seed);
  const resampling = seeded(options.seed + 1);
  const measure = measureOf(documents, wanted);
  const samplers = pairSamplers(models, edges, rows, random, {
    asInCode: options.mode === "paper",
    within: options.within,
  });
  const byKind = new Map<string, PairClusters & { readonly values: readonly Float64Array[] }>();
  const found = pairKinds.flatMap(kind => {
    const draw = samplers(kind);
    if (draw === null) return [];
    const pairs = Array.from({ length: samples }, draw).filter(([one, other]) => {
      return documents.has(one) && documents.has(other);
    });
    if (pairs.length === 0) return [];
    const values = measure(pairs);
    const clusters = kind.generations === null ? null : clustersOf(pairs, family, rows);
    if (clusters !== null) byKind.set(kind.id, { values, ...clusters });
    const selfPairs = pairs.filter(([one, other]) => one === other).length;
    const means = bootstrapMeans(values, clusters?.clusters ?? null, resamples, resampling);
    return wanted.map((name, at): SimilarityRow => {
      const head: RowHead = { artifact, measure: name, kind, pairs: pairs.length, selfPairs };
      return rowOf(head, means[at] as BootstrapMean);
    });
  });
  const contrasts = wanted.flatMap((name, at) => {
    const valuesOf = (config: string) => {
      const { values, clusters, areFamilies = false } = byKind.get(config) ?? {};
      return values?.[at] && clusters ? { values: values[at], clusters, areFamilies } : null;
    };
    return contrastsOf(artifact, name, valuesOf, { seed: options.seed, resamples });
  });
  return { rows: found, contrasts };
}

/** The family of each pair; within a single family, the first parent of the pair's younger model. */
function clustersOf(pairs: Pairs, family: Uint32Array, { parents }: Adjacency): PairClusters {
  const families = Uint32Array.from(pairs, ([one]) => family[one]!);
  if (families.some(each => each !== families[0])) return { clusters: families, areFamilies: true };
  const clusters = Uint32Array.from(pairs, ([one, other]) => {
    const from = parents.starts[other]!;
    return from < parents.starts[other + 1]! ? parents.ends[from]! : one;
  });
  return { clusters, areFamilies: false };
}

interface PairClusters {
  readonly clusters: Uint32Array;
  /** Whether they are families; else they are parents. */
  readonly areFamilies: boolean;
}

interface RowHead {
  readonly artifact: Artifact;
  readonly measure: Measure;
  readonly kind: PairKind;
  readonly pairs: number;
  readonly selfPairs: number;
}

function rowOf(head: RowHead, { mean, interval, clustered }: BootstrapMean): SimilarityRow {
  return {
    artifact: head.artifact,
    measure: head.measure,
    config: head.kind.id,
    meaning: head.kind.meaning,
    pairs: head.pairs,
    selfPairs: head.selfPairs,
    mean,
    low: interval[0],
    high: interval[1],
    clusteredLow: clustered?.interval[0] ?? null,
    clusteredHigh: clustered?.interval[1] ?? null,
    families: clustered?.clusters ?? null,
  };
}

type Pairs = readonly (readonly [number, number])[];

/** Compares pairs by the requested measures, in order; builds a vocabulary only if one of them needs it. */
function measureOf(
  documents: Documents,
  wanted: readonly Measure[],
): (pairs: Pairs) => readonly Float64Array[] {
  const byTerms = wanted.some(measure => measure !== "levenshtein") ? termMeasures(documents) : null;
  return pairs => {
    const terms = byTerms?.(pairs);
    return wanted.map(measure => {
      if (measure !== "levenshtein") return terms?.[measure] ?? new Float64Array(pairs.length);
      return Float64Array.from(pairs, ([left, right]) =>
        levenshteinSimilarity(...inSingleUnits(documents.text(left), documents.text(right))),
      );
    });
  };
}

/** Compares pairs by the words that both have, counted once and weighted in both ways. */
function termMeasures(documents: Documents): (pairs: Pairs) => Record<"tfidf" | "bow", Float64Array> {
  const vocabulary = vocabularyOf(documents, terms);
  const size = vocabulary.terms.length;
  const [one, other] = [new Float64Array(size), new Float64Array(size)];
  return pairs => {
    const [tfidf, bow] = [new Float64Array(pairs.length), new Float64Array(pairs.length)];
    pairs.forEach(([left, right], at) => {
      vocabulary.count(left, one);
      vocabulary.count(right, other);
      tfidf[at] = cosine(one, other, vocabulary.idf);
      bow[at] = cosine(one, other, null);
    });
    return { tfidf, bow };
  };
}
