import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  type YAMLMap,
} from "yaml";
import type { Range } from "../position";
import { entriesIn } from "./entries";
import { type Fences, findFences, frontMatterLimit } from "./fences";
import { endOfLine, lineAbove } from "./line-at";
import { type PlainNode, PlainReader, placeIn } from "./plain-yaml";
import { yamlProblem } from "./yaml-problems";

/** One item of a field: an entry of its list, or the whole value where that is no list. */
export interface Item {
  /** Plain JavaScript value; a string, number, boolean, null, array or record. */
  readonly value: unknown;
  readonly range: Range;
}

/** One top-level key of the front matter with its value. */
export interface Field {
  readonly key: string;
  readonly keyRange: Range;
  /** Where the value stands, quotes included; empty and after the colon where there is none. */
  readonly valueRange: Range;
  readonly value: unknown;
  readonly items: readonly Item[];
}

/** Something in the front matter that the Hub cannot read; the message is one sentence. */
export interface FrontMatterProblem {
  readonly message: string;
  readonly range: Range;
}

/** The YAML at the head of a card, with the place of everything in it. */
export interface FrontMatter {
  /** The YAML between the fences, without them; null where the card has no front matter. */
  readonly block: Range | null;
  /** Where a line with a new key goes (the closing fence's line); null where a line cannot add one. */
  readonly insertAt: number | null;
  /** The line break that the front matter uses. */
  readonly eol: "\n" | "\r\n";
  /** Fields by key; of a key that stands twice, the first. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly problems: readonly FrontMatterProblem[];
  /** Where the value at a path of keys and numbers stands (`["model-index", 0, "name"]`), or null where none does. */
  readonly place: (path: readonly (string | number)[]) => Range | null;
}

// Real cards stay far below these; they bound the time that a hostile one can take.
const maxLexemes = 200_000;
const maxDepth = 64;
const maxNodes = 100_000;
const maxProblems = 20;
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
  if (!fences || entries === null) return null;
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
  const reading = new Reading(text, { start, end: end < blockEnd ? endOfLine(text, end) : end });
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
  const reading = new Reading(text, fences.block);
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

/** How the parser says where an error is. */
type ErrorPlace =
  | number
  | readonly [number, number, ...number[]]
  | { readonly offset: number; readonly source?: string };

type Root = Document.Parsed["contents"] | undefined;

/** One pass over one block of YAML, from text to plain values, within the limits above. */
class Reading {
  readonly problems: FrontMatterProblem[] = [];
  private readonly text: string;
  private readonly block: Range;
  private readonly anchors = new Map<string, unknown>();
  private error: { readonly code: string; readonly from: number; readonly to: number } | null = null;
  /** Where the first error of the syntax stands; behind it everything is a guess, so nothing more is reported. */
  private brokenAt = Number.POSITIVE_INFINITY;
  private nodes = 0;
  private expanding = 0;

  constructor(text: string, block: Range) {
    this.text = text;
    this.block = block;
  }

  /** The YAML's outermost node, whole or as far as it can be read; undefined where it cannot be read at all. */
  root(): Root {
    try {
      const documents = this.compose(this.text.slice(this.block.start, this.block.end));
      const second = documents[1]?.range[0];
      if (second !== undefined) this.broken("MULTIPLE_DOCS", second, second + 1);
      if (this.error !== null) {
        const { code, from, to } = this.error;
        // The parser often names one character only, which nobody would see underlined.
        this.report(yamlProblem(code), from, to - from < 2 ? null : to);
        this.brokenAt = this.block.start + from;
      }
      return documents[0]?.contents;
    } catch {
      // The parser recurses; nesting that exhausts the stack is the one way in which it throws.
      this.tooMuch();
      return undefined;
    }
  }

  /** Whether there is nothing wrong with it, and nothing in it that could mean something in another place. */
  get isSound(): boolean {
    return this.problems.length === 0 && this.anchors.size === 0;
  }

