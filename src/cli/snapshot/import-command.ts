import { openSnapshotFile, snapshotUnpackers } from "#platform";
import { HubError, type HubFailureReason, UserError } from "../../app/ports/errors";
import type {
  BadCards,
  ImportedSnapshot,
  ImportProgress,
  SkippedRows,
  SnapshotSource,
} from "../../app/ports/snapshot-ports";
import { importSnapshot } from "../../app/snapshot/import-snapshot";
import {
  badCardsInWords,
  skippedInWords,
  skippedRows,
  uncheckedInWords,
  unmarkedInWords,
} from "../../app/snapshot/lost-rows";
import { count } from "../../lineage/in-words";
import { datedSnapshotFiles, roomOf } from "../../platform/history/dated-snapshots";
import { snapshotFormats } from "../../snapshot/import/snapshot-formats";
import { connect } from "../core";
import { indexFolderOf } from "../history/dated-place";
import { roomInWords } from "../history/room-in-words";
import type { Running } from "../index-command";
import type { SnapshotCommand } from "./snapshot-arguments";
import { snapshotFilesOf } from "./snapshot-place";

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
      `analyze ${id} will report less because these columns are missing from the table, empty, or not in a known format: ${missing.join(", ")}.`,
    );
  const { models, edges, skipped, badCards, uncheckedPages } = imported;
  const unmarked = unmarkedInWords(imported.unmarkedHost);
  if (unmarked !== null) running.warn(unmarked);
  const bad = badCardsInWords(badCards);
  if (bad !== null) running.warn(bad);
  const unchecked = uncheckedPages === 0 ? "" : `; ${uncheckedInWords(uncheckedPages)}`;
  const facts = {
    models,
    edges,
    seconds,
    peakMemoryMB,
    ...skippedToJson(skipped),
    ...badCardsToJson(badCards),
  };
  const { day } = command;
  const room = day === undefined ? null : { day, ...(await roomOf(indexFolderOf(command.places), day)) };
  const output =
    command.format === "json"
      ? `${JSON.stringify({ ...facts, uncheckedPages, ...(room && { snapshot: room }) })}\n`
      : `${count(models, "model")}, ${count(edges, "edge")}; ${skippedInWords(skipped)}${unchecked}; ${seconds} s, ${peakMemoryMB} MB\n${room === null ? "" : `kept as ${room.day}: ${roomInWords(room)}\n`}`;
  return { output, exitCode: 0 };
}

/** How many rows were skipped, and the place of the first, which has a line only in a text. */
function skippedToJson(skipped: SkippedRows): Readonly<Record<string, number>> {
  const { first } = skipped;
  const place =
    first === null ? {} : { [first.unit === "line" ? "firstSkippedLine" : "firstSkippedRow"]: first.number };
  return { skipped: skippedRows(skipped), ...place };
}

/** Failures after which the same command may succeed, and continues where the last one stopped. */
const passing: ReadonlySet<HubFailureReason> = new Set([
  "rate-limited",
  "server",
  "timeout",
  "unreachable",
  "canceled",
]);

/** The numbers of cards that were read in part or not at all, if there are any. */
function badCardsToJson(cards: BadCards | undefined): Readonly<Record<string, number>> {
  const { mended = 0, unread = 0 } = cards ?? {};
  return { ...(mended > 0 && { mendedCards: mended }), ...(unread > 0 && { unreadCards: unread }) };
}

async function runUseCase(
  { source, force, places, progress, day }: ImportCommand,
  { signal, print, progress: line, warn }: Running & { readonly warn: (line: string) => void },
): Promise<ImportedSnapshot> {
  const folder = indexFolderOf(places);
  try {
    const outcome = await importSnapshot({
      source: sourceOf(source),
      force,
      files: day === undefined ? snapshotFilesOf(folder) : datedSnapshotFiles(folder, day),
      formats: snapshotFormats,
      unpackers: snapshotUnpackers,
      openFile: openSnapshotFile,
      hub: () => connect(places, process.env, warn).files,
      signal,
      onProgress: (done: ImportProgress) => {
        if (progress) print(`${JSON.stringify(done)}\n`);
        else
          line.sayBefore(
            `Importing: ${count(done.models, "model")}${done.rows === null ? "" : ` of ${count(done.rows, "row")}`}`,
          );
      },
    });
    if ("refused" in outcome)
      throw new UserError(`${outcome.refused} Check the file, or import it anyway with --force.`);
    return outcome;
  } catch (error) {
    if (error instanceof HubError)
      throw new UserError(
        passing.has(error.reason) ? `${error.message} Run the same command to continue.` : error.message,
      );
    throw error;
  }
}

function sourceOf(written: string): SnapshotSource {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(written) && !/^https?:/i.test(written))
    throw new UserError(
      `${written} is not an http or https address. Download the file, or give its full address.`,
    );
  if (/^https?:\/\/[^/?#]*@/i.test(written))
    throw new UserError(
      "An address with a user name or a password in it is not read, because it ends up in logs. Download the file, or give an address without them.",
    );
  return /^https?:\/\//i.test(written) ? { url: written } : { path: written };
}
