import type { Relation } from "../lineage/model";
import type { Rate } from "./rate";
import type { DriftTrait } from "./trait-edges";

/** How often a trait mutates under a relation, over every edge of the index. */
export interface IndexRate {
  readonly trait: DriftTrait;
  readonly relation: Relation | "all";
  readonly rate: Rate;
}

/** What the whole index says about drift, to stand beside a family. */
export interface IndexFigures {
  /** Models and edges between two models that the index holds. */
  readonly models: number;
  readonly edges: number;
  readonly rates: readonly IndexRate[];
}

/** The rate of a trait under a relation, or null where the index has no such edge. */
export function indexRate(
  figures: IndexFigures | null,
  trait: DriftTrait,
  relation: Relation | "all",
): Rate | null {
  return figures?.rates.find(one => one.trait === trait && one.relation === relation)?.rate ?? null;
}
