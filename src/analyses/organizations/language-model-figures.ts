import type { ParameterBasis } from "../../lineage/measures/parameters";
import type { RatioInterval } from "../../statistics/ratio-interval";
import type { StudyKind } from "./study";

/** The language models of one kind of author; parameters as numbers, null if none is known. */
export interface LanguageModelKind {
  readonly kind: StudyKind;
  readonly models: number;
  /** Those whose parameters are known, and those of them only from the name. */
  readonly known: number;
  readonly estimated: number;
  readonly mean: RatioInterval | null;
  readonly median: number | null;
  readonly largest: number | null;
}

/** The language models created in one month. */
export interface LanguageModelMonth {
  readonly month: string;
  readonly known: number;
  readonly median: number;
  readonly ninetieth: number;
  readonly largest: number;
  /** Models with 65 to 75 billion parameters, up to and including this month. */
  readonly near70: number;
}

/** Parameters of language models over time and by kind of author. */
export interface LanguageModels {
  readonly models: number;
  readonly all: RatioInterval | null;
  readonly bases: readonly { readonly basis: ParameterBasis; readonly models: number }[];
  readonly kinds: readonly LanguageModelKind[];
  readonly months: readonly LanguageModelMonth[];
  readonly largest: readonly {
    readonly model: string;
    readonly parameters: number;
    readonly basis: string;
  }[];
}
