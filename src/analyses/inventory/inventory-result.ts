import type { RepairKind, TraitName } from "../../columns/columns";
import type { Relation } from "../../lineage/model";

/** Links that lead nowhere. */
export interface LinksNotFound {
  /** Declared links to a parent outside the index. */
  readonly unresolved: number;
  /** The parents behind these links, those with the most links first; null if the source keeps only their number. */
  readonly unresolvedParents: readonly { readonly declared: string; readonly links: number }[] | null;
}

/** A declared parent that was found under another id, and how many links in the scope were repaired so. */
export interface FoundParent {
  readonly declared: string;
  readonly parent: string;
  readonly why: RepairKind;
  readonly links: number;
}

/** A value with the number of models that have it. */
export interface ValueCount {
  readonly value: string;
  readonly models: number;
  /** The share of `models` among all models, and among those that have the trait. */
  readonly ofAll: number;
  readonly ofKnown: number;
}

/** The values of one trait; `values` is the number of distinct ones. */
export interface TraitCounts {
  readonly trait: TraitName;
  readonly known: number;
  readonly values: number;
  readonly top: readonly ValueCount[];
}

/** A model with the number that ranks it. */
export interface RankedModel {
  readonly id: string;
  readonly count: number;
}

/** The same, with its number and rank by links as declared; null if no link was repaired. */
export interface DerivedModel extends RankedModel {
  readonly declared: number | null;
  readonly declaredRank: number | null;
}

/** The models created in one month (`2024-07`, UTC). */
export interface MonthCount {
  readonly month: string;
  readonly models: number;
}

/** The contents of an index. */
export interface Inventory extends LinksNotFound {
  readonly models: number;
  readonly edges: number;
  readonly edgesByRelation: readonly { readonly relation: Relation; readonly edges: number }[];
  /** Declared parents that were found under another id. */
  readonly repairs: readonly FoundParent[];
  readonly traits: readonly TraitCounts[];
  /** The share of apache-2.0 and mit among license tags. */
  readonly apacheAndMit: number | null;
  readonly mostDerived: readonly DerivedModel[];
  readonly mostDownloaded: readonly RankedModel[];
  readonly created: readonly MonthCount[];
}
