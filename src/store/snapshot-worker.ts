import { openSnapshotFile, snapshotFiles, workerWire } from "#platform";
import { analyses } from "../analyses/list";
import { type AnalysisReport, runAnalysis } from "../app/analysis-report";
import type { SnapshotFiles } from "../app/file-ports";
import { UserError } from "../app/ports";
import type { SnapshotBytes, SnapshotFacts, SnapshotSource } from "../app/snapshot-ports";
import { Channel, remote } from "../channel";
import { readSnapshot } from "../hub/read-snapshot";
import { openAddress } from "../hub/snapshot-address";
import { openSnapshotTable } from "../hub/snapshot-table";
import type { AnalysisChoice, AnalysisOrder, SnapshotHostCalls, SnapshotWorkerCalls } from "../protocol";
import { lineageColumns } from "../traits/snapshot-columns";
import { openSnapshot } from "./open-snapshot";
import { saveSnapshot } from "./save-snapshot";

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
  return analyses.map(({ id, title, definition }) => ({ id, title, definition }));
}

async function analyse({ folder, id, mode, seed }: AnalysisOrder): Promise<AnalysisReport> {
  const analysis = analyses.find(each => each.id === id);
  if (analysis === undefined) throw new UserError(`There is no analysis ${id}. Choose another one.`);
  const snapshot = await openSnapshot(filesIn(folder));
  if (snapshot === null)
    throw new UserError("No snapshot of the Hub is imported. Run Hub Lineage: Import Hub Snapshot first.");
  try {
    const decoder = new TextDecoder();
    const columns = lineageColumns(snapshot.columns(), bytes => decoder.decode(bytes));
    const report = runAnalysis(analysis, columns, { mode, seed, within: null, relation: null });
    return { ...report, result: null };
  } finally {
    snapshot.close();
  }
}

const handlers: SnapshotWorkerCalls = { importSnapshot, listAnalyses, analyse };
const channel = new Channel<SnapshotHostCalls>(workerWire(), handlers);
const host = remote(channel, { part: true, progress: true });
