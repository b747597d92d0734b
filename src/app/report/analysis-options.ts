import type { AnalysisOptions } from "../../analyses/analysis";
import type { Scope } from "../../analyses/scope";
import { scopeFields } from "../../analyses/scope-words";
import { UserError } from "../ports/errors";
import { readScope } from "./analysis-scope";
import { text, textOf, texts, textsOf, type Values } from "./written-options";

/** How to run an analysis, as written after `analyze` on the command line and in a notebook. */
export interface WrittenRun {
  readonly mode: AnalysisOptions["mode"];
  readonly seed: number;
  readonly scope: Scope;
  /** Ids of measures, as written; none for all. */
  readonly measures: readonly string[];
}

/** The options that say how to run an analysis. */
export const analysisOptions: Readonly<Record<string, typeof text | typeof texts>> = {
  mode: text,
  seed: text,
  measure: texts,
  ...Object.fromEntries(scopeFields.map(field => [field, text])),
};

/** Reads these options; throws UserError with a sentence that says what is wrong. */
export function readAnalysisOptions(values: Values): WrittenRun {
  const mode = textOf(values, "mode") ?? "corrected";
  if (mode !== "paper" && mode !== "corrected")
    throw new UserError(`--mode takes paper or corrected, not ${JSON.stringify(mode)}.`);
  return {
    mode,
    seed: seedOf(values),
    measures: textsOf(values, "measure"),
    scope: readScope(Object.fromEntries(scopeFields.map(field => [field, textOf(values, field)]))),
  };
}

function seedOf(values: Values): number {
  const value = textOf(values, "seed") ?? "1";
  if (!/^\d{1,9}$/.test(value))
    throw new UserError(`--seed takes a whole number from 0 to 999999999, not ${JSON.stringify(value)}.`);
  return Number(value);
}
