import type { Edge, Model } from "./model";

/**
 * An edge of a family; `outside` marks one whose parent is not among the family's models: another parent of a merge,
 * or one that is missing. Every other edge joins two of the models.
 */
export interface FamilyEdge extends Edge {
  readonly outside?: true;
}

/**
 * A model with all its ancestors and descendants, as far as they are known, or as many levels of them as were asked.
 * `root` is the model asked for (by its present id), which need not be the oldest ancestor; it is the first of
 * `models` in any case. A model of which only the id is known is there as a bare model.
 */
export interface Family {
  readonly root: string;
  readonly models: readonly Model[];
  /** Without those of models that name themselves, and without parents beyond the levels asked for. */
  readonly edges: readonly FamilyEdge[];
  /** Ids that are declared as parents and that the Hub does not show (missing, private or invalid); never among `models`. */
  readonly missing: readonly string[];
  /** Groups of models that descend from each other; a group of one is a model that names itself. */
  readonly cycles: readonly (readonly string[])[];
  /**
   * The root and its descendants whose children have not been listed to the end, and of which the Hub did not say
   * that they have none. Ancestors do not count: their other children are not of this family.
   */
  readonly unchecked: readonly string[];
  /** When the oldest answer that this family rests on was read, in ms since 1970; null when nothing was read. */
  readonly oldestAt: number | null;
}
