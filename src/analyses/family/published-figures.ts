import type { Relation } from "../../lineage/model";
import type { DriftTrait } from "./trait-edges";

/** The source of the published figures. */
export const publishedSource =
  "Laufer, Oderinwale, and Kleinberg 2025, “Anatomy of a Machine Learning Ecosystem” (arXiv:2508.06811), and its notebooks";

/** A published mutation rate: the mean Jaccard distance over edges with the trait declared at both ends. */
export interface PublishedRate {
  readonly trait: DriftTrait;
  /** `all` for all relations together. */
  readonly relation: Relation | "all";
  readonly mean: number;
  readonly edges: number;
}

/**
 * Mutation rates of 1.86 million models as of July 2025: those over all relations from version 1 of the paper, those
 * over finetunes from its notebooks.
 */
export const publishedRates: readonly PublishedRate[] = [
  { trait: "languages", relation: "all", mean: 0.128044, edges: 115_660 },
  { trait: "languages", relation: "finetune", mean: 0.241897, edges: 47_369 },
  { trait: "license", relation: "all", mean: 0.149833, edges: 320_065 },
  { trait: "license", relation: "finetune", mean: 0.197626, edges: 138_694 },
  { trait: "task", relation: "all", mean: 0.231383, edges: 251_060 },
  { trait: "task", relation: "finetune", mean: 0.41056, edges: 134_711 },
];

/** A published mean of the parents and of the children, over the same edges. */
export interface PublishedMeans {
  readonly trait: "cardLength" | "languages";
  readonly parent: number;
  readonly child: number;
  readonly edges: number;
}

/**
 * Mean card length in characters (both ends have a card) and mean number of languages (both ends report one), over
 * all relations, from the notebooks.
 */
export const publishedMeans: readonly PublishedMeans[] = [
  { trait: "cardLength", parent: 9773.4, child: 4401.6, edges: 558_942 },
  { trait: "languages", parent: 6.604, child: 1.81, edges: 115_660 },
];

/** The published rate of a trait under a relation, or null if there is none. */
export function publishedRate(trait: DriftTrait, relation: Relation | "all"): PublishedRate | null {
  return publishedRates.find(rate => rate.trait === trait && rate.relation === relation) ?? null;
}
