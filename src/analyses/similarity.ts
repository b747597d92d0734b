import { type BootstrapMean, bootstrapMeans } from "../traits/bootstrap";
import { type Adjacency, adjacency, type LineageColumns, relationCodes } from "../traits/columns";
import { componentsOf } from "../traits/components";
import { cardDocuments, type Documents, metadataDocuments } from "../traits/documents";
import { levenshteinSimilarity } from "../traits/levenshtein";
import { type PairKind, pairKinds, pairSamplers } from "../traits/pattern-pairs";
import { type PatternName, patternTotals } from "../traits/patterns";
import { seeded } from "../traits/random";
import { cosine, vocabularyOf } from "../traits/vocabulary";
import { type Analysis, type AnalysisOptions, type Coverage, type Findings, paper } from "./analysis";
import { type EdgeFilter, edgeFilter } from "./scope";
import { publishedSimilarity } from "./similarity-published";

/** What of two models is compared. */
export type Artifact = "metadata" | "metadata without base_model" | "card";

/** How it is compared; all three are 1 for equal texts. */
export type Measure = "tfidf" | "bow" | "levenshtein";

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
  run,
};

function run(columns: LineageColumns, options: AnalysisOptions): Findings<Similarity> {
  const graph = graphOf(columns, options);
  const artifacts: readonly (readonly [Artifact, () => Documents | null])[] = [
    ["metadata", () => metadataDocuments(columns, true)],
    ["metadata without base_model", () => metadataDocuments(columns, false)],
    ["card", () => cardDocuments(columns)],
  ];
  const rows: SimilarityRow[] = [];
  const coverage: Coverage[] = [];
  for (const [artifact, open] of artifacts) {
    const documents = open();
    const compared = documents === null ? [] : compare(columns, graph, artifact, documents, options);
    rows.push(...compared);
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
    published: publishedSimilarity(rows),
  };
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
    (options.relation !== null || taken.has(relation[edge] as number)) && counted?.(edge) !== false;
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

/** All measures over the pairs of all kinds; the seed draws the same pairs for every artifact. */
function compare(
  { models, edges }: LineageColumns,
  { adjacency: rows, family }: Graph,
  artifact: Artifact,
  documents: Documents,
  options: AnalysisOptions,
): SimilarityRow[] {
  const { samples, resamples } = sizesOf(options);
  const random = seeded(options.seed);
  const resampling = seeded(options.seed + 1);
  const measure = measureOf(documents);
  const samplers = pairSamplers(models, edges, rows, random);
  return pairKinds.flatMap(kind => {
    const draw = samplers(kind);
    if (draw === null) return [];
    const pairs = Array.from({ length: samples }, draw).filter(([one, other]) => {
      return documents.has(one) && documents.has(other);
    });
    if (pairs.length === 0) return [];
    const values = measure(pairs);
    const clusters =
      kind.generations === null ? null : Uint32Array.from(pairs, ([one]) => family[one] as number);
    const selfPairs = pairs.filter(([one, other]) => one === other).length;
    const means = bootstrapMeans(values, clusters, resamples, resampling);
    return measures.map((name, at): SimilarityRow => {
      const head: RowHead = { artifact, measure: name, kind, pairs: pairs.length, selfPairs };
      return rowOf(head, means[at] as BootstrapMean);
    });
  });
}

const measures: readonly Measure[] = ["tfidf", "bow", "levenshtein"];

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

/** Compares pairs by every measure, in the order of `measures`. */
function measureOf(
  documents: Documents,
): (pairs: readonly (readonly [number, number])[]) => readonly Float64Array[] {
  const vocabulary = vocabularyOf(documents, terms);
  const size = vocabulary.terms.length;
  const [one, other] = [new Float64Array(size), new Float64Array(size)];
  return pairs => {
    const values = measures.map(() => new Float64Array(pairs.length));
    const [tfidf, bow, edits] = values;
    pairs.forEach(([left, right], at) => {
      vocabulary.count(left, one);
      vocabulary.count(right, other);
      if (tfidf) tfidf[at] = cosine(one, other, vocabulary.idf);
      if (bow) bow[at] = cosine(one, other, null);
      if (edits) edits[at] = levenshteinSimilarity(documents.text(left), documents.text(right));
    });
    return values;
  };
}
