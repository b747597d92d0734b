import { t } from "../../words/words";
import { UserError } from "../ports/errors";
import { isAnalysisLine } from "./analyze-line";
import { sqlBlocks } from "./sql-blocks";

/** A cell of a notebook. Its text has LF as line breaks; that of a Markdown cell has no comment marks. */
export interface NotebookCell {
  readonly kind: "markdown" | "code";
  readonly text: string;
  /** How it is written in the file, unless that follows from its text. */
  readonly written?: string;
  /** The blank lines above it in the file, unless it is a single one or the cell is the first. */
  readonly above?: string;
}

/** A notebook: its cells, and what else is in its file. */
export interface Notebook {
  readonly cells: readonly NotebookCell[];
  /** What is above the first cell; absent for nothing. */
  readonly start?: string;
  /** What is below the last cell; absent for one line break. */
  readonly end?: string;
  /** How lines end; absent for LF. */
  readonly eol?: "\n" | "\r\n";
}

/** Reads the bytes of a file as a notebook. Throws UserError if they are not UTF-8, because they could not be written back. */
export function notebookOfBytes(bytes: Uint8Array): Notebook {
  try {
    return readNotebook(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new UserError(
      t`This file is not UTF-8, so it cannot open as a notebook. Save it as UTF-8 in a text editor first.`,
    );
  }
}

/**
 * Reads a file as a notebook: blocks of lines, parted by blank lines. A block whose lines all are `-- text` or `--` is a
 * Markdown cell, unless it is an analysis (`isAnalysisLine`); any other block is a code cell.
 */
export function readNotebook(text: string): Notebook {
  const isCrlf = /\r?\n/.exec(text)?.[0] === "\r\n";
  const eol = isCrlf ? "\r\n" : "\n";
  const blocks = sqlBlocks(text);
  const cells = blocks.map(({ start, end }, at) => {
    const cell = cellOf(text.slice(start, end), eol);
    const above = text.slice(blocks[at - 1]?.end ?? start, start);
    return at === 0 || above === eol + eol ? cell : { ...cell, above };
  });
  const start = text.slice(0, blocks[0]?.start ?? 0);
  const end = text.slice(blocks.at(-1)?.end ?? 0);
  return {
    cells,
    ...(start === "" ? {} : { start }),
    ...(end === eol ? {} : { end }),
    ...(isCrlf ? { eol: "\r\n" } : {}),
  };
}

/**
 * Writes a notebook as a file. What was read and not changed is written as it was, to the byte. Cells without text are left
 * out, and blank lines around the text of a cell as well.
 */
export function writeNotebook({ cells, start = "", end, eol = "\n" }: Notebook): string {
  const written = cells.map(cell => ({ text: writtenCell(cell, eol), above: cell.above }));
  const all = written
    .filter(({ text }) => text !== "")
    .map(({ text, above }, at) => (at === 0 ? text : `${isGap(above) ? above : eol + eol}${text}`));
  const isBlank = (text: string) => /^\uFEFF?[ \t\v\f\r\n]*$/.test(text);
  return (isBlank(start) ? start : "") + all.join("") + (end !== undefined && isBlank(end) ? end : eol);
}

function cellOf(raw: string, eol: string): NotebookCell {
  const text = raw.replaceAll("\r\n", "\n");
  const cell: NotebookCell = isMarkdown(text)
    ? { kind: "markdown", text: plainLines(withoutMarks(text)) }
    : { kind: "code", text: plainLines(text) };
  return writtenAnew(cell, eol) === raw ? cell : { ...cell, written: raw };
}

function withoutMarks(comment: string): string {
  const lines = comment.split("\n").map(line => line.slice("-- ".length));
  return lines.join("\n");
}

function isMarkdown(text: string): boolean {
  return text.split("\n").every(line => /^--(?: |$)/.test(line)) && !isAnalysisLine(text);
}

function writtenCell(cell: NotebookCell, eol: string): string {
  const { kind, text, written } = cell;
  if (written !== undefined) {
    const before = cellOf(written, eol);
    if (before.kind === kind && before.text === plainLines(text)) return written;
  }
  return writtenAnew({ kind, text: plainLines(text) }, eol);
}

function writtenAnew({ kind, text }: NotebookCell, eol: string): string {
  const lines = text.split("\n");
  const isBlank = (line: string) => /^[ \t\v\f\r]*$/.test(line);
  const first = lines.findIndex(line => !isBlank(line));
  if (first < 0) return "";
  const kept = lines.slice(first, lines.findLastIndex(line => !isBlank(line)) + 1);
  if (kind === "code") return kept.join(eol);
  const comment = kept.map(line => (line === "" ? "--" : `-- ${line}`)).join(eol);
  // With two spaces, a text about an analysis stays a text.
  return isAnalysisLine(comment) ? comment.replace("-- ", "--  ") : comment;
}

/** The editor hands all line breaks out as one kind. */
function plainLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** Whether a text parts two cells. */
function isGap(text: string | undefined): boolean {
  return text !== undefined && /^[ \t\v\f\r\n]*$/.test(text) && text.indexOf("\n") < text.lastIndexOf("\n");
}
