import * as vscode from "vscode";
import type { AnalysisReport } from "../../analyses/report";
import { reportToCsv, reportToMarkdown } from "../../app/report/analysis-report";
import { count } from "../../lineage/in-words";
import { english, phrase, t } from "../../words/words";
import { withCancelableProgress } from "../cancelable-progress";
import { saveAs } from "../save-as";

/** The reports to export. */
export interface ExportedReports {
  readonly report: AnalysisReport;
  /** Renders a report as an HTML page with its pictures. */
  page(report: AnalysisReport): Promise<string>;
  /** Runs every analysis with this report's options; calls `before` before each one. */
  all(signal: AbortSignal, before: (title: string) => void): Promise<readonly AnalysisReport[]>;
  /** Writes a report of every analysis with this report's options, after asking for a folder. */
  publish(): Promise<void>;
}

const formats = {
  md: { name: "Markdown", purpose: english("readable tables for a document"), write: reportToMarkdown },
  html: { name: "HTML", purpose: english("a standalone page with pictures"), write: null },
  csv: { name: "CSV", purpose: english("every row of every table"), write: reportToCsv },
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
      description: phrase(formats[key].purpose),
      act: () => saveOne(reports, key),
    }),
  );
  const all = keys.map(
    (key): ExportItem => ({
      label: t`$(files) All analyses as ${formats[key].name}`,
      description: t`one file per analysis, in a folder`,
      act: () => saveAll(reports, key),
    }),
  );
  const publication: ExportItem = {
    label: t`$(book) All analyses as one report`,
    description: t`a page and Markdown, with figures as SVG, PDF, and CSV, in a folder`,
    act: () => reports.publish(),
  };
  const chosen = await vscode.window.showQuickPick([...one, ...all, publication], {
    title: t`Export ${report.title}`,
    placeHolder: t`Select a format`,
    matchOnDescription: true,
  });
  await chosen?.act();
}

async function textOf(report: AnalysisReport, key: Format, { page }: ExportedReports): Promise<Uint8Array> {
  const { write } = formats[key];
  return new TextEncoder().encode(write === null ? await page(report) : write(report));
}

async function saveOne(reports: ExportedReports, key: Format): Promise<void> {
  const { report } = reports;
  await saveAs(`${report.id}.${key}`, { [formats[key].name]: [key] }, () => textOf(report, key, reports));
}

async function saveAll(exported: ExportedReports, key: Format): Promise<void> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: t`Export Here`,
      title: t`Select a Folder for All Analyses`,
    })) ?? [];
  if (folder === undefined) return;
  await withCancelableProgress(t`Running all analyses`, async ({ signal, report: say }) => {
    const reports = await exported.all(signal, say);
    for (const report of reports) {
      const file = vscode.Uri.joinPath(folder, `${report.id}.${key}`);
      await vscode.workspace.fs.writeFile(file, await textOf(report, key, exported));
    }
    vscode.window.setStatusBarMessage(
      t`Hub Lineage: saved ${count(reports.length, "analysis", "analyses")}.`,
      5000,
    );
  });
}
