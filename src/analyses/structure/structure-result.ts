import type { Relation } from "../../lineage/model";
import type { Attachment } from "../../statistics/attachment";
import type { PatternName } from "../../statistics/patterns";
import type { TailFit } from "../../statistics/power-law";
import type { FamilySize } from "./largest-families";

/** One of the largest families. */
export interface LargeFamily extends FamilySize {
  /** Edges on the longest line of descent, and the most models of one generation. */
  readonly depth: number;
  readonly width: number;
  /** The sum of the distances of all pairs, and their mean; `exact` is false where they are sampled. */
  readonly wiener: number;
  readonly meanDistance: number;
  readonly exact: boolean;
}

/** The number of models with so many children or parents. */
export interface DegreeCount {
  readonly degree: number;
  readonly models: number;
}

/** Edges of one relation, and how many of their children have children themselves; merges count for nothing here. */
export interface Branching {
  readonly relation: Relation;
  readonly edges: number;
  readonly branching: number;
  readonly share: number | null;
}

/** The models of a large family that had appeared by the end of a month. */
export interface GrowthPoint {
  readonly root: string;
  readonly month: string;
  readonly models: number;
}

/** The shape of descent. */
export interface Structure {
  readonly models: number;
  /** Models of which is known when they appeared. */
  readonly dated: number;
  readonly edges: number;
  readonly selfReferences: number;
  /** Weakly connected components over all edges, single models among them. */
  readonly components: number;
  /** Components of more than one model. */
  readonly families: number;
  /** Edges whose child appeared before its parent: a parent that was named, or uploaded again, later. */
  readonly bornBeforeParent: number;
  readonly largestFamilies: readonly LargeFamily[];
  /** The same without edges of merges, as the paper grows families. */
  readonly largestWithoutMerges: readonly FamilySize[];
  readonly patterns: Readonly<Record<PatternName, number>>;
  /** Models with edges, by the longest line of descent that leads to them. */
  readonly depths: readonly { readonly depth: number; readonly models: number }[];
  /** Models on or below a cycle, which have no depth. */
  readonly cyclic: number;
  readonly familySizes: readonly { readonly size: number; readonly families: number }[];
  readonly children: readonly DegreeCount[];
  readonly childrenTail: TailFit | null;
  readonly parents: readonly DegreeCount[];
  readonly branching: readonly Branching[];
  readonly growth: readonly GrowthPoint[];
  readonly attachment: Attachment | null;
}
