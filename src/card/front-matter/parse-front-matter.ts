import { t } from "../../words/words";
import type { Range } from "../position";
import { conflictMarkerIn } from "./conflict-markers";
import { entriesIn } from "./entries";
import { type Entry, plainEntry } from "./entry";
import { type Fences, findFences, frontMatterLimit } from "./fences";
import type { FrontMatter, FrontMatterProblem } from "./front-matter";
import { endOfLine } from "./line-at";
import { nonPrintableAt } from "./non-printable";
import { PlainReader } from "./plain-yaml";
import { readPieces } from "./read-pieces";
import { YamlReading } from "./yaml-reading";

/** UTF-16 units in entries of another than the plain form that are read one by one; more is read in one go. */
const maxApart = 16 * 1024;

/** Reads the front matter of a card: at most its first 10 MB, never throwing, in time linear in what it looks at. */
export function parseFrontMatter(text: string): FrontMatter {
  return parseByEntries(text) ?? parseWhole(text);
}

/**
 * The same one entry after the other: of the plain form most are, which takes little time to read, the others are
 * short. Null where an entry cannot be read for itself (broken, with anchors, a key that stands twice).
 */
export function parseByEntries(text: string): FrontMatter | null {
  const fences = findFences(text);
  const entries = fences?.block ? entriesIn(text, fences.block) : null;
  if (!fences?.block || entries === null) return null;
  // What is nowhere allowed is looked for in all of it, comments included.
  if (nonPrintableAt(text.slice(fences.block.start, fences.block.end)) >= 0) return null;
  const end = entries.at(-1)?.end ?? 0;
  const plain = new PlainReader(text);
  const found = new Map<string, Entry>();
  let leftApart = maxApart;
  for (const range of entries) {
    const root = plain.read(range);
    if (root === null) leftApart -= range.end - range.start;
    if (leftApart < 0) return null;
    const entry = root === null ? wholeEntry(text, range, end) : plainEntry(root);
    if (entry === null || found.has(entry.field.key)) return null;
    found.set(entry.field.key, entry);
  }
  return {
    block: fences.block,
    insertAt: fences.closeAt,
    eol: fences.eol,
    fields: new Map([...found].map(([key, { field }]) => [key, field])),
    problems: [],
    place: path => found.get(String(path[0]))?.place(path) ?? null,
  };
}

/** An entry by the whole grammar, read with the line below it: only so is it certain where it ends. */
function wholeEntry(text: string, { start, end }: Range, blockEnd: number): Entry | null {
  const reading = new YamlReading(text, { start, end: end < blockEnd ? endOfLine(text, end) : end });
  const root = reading.root();
  const [field, below, ...more] = reading.fields(root).values();
  const isAlone = end < blockEnd ? below?.keyRange.start === end : below === undefined;
  if (field === undefined || !isAlone || more.length > 0 || !reading.isSound) return null;
  return { field, place: path => reading.place(root, path) };
}

/** The same by the whole grammar of YAML, with what is broken. */
export function parseWhole(text: string): FrontMatter {
  const fences = findFences(text);
  if (fences === null) return bare("\n", []);
  if (fences.block === null) return unclosed(text, fences);
  const reading = new YamlReading(text, fences.block);
  const root = reading.root();
  const fields = reading.fields(root);
  if (reading.isTooMuch) return parsePieces(text, fences, fences.block);
  const addsByLine = reading.problems.length === 0 && reading.takesLines(root);
  return {
    block: fences.block,
    insertAt: addsByLine ? fences.closeAt : null,
    eol: fences.eol,
    fields,
    problems: explained(text, fences.block, reading.problems),
    place: path => reading.place(root, path),
  };
}

function parsePieces(text: string, { eol }: Fences, block: Range): FrontMatter {
  const { entries, problems } = readPieces(text, block);
  return {
    block,
    insertAt: null,
    eol,
    fields: new Map([...entries].map(([key, { field }]) => [key, field])),
    problems: explained(text, block, problems),
    place: path => entries.get(String(path[0]))?.place(path) ?? null,
  };
}

/** Problems in the order of the text; markers that git left are told instead of what they break. */
function explained(
  text: string,
  block: Range,
  problems: readonly FrontMatterProblem[],
): readonly FrontMatterProblem[] {
  const marker = problems.length === 0 ? null : conflictMarkerIn(text, block);
  const message = t`The front matter holds conflict markers of git, so the Hub cannot read it; keep one version and remove the markers.`;
  const all =
    marker === null ? problems : [...problems.filter(each => each.isUnread), { message, range: marker }];
  return [...all].sort((a, b) => a.range.start - b.range.start);
}

function bare(eol: "\n" | "\r\n", problems: FrontMatterProblem[]): FrontMatter {
  return { block: null, insertAt: null, eol, fields: new Map(), problems, place: () => null };
}

/** A ruler may open an ordinary README, so an unclosed fence counts only where a key follows it. */
function unclosed(text: string, { open, closeAt, eol }: Fences): FrontMatter {
  if (!beginsWithKey(text.slice(closeAt, closeAt + 4_000))) return bare(eol, []);
  if (text.length <= frontMatterLimit) {
    const message = t`The front matter has no closing ---, so the Hub reads none of it; add a line with --- after the last key.`;
    return bare(eol, [{ message, range: open }]);
  }
  const message = t`The front matter has no closing --- within the first 10 MB, which is all that the Hub takes; shorten or close it.`;
  // The last entry may continue behind the limit.
  const end = lastEntryBefore(text, frontMatterLimit - 1);
  const read = end > closeAt ? parseFrontMatter(`${text.slice(0, end)}---`) : bare(eol, []);
  const problems = [{ message, range: open, isUnread: true } as const, ...read.problems];
  return { ...read, insertAt: null, problems };
}

/** Whether the first line that is not blank, a comment or a marker of git is a key, with a colon that may lack its space. */
function beginsWithKey(text: string): boolean {
  const first = text
    .split(/[\r\n]+/, 100)
    .find(line => !/^[ \t]*(?:#|$)|^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(line));
  return /^[ \t]*["']?[A-Za-z_][\w-]{0,60}["']?[ \t]*:/.test(first ?? "");
}

function lastEntryBefore(text: string, limit: number): number {
  let at = text.lastIndexOf("\n", limit);
  while (at > 0 && !/[A-Za-z_]/.test(text[at + 1] ?? "")) at = text.lastIndexOf("\n", at - 1);
  return at + 1;
}
