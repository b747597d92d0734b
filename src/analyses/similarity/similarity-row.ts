import type { Artifact, Measure } from "./similarity-measures";

/** The mean similarity of one kind of pair. */
export interface SimilarityRow {
  readonly artifact: Artifact;
  readonly measure: Measure;
  /** The kind of pair: the paper's pattern and the number of the pair in it. */
  readonly config: string;
  readonly meaning: string;
  /** Compared pairs; drawn pairs without a text on both sides are dropped. */
  readonly pairs: number;
  /** How many of them pair a model with itself, because it names itself as its parent. */
  readonly selfPairs: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** The interval with entire families resampled, and their number; within one family, parents instead; null below two. */
  readonly clusteredLow: number | null;
  readonly clusteredHigh: number | null;
  readonly families: number | null;
}
