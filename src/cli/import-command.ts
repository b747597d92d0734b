import { openSnapshotFile, snapshotUnpackers } from "#platform";
import { HubError, UserError } from "../app/ports/errors";
import type {
  ImportedSnapshot,
  ImportProgress,
  SkippedRows,
  SnapshotSource,
} from "../app/ports/snapshot-ports";
import { importSnapshot } from "../app/snapshot/import-snapshot";
import { skippedInWords, skippedRows } from "../app/snapshot/lost-rows";
import { snapshotFormats } from "../snapshot/import/snapshot-formats";
import { connect } from "./core";
import type { Running } from "./index-command";
import type { SnapshotCommand } from "./snapshot-arguments";
import { snapshotPlace } from "./snapshot-place";

type ImportCommand = SnapshotCommand & { readonly name: "import" };

/**
 * Imports a table of the whole Hub and reports its models and edges, the time taken, and peak memory (as measured by the
 * process itself). Throws UserError; the previous snapshot is then kept.
 */
export async function runImport(
  command: ImportCommand,
  running: Running & { readonly warn: (line: string) => void },
): Promise<{ readonly output: string; readonly exitCode: number }> {
  const began = performance.now();
  const imported = await runUseCase(command, running);
  const seconds = Math.round((performance.now() - began) / 10) / 100;
  const peakMemoryMB = Math.round(process.resourceUsage().maxRSS / 1024);
  for (const { id, missing } of imported.losses)
    running.warn(
      `analyze ${id} will report less because the table lacks these columns: ${missing.join(", ")}.`,
    );
  const { models, edges, skipped } = imported;
  const output =
    command.format === "json"
      ? `${JSON.stringify({ models, edges, seconds, peakMemoryMB, ...skippedToJson(skipped) })}\n`
      : `${models} models, ${edges} edges; ${skippedInWords(skipped)}; ${seconds} s, ${peakMemoryMB} MB\n`;
  return { output, exitCode: 0 };
}

/** How many rows were skipped, and the place of the first, which has a line only in a text. */
function skippedToJson(skipped: SkippedRows): Readonly<Record<string, number>> {
  const { first } = skipped;
  const place =
    first === null ? {} : { [first.unit === "line" ? "firstSkippedLine" : "firstSkippedRow"]: first.number };
  return { skipped: skippedRows(skipped), ...place };
}

async function runUseCase(
  { source, force, places, progress }: ImportCommand,
  { signal, print, warn }: Running & { readonly warn: (line: string) => void },
): Promise<ImportedSnapshot> {
  try {
    const outcome = await importSnapshot({
      source: sourceOf(source),
      force,
      files: snapshotPlace(places).files,
      formats: snapshotFormats,
      unpackers: snapshotUnpackers,
      openFile: openSnapshotFile,
      hub: () => connect(places, process.env, warn).files,
      signal,
      onProgress: progress ? (done: ImportProgress) => print(`${JSON.stringify(done)}\n`) : undefined,
    });
    if ("refused" in outcome)
      throw new UserError(`${outcome.refused} Check the file, or import it anyway with --force.`);
    return outcome;
  } catch (error) {
    if (error instanceof HubError) throw new UserError(`${error.message} Run the same command to continue.`);
    throw error;
  }
}

function sourceOf(written: string): SnapshotSource {
  return /^https?:\/\//i.test(written) ? { url: written } : { path: written };
}
