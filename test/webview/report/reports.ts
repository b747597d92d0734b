import { analyses } from "../../../src/analyses/list";
import { runAnalysis } from "../../../src/app/report/analysis-report";
import { columnsOf } from "../../../src/columns/build-columns";
import type { ReportView } from "../../../src/protocol";
import { inSample } from "../../harness/suites/long-runs";
import { ecosystem } from "../../unit/analyses/ecosystem";
import { studyRows } from "../../unit/analyses/organizations/study-fixture";

const choices = analyses.map(({ id, title, definition, takesLong = false }) => ({
  id,
  title,
  definition,
  takesLong,
}));

/** The analyses of organizations, which need sizes and emissions that the made-up Hub lacks. */
const studies: ReadonlySet<string> = new Set(["uploads", "kinds", "leaders", "language-models", "emissions"]);

/** What the report view is handed after an analysis of a made-up Hub. */
export function reportOf(id: string, mode: "paper" | "corrected" = "corrected"): ReportView {
  const analysis = analyses.find(each => each.id === id);
  if (analysis === undefined) throw new Error(`There is no analysis ${id}.`);
  const few = {
    ...analysis,
    run: (columns: Parameters<typeof analysis.run>[0], options: Parameters<typeof analysis.run>[1]) =>
      analysis.run(columns, { ...options, samples: 60, resamples: 40 }),
  };
  const scope = analysis.requires === "organization" ? { organization: "google" } : {};
  const older = analysis.requires === "older" ? ecosystem() : undefined;
  const columns = studies.has(id) ? columnsOf(studyRows(), []) : ecosystem();
  const report = { ...runAnalysis(few, columns, { mode, seed: 1, scope }, older), result: null };
  return { state: "ready", choices, request: { id, mode, scope }, message: null, report };
}

/** Ids of every analysis. */
export const analysisIds: readonly string[] = analyses.map(({ id }) => id);

/** Options of a test of one analysis: `npm test` takes those whose pictures differ most, `npm run test:long` all. */
export const ofAnalysis = (id: string) =>
  inSample(["inventory", "structure", "mutation", "similarity", "language-models"].includes(id));
