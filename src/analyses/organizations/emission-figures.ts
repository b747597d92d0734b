import type { EmissionsDoubt } from "../../lineage/measures/emissions";
import type { StudyKind } from "./study";

/** Reported emissions of one kind of author, in kg of CO2 equivalents. */
export interface EmissionKind {
  readonly kind: StudyKind;
  readonly models: number;
  /** Models that report emissions, whether the figure is plausible or not. */
  readonly reporting: number;
  readonly ofModels: number | null;
  /** The share of this kind among models that report, and among all plausible emissions. */
  readonly ofReporting: number | null;
  readonly kilograms: number;
  readonly ofKilograms: number | null;
  readonly median: number | null;
}

/** A reported figure that is left out of sums, and why. */
export interface LeftOut {
  readonly model: string;
  /** The figure as written, as JSON. */
  readonly written: string;
  readonly doubt: EmissionsDoubt;
}

/** Reported emissions by kind of author. */
export interface ReportedEmissions {
  readonly models: number;
  readonly reporting: number;
  readonly share: { readonly ratio: number; readonly low: number; readonly high: number } | null;
  readonly plausible: number;
  readonly kilograms: number;
  /** Plausible models below an hour of streaming. */
  readonly belowStreaming: number;
  readonly kinds: readonly EmissionKind[];
  readonly largest: readonly EmissionModel[];
  readonly leftOut: readonly LeftOut[];
}

/** A model with its emissions; grams per million parameters if its parameters are known. */
export interface EmissionModel {
  readonly model: string;
  readonly kind: StudyKind;
  readonly kilograms: number;
  readonly parameters: number | null;
  readonly gramsPerMillion: number | null;
}

/** An hour of streaming video in Europe emits about 55 g (Carbon Trust 2021, Carbon impact of video streaming). */
export const streamingGrams = 55;
