import type { Model } from "../../src/lineage/model";
import {
  type ComparedTrait,
  comparedTraits,
  declaredValues,
  differs,
  type Fate,
  traitFate,
  traitText,
} from "../../src/lineage/traits/trait-change";
import { phrase, t } from "../../src/words/words";
import { roughly } from "../kit/numbers";

/** One trait of a model next to its parent's, as text. */
export interface TraitRow {
  readonly trait: string;
  readonly parent: string;
  readonly own: string;
  /** Whether each of the two stands for a value that there is not, and says why. */
  readonly isEmpty: { readonly parent: boolean; readonly own: boolean };
  /** What the Hub's copy of the model says, if the open card says something else. */
  readonly onHub: string | null;
  readonly fate: Fate;
}

/** Why a trait has no value. */
function whyEmpty(trait: ComparedTrait): string {
  return trait === "parameters" ? t`no size on the Hub` : t`not declared`;
}

/** The traits of a model next to those of its parent; without a parent, every trait is `none`. */
export function compareTraits(
  own: Model,
  parent: Model | null,
  onHub: Model | null = null,
): readonly TraitRow[] {
  return comparedTraits.map(trait => {
    const isEmpty = (model: Model) => model.unread === true || declaredValues(trait, model).length === 0;
    const text = (model: Model) => {
      if (!model.unread && isEmpty(model)) return whyEmpty(trait);
      const isSize = trait === "parameters" && model.parameters !== null;
      return isSize ? roughly(model.parameters) : traitText(trait, model);
    };
    return {
      trait: phrase(trait),
      parent: parent === null ? "–" : text(parent),
      own: text(own),
      isEmpty: { parent: parent === null || isEmpty(parent), own: isEmpty(own) },
      onHub: onHub !== null && differs(trait, onHub, own) ? text(onHub) : null,
      fate: parent === null ? "none" : traitFate(trait, parent, own),
    };
  });
}
