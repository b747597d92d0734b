import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Analysis } from "../analyses/analysis";
import { analyses } from "../analyses/list";
import type { AnalysisReport } from "../analyses/report";
import { UserError } from "../app/ports/errors";
import { readMeasures } from "../app/report/analysis-measures";
import {
  reportsToJson,
  reportToCsv,
  reportToJson,
  reportToMarkdown,
  runAnalysis,
} from "../app/report/analysis-report";
import { reportToHtml } from "../app/report/report-page";
import { columnsToAnalyze } from "../app/snapshot/over-snapshot";
import { writeTogether } from "../platform/node-whole-files";
import { pathInLine } from "./printable";
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
  const { reportPictures } = await import("../pictures/report-pictures");
  return reportToHtml(report, reportPictures(report));
}

/** Lists every analysis and what it measures. */
export function listAnalyses({ format }: SnapshotCommand & { readonly name: "list-analyses" }): string {
  const all = analyses.map(({ id, title, definition, source, needs, measures }) => ({
    id,
    title,
    definition,
    source,
    needs,
    ...(measures === undefined ? {} : { measures }),
  }));
  if (format === "json") return `${JSON.stringify(all, null, 2)}\n`;
  const width = Math.max(...all.map(({ id }) => id.length));
  return all.map(({ id, title }) => `${id.padEnd(width)}  ${title}\n`).join("");
}

/** Runs analyses on the imported table and returns text, or writes one file per analysis to a folder. Throws UserError. */
export async function runAnalyses(command: AnalyzeCommand): Promise<string> {
  const chosen = chosenAnalyses(command.ids);
  const { mode, seed, scope } = command;
  const measures = readMeasures(command.measures, chosen);
  const run = { mode, seed, scope, ...(measures === undefined ? {} : { measures }) };
  const reports = await overSnapshotAt(command.places, saved => {
    const columns = columnsToAnalyze(saved);
    return chosen.map(analysis => runAnalysis(analysis, columns, run));
  });
  return command.out === undefined ? inOneText(command, reports) : inFiles(command, reports, command.out);
}

function chosenAnalyses(ids: readonly string[]): readonly Analysis[] {
  if (ids.includes("all")) return analyses;
  return [...new Set(ids)].map(id => {
    const found = analyses.find(analysis => analysis.id === id);
    if (found !== undefined) return found;
    const known = analyses.map(analysis => analysis.id).join(", ");
    throw new UserError(`There is no analysis named ${JSON.stringify(id)}. Use one of ${known}, or all.`);
  });
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
