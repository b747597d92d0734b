import { type AnalysisOptions, mostOrdered } from "../../analyses/analysis";
import type { Scope } from "../../analyses/scope";
import { scopeFields } from "../../analyses/scope-words";
import { relationCodes } from "../../columns/columns";
import type { Relation } from "../../lineage/model";
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
  /** Counts only edges of this relation. */
  readonly relation?: Relation;
  /** How many of the most frequent values drift orders. */
  readonly top?: number;
}

/** The options that say how to run an analysis. */
export const analysisOptions: Readonly<Record<string, typeof text | typeof texts>> = {
  mode: text,
  seed: text,
  measure: texts,
  relation: text,
  top: text,
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
    ...relationOf(values),
    ...topOf(values),
    scope: readScope(Object.fromEntries(scopeFields.map(field => [field, textOf(values, field)]))),
  };
}

function relationOf(values: Values): Pick<WrittenRun, "relation"> {
  const written = textOf(values, "relation");
  if (written === undefined) return {};
  const relation = relationCodes.find(known => known === written);
  if (relation === undefined)
    throw new UserError(
      `--relation takes one of ${relationCodes.join(", ")}, not ${JSON.stringify(written)}.`,
    );
  return { relation };
}

function topOf(values: Values): Pick<WrittenRun, "top"> {
  const written = textOf(values, "top");
  if (written === undefined) return {};
  const top = /^\d{1,2}$/.test(written) ? Number(written) : 0;
  if (top < 2 || top > mostOrdered)
    throw new UserError(
      `--top takes a whole number from 2 to ${mostOrdered}, not ${JSON.stringify(written)}.`,
    );
  return { top };
}

function seedOf(values: Values): number {
  const value = textOf(values, "seed") ?? "1";
  if (!/^\d{1,9}$/.test(value))
    throw new UserError(`--seed takes a whole number from 0 to 999999999, not ${JSON.stringify(value)}.`);
  return Number(value);
}
