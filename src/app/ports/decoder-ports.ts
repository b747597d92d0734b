import type { Model, Relation } from "../../lineage/model";

/** One model as the Hub describes it, with the parents that it declares. */
export interface DecodedModel {
  readonly model: Model;
  readonly parents: readonly DecodedParent[];
  /** What is odd about the parents as they are declared; absent when nothing is. */
  readonly oddities?: readonly Oddity[];
}

/** Something odd in one model's own declarations: what was written, or what was chosen instead. */
export interface Oddity {
  readonly kind: "white-space" | "not-an-id" | "relation-disagreement";
  readonly detail: string;
}

/** One declared parent; `resolved` says whether the Hub links it to a model (null where the answer does not tell). */
export interface DecodedParent {
  readonly parent: string;
  readonly relation: Relation;
  readonly resolved: boolean | null;
}

/** Reads the Hub's JSON. Both throw HubError("unreadable") with a sentence when the body is not what was expected. */
export interface HubDecoder {
  model(body: Uint8Array): DecodedModel;
  list(body: Uint8Array): readonly DecodedModel[];
}
