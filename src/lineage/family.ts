import type { Edge, Model } from "./model";

/** An edge of a family; `outside` marks one whose parent is not among the family's models (another parent of a merge). */
export interface FamilyEdge extends Edge {
  readonly outside?: true;
}

/**
 * A model with all its ancestors and descendants, as far as they are known.
 * `root` is the model asked for, which need not be the oldest ancestor.
 */
export interface Family {
  readonly root: string;
  readonly models: readonly Model[];
  readonly edges: readonly FamilyEdge[];
  /** Ids that are declared as parents and that the Hub does not show (missing, private or invalid). */
  readonly missing: readonly string[];
  /** Groups of models that descend from each other; a group of one is a model that names itself. */
  readonly cycles: readonly (readonly string[])[];
  /** Models of the family whose children have not been listed yet. */
  readonly unchecked: readonly string[];
  /** When the oldest answer that this family rests on was read, in ms since 1970; null when nothing was read. */
  readonly oldestAt: number | null;
}
