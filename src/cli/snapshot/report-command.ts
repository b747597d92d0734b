import { writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { narrowing } from "../../analyses/report";
import { readMeasures } from "../../app/report/analysis-measures";
import { runAnalysis } from "../../app/report/analysis-report";
import { publishedFiles } from "../../app/report/publication-files";
import { columnsToAnalyze } from "../../app/snapshot/over-snapshot";
import { makeFolder } from "../../platform/make-folder";
import { writeTogether } from "../../platform/node-whole-files";
import { pathInLine } from "../printable";
import type { ProgressLine } from "../terminal/progress-line";
import { chosenAnalyses } from "./analyze-command";
import { withOlderColumns } from "./compared-snapshot";
import { type AskingCommand, authorFinder } from "./known-authors";
import type { SnapshotCommand } from "./snapshot-arguments";
import { overSnapshotAt } from "./snapshot-place";

type ReportCommand = SnapshotCommand & { readonly name: "report" };

/**
 * Writes a report of analyses for publication: all of its files, or none. The exit code is 2 if something of what is to tell
 * the kinds of authors could not be had. Throws UserError.
 */
export async function runReport(
  command: ReportCommand,
  version: string,
  asking: AskingCommand,
  progress: ProgressLine,
): Promise<{ readonly output: string; readonly exitCode: number }> {
  const { places, mode, seed, scope } = command;
  const chosen = chosenAnalyses(command);
  const measures = readMeasures(command.measures, chosen);
  const find = await authorFinder(command, chosen, asking);
  const { reportFigures } = await import("../../pictures/report-pictures");
  const { files, complete } = await withOlderColumns(command.compare, places, older =>
    overSnapshotAt(places, async (saved, facts) => {
      const columns = columnsToAnalyze(saved);
      const { authors, complete } = await find(columns);
      const run = {
        ...{ mode, seed, scope, authors, ...narrowing(command) },
        ...(measures === undefined ? {} : { measures }),
      };
      const parts = chosen.map((analysis, at) => {
        progress.sayBefore(`Running analysis ${at + 1} of ${chosen.length}: ${analysis.title}`);
        const report = runAnalysis(analysis, columns, run, older?.columns);
        return { report, figures: reportFigures(report) };
      });
      const compared = older === undefined ? {} : { older: older.facts };
      return { complete, files: publishedFiles({ version, facts, run, parts, ...compared }) };
    }),
  );
  const out = resolve(command.out);
  await writeTogether(out, async place => {
    for (const { path, text } of files) {
      await makeFolder(dirname(join(place, path)));
      await writeFile(join(place, path), text);
    }
  });
  const figures = files.filter(({ path }) => path.endsWith(".svg")).length;
  const output =
    `${pathInLine(join(out, "report.html"))}\n${pathInLine(join(out, "report.md"))}\n` +
    `${pathInLine(join(out, "figures"))} (${figures} figures, each as SVG, PDF, and CSV)\n`;
  return { output, exitCode: complete ? 0 : 2 };
}
