import type { Model, Relation } from "../../lineage/model";

/** One model as the Hub describes it, with the parents that it declares. */
export interface DecodedModel {
  readonly model: Model;
  readonly parents: readonly DecodedParent[];
  /** Oddities in the declared parents; absent if there are none. */
  readonly oddities?: readonly Oddity[];
}

/** An oddity in a model's own declarations: what was written, or what was chosen instead. */
export interface Oddity {
  readonly kind: "white-space" | "not-an-id" | "relation-disagreement" | "too-many-parents";
  readonly detail: string;
}

/** One declared parent; `resolved` says whether the Hub links it to a model (null if the response does not say). */
export interface DecodedParent {
  readonly parent: string;
  readonly relation: Relation;
  readonly resolved: boolean | null;
}

/** Reads the Hub's JSON. Both throw HubError("unreadable") with a message if the body is not as expected. */
export interface HubDecoder {
  model(body: Uint8Array): DecodedModel;
  list(body: Uint8Array): readonly DecodedModel[];
  /** The same, with the number of entries that are no models and were left out. */
  page(body: Uint8Array): { readonly models: readonly DecodedModel[]; readonly unreadable: number };
}