  fields(root: Root): Map<string, Field> {
    const fields = new Map<string, Field>();
    if (!isMap(root)) {
      const empty = root === undefined || root === null || (isScalar(root) && root.value === null);
      if (!empty && this.problems.length === 0)
        this.report("The front matter is not a list of keys with values (key: value).", 0, null);
      return fields;
    }
    for (const [key, value] of this.pairs(root, 0)) {
      const field = this.field(key, value);
      if (field !== null && !fields.has(field.key)) fields.set(field.key, field);
    }
    return fields;
  }

  /** Whether a line put at the end of the block adds a key to it. */
  takesLines(root: Root): boolean {
    if (root === undefined || root === null || (isScalar(root) && root.source === "")) return true;
    if (!isMap(root) || root.flow === true || !root.range) return false;
    const at = this.block.start + root.range[0];
    return at === this.block.start || /[\r\n]/.test(this.text[at - 1] ?? "");
  }

  /** The range of the value at a path below a node; aliases are not followed. */
  place(root: Root, path: readonly (string | number)[]): Range | null {
    let node: unknown = root;
    for (const step of path) {
      if (isMap(node)) node = node.items.find(({ key }) => isScalar(key) && key.value === step)?.value;
      else if (isSeq(node) && typeof step === "number") node = node.items[step];
      else return null;
    }
    return this.rangeOf(node);
  }

  private compose(yaml: string): Document.Parsed[] {
    const parser = new Parser();
    // Its own check for keys that stand twice takes quadratic time; `pairs` makes that check.
    const composer = new Composer({ prettyErrors: false, uniqueKeys: false, logLevel: "silent" });
    // Each error that it would make captures a stack; a card made of errors would take seconds.
    Object.assign(composer, { onError: this.onError });
    const documents: Document.Parsed[] = [];
    const take = (token: CST.Token) => {
      if (token.type === "error")
        this.broken("UNEXPECTED_TOKEN", token.offset, token.offset + token.source.length);
      else documents.push(...composer.next(token));
    };
    let count = 0;
    let depth = 0;
    for (const lexeme of new Lexer().lex(yaml)) {
      if (lexeme === "[" || lexeme === "{") depth++;
      else if (lexeme === "]" || lexeme === "}") depth--;
      if (++count > maxLexemes || depth > maxDepth) {
        this.tooMuch();
        return [];
      }
      for (const token of parser.next(lexeme)) take(token);
    }
    for (const token of parser.end()) take(token);
    documents.push(...composer.end(true, yaml.length));
    return documents;
  }

  private readonly onError = (place: ErrorPlace, code: string, _text: string, warning?: boolean): void => {
    if (warning === true) return;
    if (typeof place === "number") this.broken(code, place, place + 1);
    else if ("offset" in place) this.broken(code, place.offset, place.offset + (place.source?.length ?? 1));
    else this.broken(code, place[0], place[1]);
  };

  /** Keeps the first error of the syntax, in offsets of the block; the Hub's reader stops there as well. */
  private broken(code: string, from: number, to: number): void {
    if (this.error === null || from < this.error.from) this.error = { code, from, to };
  }

  private field(keyNode: unknown, valueNode: unknown): Field | null {
    if (!isScalar(keyNode) || !keyNode.range) return null;
    const keyRange = this.range(keyNode.range);
    const valueRange = this.rangeOf(valueNode) ?? { start: keyRange.end, end: keyRange.end };
    const key = String(keyNode.value);
    const list = isAlias(valueNode) ? this.anchors.get(valueNode.source) : valueNode;
    if (!isSeq(list)) {
      const value = this.plain(valueNode, 1);
      return { key, keyRange, valueRange, value, items: [{ value, range: valueRange }] };
    }
    this.visit(list);
    const items = list.items.map(node => ({
      value: this.plain(node, 2),
      // The items of an alias stand elsewhere; a finding belongs where the alias is.
      range: (list === valueNode ? this.rangeOf(node) : null) ?? valueRange,
    }));
    const value = items.map(item => item.value);
    const last = items.at(-1)?.range;
    // The parser counts a comment behind the last item as part of a list.
    const whole = list.flow === true || last === undefined || list !== valueNode;
    const trimmed = whole
      ? valueRange
      : { start: valueRange.start, end: Math.max(valueRange.start, last.end) };
    return { key, keyRange, valueRange: trimmed, value, items };
  }

