import type { Model } from "../../src/lineage/model";
import {
  comparedTraits,
  differs,
  type Fate,
  traitFate,
  traitText,
} from "../../src/lineage/traits/trait-change";
import { phrase } from "../../src/words/words";
import { roughly } from "../kit/numbers";

/** One trait of a model next to its parent's, as text. */
export interface TraitRow {
  readonly trait: string;
  readonly parent: string;
  readonly own: string;
  /** What the Hub's copy of the model says, if the open card says something else. */
  readonly onHub: string | null;
  readonly fate: Fate;
}

/** The traits of a model next to those of its parent; without a parent, every trait is `none`. */
export function compareTraits(
  own: Model,
  parent: Model | null,
  onHub: Model | null = null,
): readonly TraitRow[] {
  return comparedTraits.map(trait => {
    const text = (model: Model) =>
      trait === "parameters" && model.parameters !== null
        ? roughly(model.parameters)
        : traitText(trait, model);
    return {
      trait: phrase(trait),
      parent: parent === null ? "–" : text(parent),
      own: text(own),
      onHub: onHub !== null && differs(trait, onHub, own) ? text(onHub) : null,
      fate: parent === null ? "none" : traitFate(trait, parent, own),
    };
  });
}
