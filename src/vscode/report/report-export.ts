import * as vscode from "vscode";
import type { AnalysisReport } from "../../analyses/report";
import { reportToCsv, reportToMarkdown } from "../../app/report/analysis-report";
import { withCancelableProgress } from "../cancelable-progress";
import { saveAs } from "../save-as";

/** What can be exported. */
export interface ExportedReports {
  readonly report: AnalysisReport;
  /** A report as an HTML page with its pictures. */
  page(report: AnalysisReport): Promise<string>;
  /** Runs every analysis as this one was run; tells of each before it runs. */
  all(signal: AbortSignal, before: (title: string) => void): Promise<readonly AnalysisReport[]>;
}

const formats = {
  md: { name: "Markdown", purpose: "tables to read, for a document", write: reportToMarkdown },
  html: { name: "HTML", purpose: "a page of its own, with the pictures", write: null },
  csv: { name: "CSV", purpose: "every row of every table", write: reportToCsv },
} as const;

type Format = keyof typeof formats;

interface ExportItem extends vscode.QuickPickItem {
  readonly act: () => Promise<void>;
}

/** Asks for a format, and saves one report or those of all analyses. */
export async function exportReport(reports: ExportedReports): Promise<void> {
  const { report } = reports;
  const keys = Object.keys(formats) as Format[];
  const one = keys.map(
    (key): ExportItem => ({
      label: `$(file) ${formats[key].name}`,
      description: formats[key].purpose,
      act: () => saveOne(reports, key),
    }),
  );
  const all = keys.map(
    (key): ExportItem => ({
      label: `$(files) All analyses as ${formats[key].name}`,
      description: "a file for each, in a folder",
      act: () => saveAll(reports, key),
    }),
  );
  const chosen = await vscode.window.showQuickPick([...one, ...all], {
    title: `Export ${report.title}`,
    placeHolder: "In which format?",
    matchOnDescription: true,
  });
  await chosen?.act();
}

async function textOf(report: AnalysisReport, key: Format, { page }: ExportedReports): Promise<Uint8Array> {
  const { write } = formats[key];
  return new TextEncoder().encode(write === null ? await page(report) : write(report));
}

function saveOne(reports: ExportedReports, key: Format): Promise<void> {
  const { report } = reports;
  return saveAs(`${report.id}.${key}`, { [formats[key].name]: [key] }, () => textOf(report, key, reports));
}

async function saveAll(exported: ExportedReports, key: Format): Promise<void> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: "Export Here",
      title: "Export all analyses to which folder?",
    })) ?? [];
  if (folder === undefined) return;
  await withCancelableProgress("Running all analyses", async ({ signal, report: say }) => {
    const reports = await exported.all(signal, say);
    for (const report of reports) {
      const file = vscode.Uri.joinPath(folder, `${report.id}.${key}`);
      await vscode.workspace.fs.writeFile(file, await textOf(report, key, exported));
    }
    vscode.window.setStatusBarMessage(`Hub Lineage: saved ${reports.length} analyses.`, 5000);
  });
}
