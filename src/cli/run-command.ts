import { lstat } from "node:fs/promises";
import { basename } from "node:path";
import { isAnalysisLine } from "../app/notebook/analyze-line";
import { type CellPorts, type CellResult, runCell } from "../app/notebook/cell-run";
import {
  htmlNotebook,
  jsonNotebook,
  markdownNotebook,
  type NotebookFormat,
  textNotebook,
} from "../app/notebook/notebook-page";
import { type NotebookCell, notebookOfBytes } from "../app/notebook/notebook-text";
import { UserError } from "../app/ports/errors";
import { runChosen } from "../app/report/chosen-analysis";
import { columnsToAnalyze } from "../app/snapshot/over-snapshot";
import type { Command } from "./arguments";
import { type Core, needIndex } from "./core";
import { queryOf } from "./query-command";
import { readRegularFile, Unreadable } from "./regular-file";
import { type KnownAuthors, knownAuthors } from "./snapshot/known-authors";
import { ownAuthorsIn } from "./snapshot/own-authors-file";
import { overSnapshotAt } from "./snapshot/snapshot-place";

/** Bytes of the longest notebook that is read; people write them by hand. */
const longestNotebook = 16 * 1024 * 1024;

type RunCommand = Command & { readonly name: "run" };

/**
 * Runs the cells of a notebook one after another, also after one that fails, and gives `print` each result as text when it is
 * there: no result is kept. Each failure is told as a warning as well, and so is what is left out of the tables of authors.
 * Returns whether nothing failed and nothing was left out. Throws UserError if a file cannot be read or there is no index.
 */
export async function runNotebook(
  command: RunCommand,
  core: Core,
  print: (text: string) => Promise<void>,
): Promise<boolean> {
  const { cells } = notebookOfBytes(await bytesOf(command.file));
  needIndex(core);
  const format = formatOf(command);
  const own = await ownAuthorsIn(command.organizations, core.warn);
  const known = cells.some(({ kind, text }) => kind !== "markdown" && isAnalysisLine(text.trim()))
    ? await knownAuthors(command.places, own, core.warn)
    : { authors: {}, complete: true };
  const ports = portsOf(command, core, known.authors);
  const { signal } = new AbortController();
  let failed = 0;
  await print(format.begin);
  for (const [at, cell] of cells.entries()) {
    core.progress.say(`Running cell ${at + 1} of ${cells.length}`);
    await print((at === 0 ? "" : format.between) + format.cell(cell));
    const isRun = cell.kind === "code";
    const ended = isRun
      ? await runCell(cell.text, ports, signal, (result, number) => print(written(format, result, number)))
      : { results: 0, error: null };
    await print(format.end(cell, { ...ended, isRun }));
    if (ended.error === null) continue;
    failed++;
    core.warn(`${nameOf(cell, at + 1)}: ${ended.error}`);
  }
  await print(format.finish);
  return failed === 0 && known.complete;
}

/** A result as text. Throws UserError if the runtime cannot hold it. */
function written(format: NotebookFormat, result: CellResult, at: number): string {
  try {
    return format.result(result, at);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(
      "The result is too long to be written. Select fewer columns or rows, or lower --max-rows.",
    );
  }
}

function nameOf({ text }: NotebookCell, number: number): string {
  const [line = ""] = text.split("\n");
  return `Cell ${number} (${line.length > 60 ? `${line.slice(0, 60)}…` : line})`;
}

async function bytesOf(path: string): Promise<Uint8Array> {
  if ((await lstat(path).catch(() => null)) === null)
    throw new UserError(`${path} cannot be read: there is no such file. Check the path.`);
  try {
    return await readRegularFile(path, longestNotebook);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new UserError(`${path} ${error.message}. Check the path.`);
  }
}

function portsOf(
  { places, rows, timeoutMs, format }: RunCommand,
  core: Core,
  authors: KnownAuthors["authors"],
): CellPorts {
  return {
    limit: { rows, raise: "--max-rows" },
    query: (sql, signal) => queryOf(core, { sql, rows, timeoutMs }, signal),
    analyze: async ({ id, ...run }) => {
      const report = await overSnapshotAt(places, saved =>
        runChosen(id, columnsToAnalyze(saved), { ...run, authors }),
      );
      if (format !== "html") return { report, pictures: [] };
      const { reportPictures } = await import("../pictures/report-pictures");
      return { report, pictures: reportPictures(report) };
    },
  };
}

function formatOf({ file, format }: RunCommand): NotebookFormat {
  if (format === "json") return jsonNotebook;
  if (format === "md") return markdownNotebook;
  return format === "html" ? htmlNotebook(basename(file)) : textNotebook;
}