  private plain(node: unknown, depth: number): unknown {
    if (!this.visit(node, depth)) return null;
    if (isAlias(node)) return this.aliased(node.source, this.rangeOf(node), depth);
    if (isScalar(node)) return typeof node.value === "bigint" ? Number(node.value) : node.value;
    if (isSeq(node)) return node.items.map(item => this.plain(item, depth + 1));
    if (!isMap(node)) return null;
    const entries: [string, unknown][] = [];
    for (const [key, value] of this.pairs(node, depth)) {
      entries.push([isScalar(key) ? String(key.value) : "?", this.plain(value, depth + 1)]);
    }
    // fromEntries makes own properties only, whatever a key is called.
    return Object.fromEntries(entries);
  }

  private aliased(name: string, range: Range | null, depth: number): unknown {
    const target = this.anchors.get(name);
    if (target === undefined) {
      if (range !== null) {
        const what = "a value that begins with * must be in quotes unless it repeats an &anchor above it";
        this.problem(`The front matter cannot be read here: ${what}.`, range);
      }
      return null;
    }
    this.expanding++;
    const value = this.plain(target, depth + 1);
    this.expanding--;
    return value;
  }

  /** The entries of a map; reports keys that stand twice, for the Hub refuses them. */
  private pairs(map: YAMLMap, depth: number): [unknown, unknown][] {
    const seen = new Set<string>();
    for (const { key } of map.items) {
      if (depth > maxDepth || !isScalar(key) || !key.range) continue;
      const name = String(key.value);
      if (seen.has(name) && this.expanding === 0) {
        const problem = `The key ${clip(name)} stands twice here, which the Hub refuses; keep one.`;
        this.report(problem, key.range[0], key.range[1]);
      }
      seen.add(name);
    }
    return map.items.map(({ key, value }) => [key, value]);
  }

  /** Counts a node and remembers its anchor; false where the limits are reached. */
  private visit(node: unknown, depth = 0): boolean {
    if (depth > maxDepth || ++this.nodes > maxNodes) {
      this.tooMuch();
      return false;
    }
    if ((isScalar(node) || isSeq(node) || isMap(node)) && node.anchor !== undefined) {
      this.anchors.set(node.anchor, node);
    }
    return true;
  }

  private rangeOf(node: unknown): Range | null {
    const known = isScalar(node) || isSeq(node) || isMap(node) || isAlias(node);
    return known && node.range ? this.range(node.range) : null;
  }

  private range([from, to]: readonly [number, number, number]): Range {
    const start = Math.min(this.block.start + from, this.block.end);
    const slice = this.text.slice(start, Math.min(this.block.start + to, this.block.end));
    return { start, end: start + slice.trimEnd().length };
  }

  private report(message: string, from: number, to: number | null): void {
    if (this.problems.length >= maxProblems) return;
    const start = Math.min(this.block.start + from, this.block.end);
    const line = endOfLine(this.text, start);
    const end = to === null ? line : Math.min(this.block.start + to, line);
    this.problem(message, end > start ? { start, end } : lineAbove(this.text, this.block, start));
  }

  private tooMuch(): void {
    const message =
      "The front matter is nested too deeply or has too many values to be read; move data out of it into a file.";
    if (!this.problems.some(each => each.message === message)) this.report(message, 0, null);
  }

  private problem(message: string, range: Range): void {
    if (this.problems.length >= maxProblems || range.start >= this.brokenAt) return;
    this.problems.push({ message, range });
  }
}

function clip(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
