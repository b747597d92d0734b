import type { Analysis } from "../../analyses/analysis";
import { analyses } from "../../analyses/list";
import type { AnalysisChoice } from "../../analyses/report";
import { UserError } from "../ports/errors";

/** Every analysis, as a person chooses one. */
export function analysisChoices(): readonly AnalysisChoice[] {
  return analyses.map(({ id, title, definition, takesLong = false }) => ({
    id,
    title,
    definition,
    takesLong,
  }));
}

/** The analysis that was chosen. Throws UserError where there is none of that id. */
export function chosenAnalysis(id: string): Analysis {
  const analysis = analyses.find(each => each.id === id);
  if (analysis === undefined) throw new UserError(`There is no analysis named ${id}. Choose another one.`);
  return analysis;
}
