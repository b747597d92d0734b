import type { Analysis } from "../../analyses/analysis";
import { analyses } from "../../analyses/list";
import type { AnalysisChoice } from "../../analyses/report";
import { UserError } from "../ports/errors";

/** All analyses, as choices for the user. */
export function analysisChoices(): readonly AnalysisChoice[] {
  return analyses.map(({ id, title, definition, takesLong = false }) => ({
    id,
    title,
    definition,
    takesLong,
  }));
}

/** Returns the analysis with an id. Throws UserError if there is none. */
export function chosenAnalysis(id: string): Analysis {
  const analysis = analyses.find(each => each.id === id);
  if (analysis === undefined) throw new UserError(`There is no analysis named ${id}. Choose another one.`);
  return analysis;
}
