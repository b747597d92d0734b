import { openSnapshotFile, snapshotFiles, snapshotUnpackers, workerWire } from "#platform";
import { UserError } from "./app/ports/errors";
import type { SnapshotFiles } from "./app/ports/file-ports";
import { runAnalysis } from "./app/report/analysis-report";
import { analysisChoices, chosenAnalysis } from "./app/report/chosen-analysis";
import { modelsBehindRow } from "./app/report/models-behind-row";
import { reportToHtml } from "./app/report/report-page";
import { importSnapshot } from "./app/snapshot/import-snapshot";
import { columnsToAnalyze, overSnapshot } from "./app/snapshot/over-snapshot";
import { Channel, remote } from "./channel";
import type { LineageColumns } from "./columns/columns";
import type { SnapshotHostCalls, SnapshotWorkerCalls } from "./protocol";
import { snapshotFormats } from "./snapshot/import/snapshot-formats";
import { openSnapshot } from "./snapshot/open-snapshot";

function filesIn(folder: string): SnapshotFiles {
  const files = snapshotFiles(folder);
  if (files === null) throw new UserError("Hub snapshots are only available in VS Code on the desktop.");
  return files;
}

function withColumns<T>(folder: string, work: (columns: LineageColumns) => T): Promise<T> {
  const missing = "No Hub snapshot has been imported. Run Hub Lineage: Import Hub Snapshot first.";
  return overSnapshot(openSnapshot(filesIn(folder)), missing, columns => work(columnsToAnalyze(columns)));
}

const handlers: SnapshotWorkerCalls = {
  importSnapshot: async ({ folder, source, force }) =>
    importSnapshot({
      source,
      force: force === true,
      files: filesIn(folder),
      formats: snapshotFormats,
      unpackers: snapshotUnpackers,
      openFile: openSnapshotFile,
      hub: () => ({ part: request => host.part(request) }),
      onProgress: progress => void host.progress(progress).catch(() => undefined),
    }),
  listAnalyses: async () => analysisChoices(),
  analyze: async order => {
    const analysis = chosenAnalysis(order.id);
    return withColumns(order.folder, columns => ({ ...runAnalysis(analysis, columns, order), result: null }));
  },
  reportPage: async report => {
    const { reportPictures } = await import("./pictures/report-pictures");
    return reportToHtml(report, reportPictures(report));
  },
  modelsOfRow: async order => {
    const analysis = chosenAnalysis(order.id);
    return withColumns(order.folder, columns => modelsBehindRow(analysis, columns, order));
  },
};
const channel = new Channel<SnapshotHostCalls>(workerWire(), handlers);
const host = remote(channel, { part: true, progress: true });
