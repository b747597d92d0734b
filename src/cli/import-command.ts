import { resolve } from "node:path";
import { openSnapshotFile, snapshotFiles } from "#platform";
import { analyses } from "../analyses/list";
import { HubError, UserError } from "../app/ports/errors";
import type { SnapshotFiles } from "../app/ports/file-ports";
import type { ImportProgress, SnapshotBytes, SnapshotFacts } from "../app/ports/snapshot-ports";
import { losses } from "../app/report/analysis-report";
import type { Environment } from "../hub/environment";
import { readSnapshot } from "../snapshot/import/read-snapshot";
import { openAddress } from "../snapshot/import/snapshot-address";
import { openSnapshotTable } from "../snapshot/import/snapshot-table";
import { saveSnapshot } from "../snapshot/save-snapshot";
import { connect } from "./core";
import type { Running } from "./index-command";
import { defaultIndexFolder } from "./index-folder-default";
import type { Places } from "./options";
import type { SnapshotCommand } from "./snapshot-arguments";

type ImportCommand = SnapshotCommand & { readonly name: "import" };

/** Where the index of a command is, and the snapshot in it. */
export function snapshotPlace(
  places: Places,
  environment: Environment,
): { readonly folder: string; readonly files: SnapshotFiles } {
  const folder = resolve(places.index ?? defaultIndexFolder(environment));
  const files = snapshotFiles(folder);
  if (files === null)
    throw new UserError("Snapshots cannot be kept here. Use the command line on a computer.");
  return { folder, files };
}

/**
 * Imports a table of the whole Hub and says how many models and edges it has, how long it took, and how much memory
 * at most (the process's own count). Throws UserError; the snapshot before stays as it was then.
 */
export async function runImport(
  command: ImportCommand,
  running: Running & { readonly warn: (line: string) => void },
): Promise<{ readonly output: string; readonly exitCode: number }> {
  const began = performance.now();
  const { files } = snapshotPlace(command.places, process.env);
  const facts = await imported(command, files, running);
  const seconds = Math.round((performance.now() - began) / 10) / 100;
  const peakMemoryMB = Math.round(process.resourceUsage().maxRSS / 1024);
  for (const { id, missing } of losses(analyses, facts.columns))
    running.warn(`analyze ${id} says less: the table has no column ${missing.join(", ")}.`);
  const { models, edges } = facts;
  const skipped = facts.skipped.withoutId + facts.skipped.duplicates;
  const output =
    command.format === "json"
      ? `${JSON.stringify({ models, edges, seconds, peakMemoryMB, skipped })}\n`
      : `${models} models, ${edges} edges; ${skipped} rows skipped; ${seconds} s, ${peakMemoryMB} MB\n`;
  return { output, exitCode: 0 };
}

async function imported(
  { source, places, progress }: ImportCommand,
  files: SnapshotFiles,
  { signal, print }: Running,
): Promise<SnapshotFacts> {
  let bytes: SnapshotBytes | null = null;
  try {
    bytes = await opened(source, places, files, signal);
    const table = await openSnapshotTable(bytes);
    const onProgress = progress ? (done: ImportProgress) => print(`${JSON.stringify(done)}\n`) : undefined;
    const { columns, skipped } = await readSnapshot(table, { signal, onProgress });
    return await saveSnapshot(files, columns, { columns: table.columns, skipped });
  } catch (error) {
    if (error instanceof HubError) throw new UserError(`${error.message} Run the same command to go on.`);
    throw error;
  } finally {
    await bytes?.close();
  }
}

function opened(
  source: string,
  places: Places,
  files: SnapshotFiles,
  signal: AbortSignal,
): Promise<SnapshotBytes> {
  if (!/^https?:\/\//i.test(source)) return openSnapshotFile(source);
  const { files: remote } = connect(places, process.env);
  return openAddress({ url: source, files: remote, kept: state => files.kept(state), signal });
}
