import type { Relation } from "../../lineage/model";
import type { Attachment } from "../../statistics/attachment";
import type { FollowUpAttachment } from "../../statistics/descent/follow-up-attachment";
import type { PatternName } from "../../statistics/patterns";
import type { TailFit } from "../../statistics/power-law";
import type { BranchingAges } from "./branching-ages";
import type { FamilySize } from "./largest-families";

/** One of the largest families. */
export interface LargeFamily extends FamilySize {
  /** The edges on the longest line of descent, and the models of the largest generation. */
  readonly depth: number;
  readonly width: number;
  /** The sum of the distances of all pairs, and their mean; `exact` is false if they are sampled. */
  readonly wiener: number;
  readonly meanDistance: number;
  readonly exact: boolean;
  /** The standard error of a sampled sum; null if it is exact. */
  readonly wienerError: number | null;
}

/** The number of models with a given number of children or parents. */
export interface DegreeCount {
  readonly degree: number;
  readonly models: number;
}

/** Edges of one relation, and how many of their children have children themselves; ignores merges. */
export interface Branching {
  readonly relation: Relation;
  readonly edges: number;
  readonly branching: number;
  readonly share: number | null;
  /** The 95% interval of the share when whole parents are drawn; null below two. */
  readonly low: number | null;
  readonly high: number | null;
}

/** The number of models in a large family by the end of a month. */
export interface GrowthPoint {
  readonly root: string;
  readonly month: string;
  readonly models: number;
}

/** The structure of descent. */
export interface Structure {
  readonly models: number;
  /** Models with a known date of creation. */
  readonly dated: number;
  readonly edges: number;
  /** Edges whose child is in the scope, also those whose parent is not, which are left out; null without a scope. */
  readonly edgesFromScope: number | null;
  readonly selfReferences: number;
  /** Weakly connected components over all edges, including single models. */
  readonly components: number;
  /** The same with each declared parent that is not among the models as a node; null if they are not known. */
  readonly componentsWithMissing: number | null;
  /** Components of more than one model. */
  readonly families: number;
  /** Edges whose child was created before its parent: the parent was added or uploaded again later. */
  readonly bornBeforeParent: number;
  readonly largestFamilies: readonly LargeFamily[];
  /** The same without merges, as in the paper. */
  readonly largestWithoutMerges: readonly FamilySize[];
  /** In mode `paper`, quad_3 as its code counts it. */
  readonly patterns: Readonly<Record<PatternName, number>>;
  /** quad_3, counted exactly and as in the paper's code. */
  readonly chains: { readonly exact: number; readonly inCode: number };
  /** Models with edges, by the longest line of descent to them. */
  readonly depths: readonly { readonly depth: number; readonly models: number }[];
  /** Models on or below a cycle, which have no depth. */
  readonly cyclic: number;
  readonly familySizes: readonly { readonly size: number; readonly families: number }[];
  readonly children: readonly DegreeCount[];
  readonly childrenTail: TailFit | null;
  readonly parents: readonly DegreeCount[];
  readonly branching: readonly Branching[];
  /** How soon derived models have children themselves. */
  readonly branchingAges: readonly BranchingAges[];
  readonly growth: readonly GrowthPoint[];
  readonly attachment: Attachment | null;
  /** The same by the follow-up study's algorithm. */
  readonly attachmentInCode: FollowUpAttachment | null;
}
