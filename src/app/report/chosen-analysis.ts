import type { Analysis } from "../../analyses/analysis";
import { analyses, analysisById } from "../../analyses/list";
import { type AnalysisChoice, type AnalysisReport, type AnalysisRun, narrowing } from "../../analyses/report";
import type { LineageColumns } from "../../columns/columns";
import { UserError } from "../ports/errors";
import { readMeasures } from "./analysis-measures";
import { runAnalysis } from "./analysis-report";

/** The analyses that can be run on one snapshot, as choices for the user. */
export function analysisChoices(): readonly AnalysisChoice[] {
  return analyses
    .filter(({ requires }) => requires !== "older")
    .map(({ id, title, definition, takesLong = false }) => ({
      id,
      title,
      definition,
      takesLong,
    }));
}

/** Returns the analysis with an id. Throws UserError if there is none; `or` names what can be written beside the ids. */
export function namedAnalysis(id: string, or = ""): Analysis {
  const found = analysisById(id);
  if (found !== undefined) return found;
  const known = analyses.map(analysis => analysis.id).join(", ");
  throw new UserError(`There is no analysis named ${JSON.stringify(id)}. Use one of ${known}${or}.`);
}

/** The same, to run on one snapshot. Throws UserError if it compares two. */
export function chosenAnalysis(id: string): Analysis {
  const analysis = namedAnalysis(id);
  if (analysis.requires === "older")
    throw new UserError(
      `${analysis.title} compares two snapshots. Run hub-lineage analyze ${id} with --compare and an older table.`,
    );
  return analysis;
}

/** Runs the analysis with an id; its measures are as written. Throws UserError if there is none, or no model in its scope. */
export function runChosen(id: string, columns: LineageColumns, run: AnalysisRun): AnalysisReport {
  const analysis = chosenAnalysis(id);
  const { mode, seed, scope, authors } = run;
  const measures = readMeasures(run.measures ?? [], [analysis]);
  return runAnalysis(analysis, columns, {
    mode,
    seed,
    scope,
    ...(measures === undefined ? {} : { measures }),
    ...narrowing(run),
    ...(authors === undefined ? {} : { authors }),
  });
}
