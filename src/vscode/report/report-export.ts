import * as vscode from "vscode";
import type { AnalysisReport } from "../../analyses/report";
import { reportToCsv, reportToMarkdown } from "../../app/report/analysis-report";
import { withCancelableProgress } from "../cancelable-progress";
import { saveAs } from "../save-as";

/** The reports to export. */
export interface ExportedReports {
  readonly report: AnalysisReport;
  /** Renders a report as an HTML page with its pictures. */
  page(report: AnalysisReport): Promise<string>;
  /** Runs every analysis with this report's options; calls `before` before each one. */
  all(signal: AbortSignal, before: (title: string) => void): Promise<readonly AnalysisReport[]>;
}

const formats = {
  md: { name: "Markdown", purpose: "readable tables for a document", write: reportToMarkdown },
  html: { name: "HTML", purpose: "a standalone page with pictures", write: null },
  csv: { name: "CSV", purpose: "every row of every table", write: reportToCsv },
} as const;

type Format = keyof typeof formats;

interface ExportItem extends vscode.QuickPickItem {
  readonly act: () => Promise<void>;
}

/** Asks for a format and saves one report or the reports of all analyses. */
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
      description: "one file per analysis, in a folder",
      act: () => saveAll(reports, key),
    }),
  );
  const chosen = await vscode.window.showQuickPick([...one, ...all], {
    title: `Export ${report.title}`,
    placeHolder: "Select a format",
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
      title: "Select a Folder for All Analyses",
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
