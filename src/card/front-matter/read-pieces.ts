import type { Range } from "../position";
import { roughEntriesIn } from "./entries";
import { type Entry, plainEntry } from "./entry";
import type { FrontMatterProblem } from "./front-matter";
import { endOfLine } from "./line-at";
import { PlainReader } from "./plain-yaml";
import { duplicateKey, unreadEntries } from "./yaml-problems";
import { YamlReading } from "./yaml-reading";

/** UTF-16 units in entries of another than the plain form that are read; it bounds the time that a hostile card can take. */
const maxApart = 256 * 1024;
/** What reading an entry costs, however short it is, as UTF-16 units. */
const costOfEntry = 200;
const maxEntries = 50_000;
const maxProblems = 20;

/** The entries of front matter as far as they can be read, in order, and what is wrong with them. */
export interface Pieces {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly problems: readonly FrontMatterProblem[];
}

/** What one entry says; `unread` if it is too much or needs what another entry says. */
type Piece =
  | { readonly entries: readonly Entry[]; readonly problems: readonly FrontMatterProblem[] }
  | "unread";

/**
 * Reads front matter that is too much to be read in one go, entry by entry. The ones that are too much by themselves are
 * left out and told, so that nothing in a card keeps the rest of it from being checked.
 */
export function readPieces(text: string, block: Range): Pieces {
  const ranges = roughEntriesIn(text, block, maxEntries);
  const plain = new PlainReader(text);
  const pieces = new Map<Range, Piece>();
  const apart: Range[] = [];
  for (const range of ranges) {
    const root = plain.read(range);
    const entry = root && plainEntry(root);
    if (entry) pieces.set(range, { entries: [entry], problems: [] });
    else apart.push(range);
  }
  let left = maxApart;
  // The shortest first: a long one cannot take what the others need.
  for (const range of apart.sort((a, b) => a.end - a.start - (b.end - b.start))) {
    left -= range.end - range.start + costOfEntry;
    pieces.set(range, left < 0 ? "unread" : pieceOf(text, range));
  }
  return joined(text, ranges, pieces);
}

function pieceOf(text: string, range: Range): Piece {
  const reading = new YamlReading(text, range);
  const root = reading.root();
  const fields = [...reading.fields(root).values()];
  if (reading.isTooMuch || reading.needsOthers) return "unread";
  const entries = fields.map(field => ({
    field,
    place: (path: readonly (string | number)[]) => reading.place(root, path),
  }));
  return { entries, problems: reading.problems };
}

function joined(text: string, ranges: readonly Range[], pieces: ReadonlyMap<Range, Piece>): Pieces {
  const entries = new Map<string, Entry>();
  const problems: FrontMatterProblem[] = [];
  const unread: Range[] = [];
  for (const range of ranges) {
    const piece = pieces.get(range) ?? "unread";
    if (piece === "unread") {
      unread.push(range);
      continue;
    }
    if (problems.length < maxProblems) problems.push(...piece.problems);
    for (const entry of piece.entries) {
      const { key, keyRange } = entry.field;
      if (!entries.has(key)) entries.set(key, entry);
      else if (problems.length < maxProblems) problems.push({ message: duplicateKey(key), range: keyRange });
    }
  }
  const [first] = unread;
  if (first !== undefined) problems.push(unreadProblem(text, first, unread.length));
  return { entries, problems: problems.sort((a, b) => a.range.start - b.range.start) };
}

function unreadProblem(text: string, { start, end }: Range, count: number): FrontMatterProblem {
  const line = text.slice(start, Math.min(endOfLine(text, start), end, start + 200));
  const key = /^(["']?)([A-Za-z_][\w./-]*)\1[ \t]*:/.exec(line)?.[2] ?? "";
  const range = { start, end: start + Math.max(key.length, line.trimEnd().length > 0 ? 1 : 0) };
  return { message: unreadEntries(key, count), range, isUnread: true };
}
