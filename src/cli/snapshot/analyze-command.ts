import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Analysis } from "../../analyses/analysis";
import { analyses } from "../../analyses/list";
import { type AnalysisReport, narrowing } from "../../analyses/report";
import { UserError } from "../../app/ports/errors";
import { readMeasures } from "../../app/report/analysis-measures";
import {
  reportsToJson,
  reportToCsv,
  reportToJson,
  reportToMarkdown,
  runAnalysis,
} from "../../app/report/analysis-report";
import { namedAnalysis } from "../../app/report/chosen-analysis";
import { reportToHtml } from "../../app/report/report-page";
import { columnsToAnalyze } from "../../app/snapshot/over-snapshot";
import { writeTogether } from "../../platform/node-whole-files";
import { reportsOverTime } from "../history/analyze-over-time";
import { pathInLine } from "../printable";
import type { ProgressLine } from "../terminal/progress-line";
import { withOlderColumns } from "./compared-snapshot";
import { type AskingCommand, authorFinder } from "./known-authors";
import type { SnapshotCommand } from "./snapshot-arguments";
import { overSnapshotAt } from "./snapshot-place";

type AnalyzeCommand = SnapshotCommand & { readonly name: "analyze" };

const writers = {
  json: reportToJson,
  csv: reportToCsv,
  md: reportToMarkdown,
  html: withPictures,
} as const;

/** Loads the chart library only for this format. */
async function withPictures(report: AnalysisReport): Promise<string> {
  const { reportPictures } = await import("../../pictures/report-pictures");
  return reportToHtml(report, reportPictures(report));
}

/** Lists every analysis and what it measures. */
export function listAnalyses({ format }: SnapshotCommand & { readonly name: "list-analyses" }): string {
  const all = analyses.map(({ id, title, definition, source, needs, measures, requires }) => ({
    id,
    title,
    definition,
    source,
    needs,
    ...(measures === undefined ? {} : { measures }),
    ...(requires === undefined ? {} : { requires }),
  }));
  if (format === "json") return `${JSON.stringify(all, null, 2)}\n`;
  const width = Math.max(...all.map(({ id }) => id.length));
  return all.map(({ id, title }) => `${id.padEnd(width)}  ${title}\n`).join("");
}

/**
 * Runs analyses on the imported table and returns text, or writes one file per analysis to a folder. The exit code is 2 if
 * something of what is to tell the kinds of authors could not be had, which `warn` is told. Throws UserError.
 */
export async function runAnalyses(
  command: AnalyzeCommand,
  asking: AskingCommand,
  progress: ProgressLine,
): Promise<{ readonly output: string; readonly exitCode: number }> {
  const chosen = chosenAnalyses(command);
  const { mode, seed, scope, compare } = command;
  const measures = readMeasures(command.measures, chosen);
  const find = await authorFinder(command, chosen, asking);
  const run = {
    ...{ mode, seed, scope },
    ...narrowing(command),
    ...(measures === undefined ? {} : { measures }),
  };
  const { reports, complete } = command.overTime
    ? await reportsOverTime({ places: command.places, chosen, find, run, progress })
    : await withOlderColumns(compare, command.places, older =>
        overSnapshotAt(command.places, async saved => {
          const columns = columnsToAnalyze(saved);
          const { authors, complete } = await find(columns);
          const reports = chosen.map((analysis, at) => {
            progress.sayBefore(`Running analysis ${at + 1} of ${chosen.length}: ${analysis.title}`);
            return runAnalysis(analysis, columns, { ...run, authors }, older?.columns);
          });
          return { complete, reports };
        }),
      );
  const { out } = command;
  const output = await (out === undefined ? inOneText(command, reports) : inFiles(command, reports, out));
  return { output, exitCode: complete ? 0 : 2 };
}

/** The analyses that a command names; `all` are those that it gives what they need. Throws UserError. */
export function chosenAnalyses({
  ids,
  compare,
  scope,
}: Pick<AnalyzeCommand, "ids" | "scope"> & { readonly compare?: string | undefined }): readonly Analysis[] {
  const lacks = ({ requires }: Analysis) =>
    (requires === "older" && compare === undefined) ||
    (requires === "organization" && scope.organization === undefined);
  const chosen = ids.includes("all") ? analyses.filter(each => !lacks(each)) : namedAnalyses(ids);
  const lacking = chosen.find(lacks);
  if (lacking?.requires === "older")
    throw new UserError(
      `${lacking.id} compares two snapshots. Run hub-lineage analyze ${lacking.id} with --compare and an older table, or an index folder with one.`,
    );
  if (lacking !== undefined)
    throw new UserError(`${lacking.id} is about one organization. Name it with --organization.`);
  if (compare !== undefined && !chosen.some(({ requires }) => requires === "older"))
    throw new UserError("Only growth compares two snapshots. Remove --compare, or run analyze growth.");
  return chosen;
}

function namedAnalyses(ids: readonly string[]): readonly Analysis[] {
  return [...new Set(ids)].map(id => namedAnalysis(id, ", or all"));
}

async function inOneText({ format }: AnalyzeCommand, reports: readonly AnalysisReport[]): Promise<string> {
  const [first, ...more] = reports;
  if (first === undefined) return "";
  if (format === "json") return more.length === 0 ? reportToJson(first) : reportsToJson(reports);
  const texts: string[] = [];
  for (const report of reports) texts.push(await writers[format](report));
  return texts.join(format === "csv" ? "\r\n" : "\n");
}

async function inFiles(
  { format }: AnalyzeCommand,
  reports: readonly AnalysisReport[],
  out: string,
): Promise<string> {
  const folder = resolve(out);
  await writeTogether(folder, async place => {
    for (const report of reports)
      await writeFile(join(place, `${report.id}.${format}`), await writers[format](report));
  });
  return reports.map(({ id }) => `${pathInLine(join(folder, `${id}.${format}`))}\n`).join("");
}
