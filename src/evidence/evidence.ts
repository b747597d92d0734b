import type { Relation } from "../lineage/model";
import type { Clue } from "./clues";

/** Where a piece of evidence comes from. */
export type EvidenceKind =
  | "adapter-config"
  | "config"
  | "mergekit"
  | "gguf"
  | "same-weights"
  | "prose"
  | "tag"
  | "name"
  | "author";

/** One observation that speaks for a parent. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** Which observation it is; its weight is in the table of clues. */
  readonly clue: Clue;
  /** The parent's ID; null if what is named is no ID, such as a local path. */
  readonly parent: string | null;
  /** What was seen, as written. */
  readonly seen: string;
  /** The file, or the part of the card, in which it was seen. */
  readonly where: string;
  /** The relation that it tells; null if it tells none. */
  readonly relation: Exclude<Relation, "unknown"> | null;
  /** Its weight, if the table of clues has none for it: that of a name depends on what is known about the namesake. */
  readonly weight?: number;
  /** Whether it is one of several parents, as in a merge, so that the others do not speak against it. */
  readonly isOneOfSeveral?: true;
}

/** A parent that the evidence speaks for. */
export interface InferredParent {
  readonly parent: string;
  readonly relation: Relation;
  /** The calibrated probability that a declaration would name it, from 0 to 1. */
  readonly probability: number;
  /** Strongest first. */
  readonly evidence: readonly Evidence[];
}

/** Two observations that cannot both be right. */
export interface Contradiction {
  readonly about: "parents" | "declared" | "architecture" | "vocabulary" | "layers";
  /** One sentence that says what contradicts what. */
  readonly sentence: string;
}
