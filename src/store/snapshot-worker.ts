import { openSnapshotFile, snapshotFiles, workerWire } from "#platform";
import type { SnapshotFiles } from "../app/file-ports";
import { UserError } from "../app/ports";
import type { SnapshotBytes, SnapshotFacts, SnapshotSource } from "../app/snapshot-ports";
import { Channel, remote } from "../channel";
import { readSnapshot } from "../hub/read-snapshot";
import { openAddress } from "../hub/snapshot-address";
import { openSnapshotTable } from "../hub/snapshot-table";
import type { SnapshotHostCalls, SnapshotWorkerCalls } from "../protocol";
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

const channel = new Channel<SnapshotHostCalls>(workerWire(), {
  importSnapshot,
} satisfies SnapshotWorkerCalls);
const host = remote(channel, { part: true, progress: true });
