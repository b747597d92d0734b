import type { Edge, Model } from "./model";

/**
 * An edge of a family; `outside` marks an edge whose parent is not among the family's models: another parent of a
 * merge, or a missing one. Every other edge joins two of the models.
 */
export interface FamilyEdge extends Edge {
  readonly outside?: true;
}

/**
 * A model with all its known ancestors and descendants, or as many levels of them as requested. `root` is the
 * requested model (by its current id), which need not be the oldest ancestor but is always the first of `models`. If
 * only the id of a model is known, it is included as a bare model.
 */
export interface Family {
  readonly root: string;
  readonly models: readonly Model[];
  /** Without edges from a model to itself, and without parents beyond the requested levels. */
  readonly edges: readonly FamilyEdge[];
  /** Ids declared as parents that the Hub does not show (missing, private or invalid); never among `models`. */
  readonly missing: readonly string[];
  /** Groups of models that descend from each other; a group of one is a model that names itself. */
  readonly cycles: readonly (readonly string[])[];
  /**
   * The root and its descendants whose children have not been completely listed, unless the Hub says that they have
   * none. Ancestors do not count: their other children do not belong to this family.
   */
  readonly unchecked: readonly string[];
  /** Models that name as many parents as are read of one, and so may name more; absent if there are none. */
  readonly manyParents?: readonly string[];
  /** When the oldest answer of the Hub behind this family was read, in ms since 1970; null if nothing was read from it. */
  readonly oldestAt: number | null;
  /** What of the family is known only from the snapshot; absent if nothing is. */
  readonly snapshot?: SnapshotPart;
}

/** The part of a family that nobody asked the Hub about: it is as old as the snapshot. */
export interface SnapshotPart {
  readonly models: number;
  /** When the snapshot was taken, in ms since 1970; null if that is not known. */
  readonly takenAt: number | null;
}

/** The date of the oldest part of a family, in ms since 1970; null if there is none. */
export function oldestDate({ oldestAt, snapshot }: Pick<Family, "oldestAt" | "snapshot">): number | null {
  const dates = [oldestAt, snapshot?.takenAt ?? null].filter(at => at !== null);
  return dates.length === 0 ? null : Math.min(...dates);
}
