import type { PackedIds } from "./id-builder";
import type { Relation } from "./model";

/** Texts by number, for each row a list: row `n` has the codes from `starts[n]` up to `starts[n + 1]`. */
export interface CodedLists {
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly codes: Uint32Array<ArrayBuffer>;
  readonly texts: readonly string[];
}

/** Bits that say who names a parent, and how. */
export const claimBits = { finetune: 1, quantized: 2, adapter: 4, merge: 8, resolved: 16, card: 32 } as const;

/** A column of texts: code + 1 for each row, 0 where it has none. */
export interface CodedWords {
  readonly codes: Uint32Array<ArrayBuffer>;
  readonly texts: readonly string[];
}

/** The parents that models name: child `n` names `names[k]` with `claims[k]`, for k from `starts[n]` up to `starts[n + 1]`. */
export interface ClaimedParents {
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly names: Uint32Array<ArrayBuffer>;
  readonly claims: Uint8Array<ArrayBuffer>;
  readonly texts: readonly string[];
}

/** A snapshot in columns, one row for each model. Numbers are NaN where a row has none; times are in ms since 1970. */
export interface SnapshotColumns {
  readonly models: number;
  readonly ids: PackedIds;
  readonly createdAt: Float64Array<ArrayBuffer>;
  readonly lastModified: Float64Array<ArrayBuffer>;
  readonly downloads: Float64Array<ArrayBuffer>;
  readonly likes: Float64Array<ArrayBuffer>;
  readonly parameters: Float64Array<ArrayBuffer>;
  /** Characters of the card and words of it; NaN where the table has no cards. */
  readonly cardLength: Float64Array<ArrayBuffer>;
  readonly tasks: CodedWords;
  readonly libraries: CodedWords;
  readonly licenseNames: CodedWords;
  readonly tags: CodedLists;
  readonly licenses: CodedLists;
  readonly languages: CodedLists;
  readonly datasets: CodedLists;
  readonly papers: CodedLists;
  readonly parents: ClaimedParents;
  /** The row of each parent that is named, by the exact bytes of its id; -1 where there is no such model. */
  readonly parentRows: Int32Array<ArrayBuffer>;
}

/**
 * The relation that claims tell: of several the last of finetune, quantized, adapter, merge, as in the paper's own
 * graph; unknown where none is told.
 */
export function relationOf(claims: number): Relation {
  if (claims & claimBits.merge) return "merge";
  if (claims & claimBits.adapter) return "adapter";
  if (claims & claimBits.quantized) return "quantized";
  return claims & claimBits.finetune ? "finetune" : "unknown";
}
