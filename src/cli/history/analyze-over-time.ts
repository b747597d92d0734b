import type { Analysis } from "../../analyses/analysis";
import type { AnalysisReport, AnalysisRun } from "../../analyses/report";
import { UserError } from "../../app/ports/errors";
import { runAnalysis } from "../../app/report/analysis-report";
import { type DatedReport, overTime } from "../../app/report/over-time";
import { columnsToAnalyze } from "../../app/snapshot/over-snapshot";
import { snapshotDays } from "../../platform/history/dated-snapshots";
import type { Places } from "../options";
import type { authorFinder } from "../snapshot/known-authors";
import { overSnapshotAt } from "../snapshot/snapshot-place";
import type { ProgressLine } from "../terminal/progress-line";
import { indexFolderOf } from "./dated-place";

/** What analyses over time need. */
export interface OverTime {
  readonly places: Places;
  readonly chosen: readonly Analysis[];
  readonly find: Awaited<ReturnType<typeof authorFinder>>;
  readonly run: Omit<AnalysisRun, "authors">;
  readonly progress: ProgressLine;
}

/**
 * Runs analyses on the snapshots of all days, one snapshot in memory at a time, and returns their main figures by day. Throws
 * UserError if there are no two days.
 */
export async function reportsOverTime({ places, chosen, find, run, progress }: OverTime): Promise<{
  readonly reports: readonly AnalysisReport[];
  readonly complete: boolean;
}> {
  const index = indexFolderOf(places);
  const days = await snapshotDays(index);
  if (days.length < 2)
    throw new UserError(
      `--over-time needs the snapshots of two days or more, and ${index} has ${days.length}. Keep them with hub-lineage import FILE --as DATE.`,
    );
  const found = chosen.map((): DatedReport[] => []);
  const last = new Map<number, AnalysisReport>();
  let complete = true;
  for (const day of days)
    await overSnapshotAt({ ...places, at: day }, async (saved, { models, edges }) => {
      const columns = columnsToAnalyze(saved);
      const known = await find(columns);
      complete &&= known.complete;
      for (const [at, analysis] of chosen.entries()) {
        progress.sayBefore(`Running ${analysis.title} for ${day}`);
        const { report, missing } = ranOrNot(() =>
          runAnalysis(analysis, columns, { ...run, authors: known.authors }),
        );
        if (report !== null) last.set(at, report);
        const summary = report?.summary;
        const kept = report === null ? null : summary === undefined ? {} : { summary };
        found[at]?.push({ day, models, edges, report: kept, missing });
      }
    });
  const reports = chosen.map(({ title }, at) => {
    const like = last.get(at);
    const [first] = found[at] ?? [];
    if (like === undefined) throw new UserError(`${title}: ${first?.missing ?? "no snapshot was read."}`);
    return overTime(like, found[at] ?? []);
  });
  return { reports, complete };
}

/** A day may lack what another one has, such as every model of a scope. */
function ranOrNot(
  work: () => AnalysisReport,
):
  | { readonly report: AnalysisReport; readonly missing: null }
  | { readonly report: null; readonly missing: string } {
  try {
    return { report: work(), missing: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { report: null, missing: error.message };
  }
}
