import { snapshotChanges } from "../../analyses/changes/snapshot-changes";
import type { SnapshotFacts } from "../../app/ports/snapshot-ports";
import { reportToCsv, reportToJson, reportToMarkdown, runAnalysis } from "../../app/report/analysis-report";
import { changesReport } from "../../app/report/changes-report";
import { columnsToAnalyze } from "../../app/snapshot/over-snapshot";
import type { LineageColumns } from "../../columns/columns";
import type { Places } from "../options";
import { chosenAnalyses } from "../snapshot/analyze-command";
import { overSnapshotAt } from "../snapshot/snapshot-place";
import type { ProgressLine } from "../terminal/progress-line";
import type { CompareCommand } from "./history-arguments";

const writers = { md: reportToMarkdown, json: reportToJson, csv: reportToCsv } as const;

interface Side {
  readonly columns: LineageColumns;
  readonly facts: SnapshotFacts;
}

/** Says what changed between two snapshots, and how main figures of analyses did. Throws UserError if there is no such snapshot. */
export async function runCompare(command: CompareCommand, progress: ProgressLine): Promise<string> {
  const { places, older, newer, ids, top, format } = command;
  const chosen = ids.length === 0 ? [] : chosenAnalyses({ ids, scope: {} });
  return over(places, older, was =>
    over(places, newer, is => {
      progress.say("Comparing the snapshots");
      const found = snapshotChanges(was.columns, is.columns, top);
      const run = { mode: "corrected", seed: 1, scope: {}, authors: {} } as const;
      const reports = chosen.map(analysis => {
        progress.sayBefore(`Running ${analysis.title}`);
        return [was, is].map(({ columns }) => runAnalysis(analysis, columns, run));
      });
      const report = changesReport({
        ...found,
        older: sideOf(older, was.facts),
        newer: sideOf(newer, is.facts),
        reports: reports.flatMap(([one, other]) => (one && other ? [[one, other] as const] : [])),
      });
      return writers[format](report);
    }),
  );
}

function over<T>(places: Places, day: string | null, work: (side: Side) => T | Promise<T>): Promise<T> {
  return overSnapshotAt(day === null ? places : { ...places, at: day }, (saved, facts) =>
    work({ columns: columnsToAnalyze(saved), facts }),
  );
}

function sideOf(day: string | null, { models, edges }: SnapshotFacts) {
  return { day, models, edges };
}
