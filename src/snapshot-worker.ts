import { openSnapshotFile, snapshotFiles, workerWire } from "#platform";
import type { Analysis } from "./analyses/analysis";
import { analyses } from "./analyses/list";
import type { AnalysisReport } from "./analyses/report";
import { UserError } from "./app/ports/errors";
import type { SnapshotFiles } from "./app/ports/file-ports";
import type { SnapshotBytes, SnapshotFacts, SnapshotSource } from "./app/ports/snapshot-ports";
import { optionsOf, runAnalysis } from "./app/report/analysis-report";
import { reportToHtml } from "./app/report/report-page";
import { Channel, remote } from "./channel";
import type { LineageColumns } from "./columns/columns";
import { lineageColumns } from "./columns/snapshot-columns";
import type {
  AnalysisChoice,
  AnalysisOrder,
  ListedModels,
  RowPlace,
  SnapshotHostCalls,
  SnapshotWorkerCalls,
} from "./protocol";
import { readSnapshot } from "./snapshot/import/read-snapshot";
import { openAddress } from "./snapshot/import/snapshot-address";
import { openSnapshotTable } from "./snapshot/import/snapshot-table";
import { openSnapshot } from "./snapshot/open-snapshot";
import { saveSnapshot } from "./snapshot/save-snapshot";

function filesIn(folder: string): SnapshotFiles {
  const files = snapshotFiles(folder);
  if (files === null) throw new UserError("Snapshots of the whole Hub are for VS Code on the desktop.");
  return files;
}

async function importSnapshot({
  folder,
  source,
}: Parameters<SnapshotWorkerCalls["importSnapshot"]>[0]): Promise<SnapshotFacts> {
  const files = filesIn(folder);
  const bytes = await opened(source, files);
  try {
    const table = await openSnapshotTable(bytes);
    const { columns, skipped } = await readSnapshot(table, {
      onProgress: progress => void host.progress(progress).catch(() => undefined),
    });
    return await saveSnapshot(files, columns, { columns: table.columns, skipped });
  } finally {
    await bytes.close();
  }
}

function opened(source: SnapshotSource, files: SnapshotFiles): Promise<SnapshotBytes> {
  if ("path" in source) return openSnapshotFile(source.path);
  return openAddress({ url: source.url, files: { part: request => host.part(request) }, kept: files.kept });
}

async function listAnalyses(): Promise<readonly AnalysisChoice[]> {
  return analyses.map(({ id, title, definition, takesLong = false }) => ({
    id,
    title,
    definition,
    takesLong,
  }));
}

function chosenAnalysis(id: string): Analysis {
  const analysis = analyses.find(each => each.id === id);
  if (analysis === undefined) throw new UserError(`There is no analysis ${id}. Choose another one.`);
  return analysis;
}

/** Opens the snapshot in a folder for some work over its columns. */
async function withColumns<T>(folder: string, work: (columns: LineageColumns) => T): Promise<T> {
  const snapshot = await openSnapshot(filesIn(folder));
  if (snapshot === null)
    throw new UserError("No snapshot of the Hub is imported. Run Hub Lineage: Import Hub Snapshot first.");
  try {
    const decoder = new TextDecoder();
    return work(lineageColumns(snapshot.columns(), bytes => decoder.decode(bytes)));
  } finally {
    snapshot.close();
  }
}

function analyze(order: AnalysisOrder): Promise<AnalysisReport> {
  const analysis = chosenAnalysis(order.id);
  return withColumns(order.folder, columns => ({ ...runAnalysis(analysis, columns, order), result: null }));
}

async function reportPage(report: AnalysisReport): Promise<string> {
  const { reportPictures } = await import("./pictures/report-pictures");
  return reportToHtml(report, reportPictures(report));
}

/** Most models that are listed behind one figure. */
const mostListed = 500;

function modelsOfRow(order: AnalysisOrder & RowPlace): Promise<ListedModels> {
  const find = chosenAnalysis(order.id).models?.[order.table];
  if (find === undefined) throw new UserError("The rows of this table count no models.");
  return withColumns(order.folder, columns => {
    const found = find(columns, optionsOf(columns, order), order.row);
    const { downloads } = columns.numbers;
    const known = (model: number) => {
      const number = downloads?.[model] ?? Number.NaN;
      return Number.isNaN(number) ? null : number;
    };
    const models = [...found]
      .sort((one, other) => (known(other) ?? -1) - (known(one) ?? -1) || one - other)
      .slice(0, mostListed)
      .map(model => ({ id: columns.id(model), downloads: known(model) }));
    return { total: found.length, models };
  });
}

const handlers: SnapshotWorkerCalls = { importSnapshot, listAnalyses, analyze, reportPage, modelsOfRow };
const channel = new Channel<SnapshotHostCalls>(workerWire(), handlers);
const host = remote(channel, { part: true, progress: true });
