import { type Adjacency, adjacency, type LineageColumns, relationCodes } from "../../columns/columns";
import { levenshteinSimilarity } from "../../lineage/levenshtein";
import { type BootstrapMean, bootstrapMeans } from "../../statistics/bootstrap";
import { componentsOf } from "../../statistics/components";
import { type PairKind, pairKinds, pairSamplers } from "../../statistics/pattern-pairs";
import { type PatternName, patternTotals } from "../../statistics/patterns";
import { seeded } from "../../statistics/random";
import { cardDocuments, type Documents, metadataDocuments } from "../../statistics/text/documents";
import { cosine, vocabularyOf } from "../../statistics/text/text-vocabulary";
import { type Analysis, type AnalysisOptions, type Coverage, type Findings, paper } from "../analysis";
import { type EdgeFilter, edgeFilter } from "../scope";
import {
  type Artifact,
  artifacts,
  type Measure,
  measureId,
  measureIds,
  measures,
} from "./similarity-measures";
import { publishedSimilarity } from "./similarity-published";

/** The mean similarity of one kind of pair. */
export interface SimilarityRow {
  readonly artifact: Artifact;
  readonly measure: Measure;
  /** The kind of pair: the paper's pattern and the number of the pair in it. */
  readonly config: string;
  readonly meaning: string;
  /** Pairs compared; drawn ones without a text on both sides are dropped. */
  readonly pairs: number;
  /** Of them, a model with itself: these come of models that name themselves as their parent. */
  readonly selfPairs: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** The interval when whole families are resampled, and how many families the pairs are of; null below two. */
  readonly clusteredLow: number | null;
  readonly clusteredHigh: number | null;
  readonly families: number | null;
}

/** Similarities, and how often each pattern occurs. */
export interface Similarity {
  readonly samples: number;
  readonly resamples: number;
  readonly totals: Readonly<Record<PatternName, number>>;
  readonly rows: readonly SimilarityRow[];
}

const terms = 512;

/** How alike relatives are, by what the Hub and their cards say of them. */
export const similarity: Analysis<Similarity> = {
  id: "similarity",
  title: "Genetic similarity",
  definition:
    "Pairs of models are drawn from local patterns of descent, each occurrence with the same chance, and compared by their metadata, by their metadata without the tags base_model " +
    "(which siblings share and a parent cannot have), and by the first 512 characters of their cards: cosine of TF-IDF and of counts over the 512 most frequent words and pairs of words, and Levenshtein's " +
    "distance by the longer length, as similarity. Edges are finetunes and those of an unknown relation. Intervals are percentiles of resampled pairs, and of resampled families, which is " +
    "wider where few families give most pairs.",
  source: `${paper.source}, genetic similarity (similarity_analysis, sample_helpers.py); clustered intervals, cousins and the second text are ours`,
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
  const coverage: Coverage[] = [];
  for (const artifact of artifacts) {
    const wanted = measures.filter(measure => isWanted(artifact, measure));
    if (wanted.length === 0) continue;
    const documents = documentsOf(columns, artifact);
    if (documents !== null) rows.push(...compare(columns, graph, { artifact, documents, wanted }, options));
    coverage.push({ what: artifact, unit: "models", known: countTexts(documents), total: columns.models });
  }
  const { samples, resamples } = sizesOf(options);
  return {
    coverage,
    result: { samples, resamples, totals: patternTotals(graph.adjacency), rows },
    tables: [
      {
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
      },
    ],
    pictures: [
      {
        title: "Similarity of relatives, with intervals by family",
        kind: "ranges",
        table: "similarity",
        x: "mean",
        y: "meaning",
        by: "measure",
        label: "artifact",
        low: "clusteredLow",
        high: "clusteredHigh",
      },
    ],
    published: publishedSimilarity(rows, isWanted),
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
  const taken = new Set([relationCodes.indexOf("finetune"), relationCodes.indexOf("unknown")]);
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

/** The texts of one artifact, and the ways in which they are to be compared. */
interface Comparison {
  readonly artifact: Artifact;
  readonly documents: Documents;
  readonly wanted: readonly Measure[];
}

/** The measures over the pairs of all kinds; the seed draws the same pairs and resamples for every artifact and measure. */
function compare(
  { models, edges }: LineageColumns,
  { adjacency: rows, family }: Graph,
  { artifact, documents, wanted }: Comparison,
  options: AnalysisOptions,
): SimilarityRow[] {
  const { samples, resamples } = sizesOf(options);
  const random = seeded(options.seed);
  const resampling = seeded(options.seed + 1);
  const measure = measureOf(documents, wanted);
  const samplers = pairSamplers(models, edges, rows, random);
  return pairKinds.flatMap(kind => {
    const draw = samplers(kind);
    if (draw === null) return [];
    const pairs = Array.from({ length: samples }, draw).filter(([one, other]) => {
      return documents.has(one) && documents.has(other);
    });
    if (pairs.length === 0) return [];
    const values = measure(pairs);
    const clusters = kind.generations === null ? null : Uint32Array.from(pairs, ([one]) => family[one]!);
    const selfPairs = pairs.filter(([one, other]) => one === other).length;
    const means = bootstrapMeans(values, clusters, resamples, resampling);
    return wanted.map((name, at): SimilarityRow => {
      const head: RowHead = { artifact, measure: name, kind, pairs: pairs.length, selfPairs };
      return rowOf(head, means[at] as BootstrapMean);
    });
  });
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

/** Compares pairs in the ways that are wanted, in their order; a vocabulary is made only where one of them needs it. */
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
        levenshteinSimilarity(documents.text(left), documents.text(right)),
      );
    });
  };
}

/** Compares pairs by the words that both have: counted once, and weighed in both ways. */
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
