import type { TraitName } from "../../columns/columns";
import type { NullShare, OrderNull } from "../../statistics/nulls/order-nulls";

/** What the best order of a trait explains by chance, under each null beside the coin for each pair. */
export interface DriftNulls {
  readonly parentsTossed: OrderNull;
  readonly totalsKept: OrderNull;
}

/** A pair of values in its majority direction; `certain` if every optimal order agrees. */
export interface DriftPair {
  readonly from: string;
  readonly to: string;
  readonly forth: number;
  readonly back: number;
  /** The share of `forth` in both, with its 95% interval, which draws whole parents; null below two parents. */
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
  /** The parents behind it, how many that is by weight, and the share of the largest. */
  readonly parents: number;
  readonly effectiveParents: number;
  readonly ofLargestParent: number;
  readonly certain: boolean;
  /** The share of optimal orders that have `from` before `to`; null if they were not listed. */
  readonly support: number | null;
}

/** Transitions among the ordered values for children of one year, and the share that goes forward. */
export interface DriftYear {
  readonly year: number;
  readonly transitions: number;
  readonly forward: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Changes between values that changed in the years before. */
  readonly tested: number;
  /** The share of these that goes forward in an order fitted to the years before; null if there are none. */
  readonly outOfSample: number | null;
  readonly outLow: number | null;
  readonly outHigh: number | null;
}

/** The drift of one trait. */
export interface TraitDrift {
  readonly trait: TraitName;
  /** Edges with the trait at both ends. */
  readonly edges: number;
  readonly transitions: readonly { readonly from: string; readonly to: string; readonly count: number }[];
  /** The alphabetically first of the orders that maximize the net traffic going forward. */
  readonly ordering: readonly string[];
  /** Whether it is proven optimal. */
  readonly proven: boolean;
  /** How many orders are equally good; null if they were not counted. */
  readonly optima: number | null;
  /** Pairs of values in the same order in every optimum, of `pairs` in all; null if the optima were not listed. */
  readonly forced: readonly (readonly [before: string, after: string])[] | null;
  readonly directions: number;
  readonly directionsForward: number;
  readonly directionsExplained: number | null;
  readonly transitionsExplained: number | null;
  /** The share of directions that the best order explains if each direction is a coin toss. */
  readonly null: NullShare | null;
  /** The same if whole parents are tossed, and if each value is lost and gained as often as observed. */
  readonly nulls: DriftNulls | null;
  readonly traffic: number;
  readonly total: number;
  readonly balanced: number;
  readonly objective: number;
  /** Pairs among the ordered values, by net traffic. */
  readonly pairs: readonly DriftPair[];
  readonly years: readonly DriftYear[];
}
