import type { Family } from "./family";
import type { FamilyView } from "./family-view";

/**
 * A family on its way from the index to the view that draws it: whoever only hands it on reads the counts, and is not
 * held up by tens of thousands of models.
 */
export interface PackedFamily {
  readonly root: string;
  readonly models: number;
  readonly edges: number;
  readonly unchecked: number;
  readonly oldestAt: number | null;
  /** The `Family` as JSON in UTF-8. */
  readonly json: Uint8Array;
}

/** A family view on the wire. */
export interface PackedFamilyView extends Omit<FamilyView, "family"> {
  readonly family: PackedFamily | null;
}

/** Packs a family; `encode` turns text into UTF-8. */
export function packFamily(family: Family, encode: (text: string) => Uint8Array): PackedFamily {
  return {
    root: family.root,
    models: family.models.length,
    edges: family.edges.length,
    unchecked: family.unchecked.length,
    oldestAt: family.oldestAt,
    json: encode(JSON.stringify(family)),
  };
}

/** The view as it is drawn; `decode` turns UTF-8 into text. */
export function unpackView(view: PackedFamilyView, decode: (bytes: Uint8Array) => string): FamilyView {
  return { ...view, family: view.family === null ? null : (JSON.parse(decode(view.family.json)) as Family) };
}
