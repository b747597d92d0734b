import type { SnapshotColumn } from "../../app/ports/snapshot-ports";
import type { RecordReading, RowFormat } from "./csv-reader";
import { timeOf } from "./snapshot-times";
import { isMissing, parseTextList } from "./text-list";

/** Where the columns in use are, and how many columns the table has. */
export interface CsvShape {
  readonly places: ReadonlyMap<SnapshotColumn, number>;
  readonly width: number;
}

/** A row of a CSV table; what is missing is null. */
export interface CsvRow {
  readonly line: number;
  /** UTF-8. */
  readonly id: Uint8Array | null;
  readonly createdAt: number | null;
  readonly downloads: number | null;
  readonly likes: number | null;
  readonly tags: readonly string[] | null;
  readonly task: string | null;
  readonly library: string | null;
  readonly card: string | null;
  /** What only listings say; null also if it cannot be read, because nothing else depends on it. */
  readonly recordId: string | null;
  readonly trendingScore: number | null;
  readonly isPrivate: number | null;
}

/** What no id has, but a value that landed in the wrong column does; U+FFFD stands for bytes that are no UTF-8. */
const notInIds = /[\s,;"'[\]{}()<>\p{Cc}\ufffd]/u;
const notInWords = /["'[\]{}\p{Cc}\ufffd]/u;
const longestWord = 200;
const rowStart = /^[\w.-]+\/[\w.-]+$/;
const number = /^[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?$/i;
const unread = Symbol("unread");
const encoder = new TextEncoder();

/** How the rows of a table with these columns are read; its first record is the header. */
export function csvFormat(name: string, { places, width }: CsvShape): RowFormat<CsvRow> {
  const idAt = places.get("id") ?? 0;
  let isHeader = true;
  return {
    name,
    read: (fields, line) => {
      if (isHeader) {
        isHeader = false;
        return "header";
      }
      if (fields.length < width || fields.slice(width).some(field => field !== "")) return "unsure";
      return readRow(fields, line, places);
    },
    isLikeRow: line => {
      const fields = line.split(",", idAt + 2);
      return fields.length === idAt + 2 && rowStart.test((fields[idAt] ?? "").replaceAll('"', ""));
    },
  };
}

function readRow(fields: readonly string[], line: number, places: CsvShape["places"]): RecordReading<CsvRow> {
  const text = (column: SnapshotColumn) => {
    const at = places.get(column);
    return at === undefined ? "" : (fields[at] ?? "");
  };
  const id = text("id").trim();
  const tags = parseTextList(text("tags"));
  if (tags === "cut") return "whole";
  const createdAt = readValue(text("createdAt"), timeOf);
  const downloads = readValue(text("downloads"), numberOf);
  const likes = readValue(text("likes"), numberOf);
  const task = readValue(text("pipeline_tag"), wordOf);
  const library = readValue(text("library_name"), wordOf);
  if (
    notInIds.test(id) ||
    tags === "unreadable" ||
    createdAt === unread ||
    downloads === unread ||
    likes === unread ||
    task === unread ||
    library === unread
  )
    return "unsure";
  const card = text("modelCard");
  return {
    row: {
      line,
      id: isMissing(id) ? null : encoder.encode(id),
      createdAt,
      downloads,
      likes,
      tags,
      task,
      library,
      card: card === "" || card === "nan" ? null : card,
      recordId: text("_id").trim() || null,
      trendingScore: numberOf(text("trendingScore").trim()),
      isPrivate: flagOf(text("private").trim()),
    },
  };
}

/** A missing value is null; pandas writes it as an empty field or `nan`. */
function readValue<T>(text: string, read: (text: string) => T | null): T | null | typeof unread {
  const value = text.trim();
  return isMissing(value) || value === "NaT" ? null : (read(value) ?? unread);
}

function numberOf(text: string): number | null {
  const value = Number(text);
  return number.test(text) && Number.isFinite(value) ? value : null;
}

/** True or false as Python, JSON, and SQL write it. */
function flagOf(text: string): number | null {
  if (/^true$/i.test(text)) return 1;
  return /^false$/i.test(text) ? 0 : null;
}

function wordOf(text: string): string | null {
  return text.length > longestWord || notInWords.test(text) ? null : text;
}

const readers: ReadonlyMap<SnapshotColumn, (text: string) => unknown> = new Map<
  SnapshotColumn,
  (text: string) => unknown
>([
  ["createdAt", timeOf],
  ["downloads", numberOf],
  ["likes", numberOf],
]);

/** Whether any of a column's values can be read, unless all are missing. */
export function isReadable(column: SnapshotColumn, values: readonly string[]): boolean {
  const read = readers.get(column);
  const given = values.filter(value => readValue(value, () => value) !== null);
  return read === undefined || given.length === 0 || given.some(value => read(value.trim()) !== null);
}
