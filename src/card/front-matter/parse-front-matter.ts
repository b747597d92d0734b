import type { Range } from "../position";
import { entriesIn } from "./entries";
import { type Fences, findFences, frontMatterLimit } from "./fences";
import type { Field, FrontMatter, FrontMatterProblem } from "./front-matter";
import { endOfLine } from "./line-at";
import { nonPrintableAt } from "./non-printable";
import { type PlainNode, PlainReader, placeIn } from "./plain-yaml";
import { YamlReading } from "./yaml-reading";

/** UTF-16 units in entries of another than the plain form that are read one by one; more is read in one go. */
const maxApart = 16 * 1024;

/** Reads the front matter of a card: at most its first 256 KB, never throwing, in time linear in what it looks at. */
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

/** A field with the place of everything in it. */
interface Entry extends Pick<FrontMatter, "place"> {
  readonly field: Field;
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

function plainEntry(root: PlainNode): Entry | null {
  const [first, second] = root.entries ?? [];
  if (first === undefined || second !== undefined) return null;
  const { key, keyRange, node } = first;
  const items = (node.items ?? [node]).map(({ value, range }) => ({ value, range }));
  const field = { key, keyRange, valueRange: node.range, value: node.value, items };
  return { field, place: path => placeIn(root, path) };
}

/** The same by the whole grammar of YAML, with what is broken. */
export function parseWhole(text: string): FrontMatter {
  const fences = findFences(text);
  if (fences === null) return bare("\n", []);
  if (fences.block === null) return bare(fences.eol, unclosed(text, fences));
  const reading = new YamlReading(text, fences.block);
  const root = reading.root();
  const fields = reading.fields(root);
  const addsByLine = reading.problems.length === 0 && reading.takesLines(root);
  return {
    block: fences.block,
    insertAt: addsByLine ? fences.closeAt : null,
    eol: fences.eol,
    fields,
    problems: reading.problems.sort((a, b) => a.range.start - b.range.start),
    place: path => reading.place(root, path),
  };
}

function bare(eol: "\n" | "\r\n", problems: FrontMatterProblem[]): FrontMatter {
  return { block: null, insertAt: null, eol, fields: new Map(), problems, place: () => null };
}

/** A ruler may open an ordinary README, so an unclosed fence counts only where a key follows it. */
function unclosed(text: string, { open, closeAt }: Fences): FrontMatterProblem[] {
  if (!/^[A-Za-z_][\w-]{0,60}:/.test(text.slice(closeAt, closeAt + 80))) return [];
  const message =
    text.length > frontMatterLimit
      ? "The front matter has no closing --- within the first 256 KB, so none of it is read; shorten or close it."
      : "The front matter has no closing ---, so the Hub reads none of it; add a line with --- after the last key.";
  return [{ message, range: open }];
}
