import { type Document, isAlias, isMap, isScalar, isSeq, type Scalar, type YAMLMap } from "yaml";
import type { Range } from "../position";
import { composeYaml, maxDepth } from "./compose-yaml";
import type { Field, FrontMatterProblem } from "./front-matter";
import { endOfLine, lineAbove } from "./line-at";
import { nonPrintableAt } from "./non-printable";
import { plainScalar } from "./plain-scalar";
import { duplicateKey, yamlProblem } from "./yaml-problems";
import { isKnownTag } from "./yaml-tags";

/** The outermost node of a block of YAML; undefined where it cannot be read at all. */
type Root = Document.Parsed["contents"] | undefined;

// Real cards stay far below this, which bounds the time that a hostile one can take.
const maxNodes = 100_000;
const maxProblems = 20;

/** One pass over one block of YAML by the whole grammar, from text to plain values with their places. */
export class YamlReading {
  readonly problems: FrontMatterProblem[] = [];
  private readonly text: string;
  private readonly block: Range;
  private readonly anchors = new Map<string, unknown>();
  /** Where the first error of the syntax stands; behind it everything is a guess, so nothing more is reported. */
  private brokenAt = Number.POSITIVE_INFINITY;
  private nodes = 0;
  private tooMuch = false;
  private needsAnchor = false;
  private expanding = 0;

  constructor(text: string, block: Range) {
    this.text = text;
    this.block = block;
  }

  /** The YAML's outermost node, whole or as far as it can be read; undefined where it cannot be read at all. */
  root(): Root {
    const yaml = this.text.slice(this.block.start, this.block.end);
    const { documents, error, isTooMuch } = composeYaml(yaml);
    if (isTooMuch) this.tooMuch = true;
    this.checkCharacters(yaml);
    if (error !== null) {
      const { code, from, to } = error;
      // The parser often names one character only, which nobody would see underlined.
      this.report(yamlProblem(code), from, to - from < 2 ? null : to);
      this.brokenAt = this.block.start + from;
    }
    return documents[0]?.contents;
  }

  /** Whether it is nested too deeply or has too many values, so that not all of it was read. */
  get isTooMuch(): boolean {
    return this.tooMuch;
  }

  /** Whether it repeats an anchor that does not stand in it. */
  get needsOthers(): boolean {
    return this.needsAnchor;
  }

  /** Whether there is nothing wrong with it, and nothing in it that could mean something in another place. */
  get isSound(): boolean {
    return this.problems.length === 0 && this.anchors.size === 0 && !this.tooMuch;
  }

  fields(root: Root): Map<string, Field> {
    const fields = new Map<string, Field>();
    if (!isMap(root)) {
      const empty = root === undefined || root === null || (isScalar(root) && root.value === null);
      if (!empty && this.problems.length === 0 && !this.tooMuch)
        this.report("The front matter is not a list of keys with values (key: value).", 0, null);
      return fields;
    }
    this.visit(root);
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

  private field(keyNode: unknown, valueNode: unknown): Field | null {
    const keyRange = this.rangeOf(keyNode);
    if (keyRange === null) return null;
    const valueRange = this.rangeOf(valueNode) ?? { start: keyRange.end, end: keyRange.end };
    const key = this.keyText(keyNode);
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
    if (isScalar(node)) return scalarValue(node);
    if (isSeq(node)) return node.items.map(item => this.plain(item, depth + 1));
    if (!isMap(node)) return null;
    const entries: [string, unknown][] = [];
    for (const [key, value] of this.pairs(node, depth)) {
      entries.push([this.keyText(key), this.plain(value, depth + 1)]);
    }
    // fromEntries makes own properties only, whatever a key is called.
    return Object.fromEntries(entries);
  }

  private aliased(name: string, range: Range | null, depth: number): unknown {
    const target = this.anchors.get(name);
    if (target === undefined) {
      this.needsAnchor = true;
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
      if (depth > maxDepth) break;
      const place = this.rangeOf(key);
      this.checkKey(map, key, place);
      if (place === null) continue;
      const name = this.keyText(key);
      if (seen.has(name) && this.expanding === 0) {
        this.report(duplicateKey(name), place.start - this.block.start, place.end - this.block.start);
      }
      seen.add(name);
    }
    return map.items.map(({ key, value }) => [key, value]);
  }

  /** Reports a colon without a key, and one that stands below its key: the Hub's reader refuses both. */
  private checkKey(map: YAMLMap, key: unknown, place: Range | null): void {
    const start = place?.start ?? this.range(map.range ?? [0, 0, 0]).start;
    if (isAlias(key) && !this.anchors.has(key.source)) this.aliased(key.source, place, 0);
    if (isSeq(key) || isMap(key)) this.visit(key);
    // What a question mark announces may stand on lines of its own.
    if (
      this.text
        .slice(Math.max(this.block.start, start - 200), start)
        .trimEnd()
        .endsWith("?")
    )
      return;
    if (isNothing(key)) this.problem(nothingAsKey, this.visible({ start, end: place?.end ?? start }));
    else if (place !== null && /^[ \t]*[\r\n]\s*:/.test(this.text.slice(place.end, place.end + 200)))
      this.problem(yamlProblem("MULTILINE_IMPLICIT_KEY"), place);
  }

  /** A range, or the line of an empty one, which nobody would see underlined. */
  private visible(range: Range): Range {
    if (range.end > range.start) return range;
    const end = endOfLine(this.text, range.start);
    return end > range.start ? { start: range.start, end } : lineAbove(this.text, this.block, range.start);
  }

  /** A key as js-yaml makes text of it. */
  private keyText(key: unknown): string {
    if (isAlias(key)) return this.keyText(this.anchors.get(key.source));
    if (isScalar(key)) {
      this.visit(key);
      return String(scalarValue(key));
    }
    if (isSeq(key)) return key.items.map(item => this.keyText(item)).join(",");
    return isMap(key) ? "[object Object]" : "null";
  }

  /** Counts a node, checks its tag and remembers its anchor; false where the limits are reached. */
  private visit(node: unknown, depth = 0): boolean {
    if (depth > maxDepth || ++this.nodes > maxNodes) {
      this.tooMuch = true;
      return false;
    }
    if (isScalar(node) || isSeq(node) || isMap(node)) {
      if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
      if (isScalar(node) && node.range && this.isUnclosed(node.range))
        this.problem(yamlProblem("MISSING_CHAR"), this.range(node.range));
      if (node.tag !== undefined && !isKnownTag(node)) this.unknownTag(node.tag, this.rangeOf(node));
    }
    return true;
  }

  /** Whether the last quote of text in quotes is one that stands for itself: the parser takes it for the end. */
  private isUnclosed(range: readonly [number, number, number]): boolean {
    const { start, end } = this.range(range);
    const written = this.text.slice(start, end);
    if (written.startsWith("'")) return written.split("'").length % 2 === 0;
    let escapes = 0;
    if (written.startsWith('"')) while (written.at(-2 - escapes) === "\\") escapes++;
    return escapes % 2 === 1;
  }

  private unknownTag(tag: string, range: Range | null): void {
    if (range === null || this.expanding > 0) return;
    const name = tag.replace("tag:yaml.org,2002:", "!!");
    const what = `the Hub does not know the tag ${clip(name)}, or cannot read this value by it`;
    const message = `The front matter cannot be read here: ${what}; remove the tag, or put text that begins with ! in quotes.`;
    this.problem(message, this.visible(range));
  }

  /** Reports the first character that YAML does not allow, which the Hub's reader and Python's refuse. */
  private checkCharacters(yaml: string): void {
    const at = nonPrintableAt(yaml);
    if (at < 0) return;
    const code = yaml.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
    const start = this.block.start + at;
    const message = `The front matter has the character U+${code}, which YAML does not allow and nobody sees; delete it.`;
    this.problem(message, { start, end: start + 1 });
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

  private problem(message: string, range: Range): void {
    if (this.problems.length >= maxProblems || range.start >= this.brokenAt) return;
    this.problems.push({ message, range });
  }
}

const nothingAsKey =
  "The front matter cannot be read here: a colon has no key before it; write a key, or put text that begins with : in quotes.";

/** Whether nothing is written where a key belongs. */
function isNothing(key: unknown): boolean {
  return key === null || (isScalar(key) && key.source === "" && key.type === "PLAIN");
}

/** What a value in quotes, in a block of text or unquoted means to the Hub's reader. */
function scalarValue({ source = "", tag, type, value }: Scalar): unknown {
  if (tag === "!" && source === "" && type === "PLAIN") return null;
  if (tag === "!" || tag === "tag:yaml.org,2002:str") return source;
  return type === "PLAIN" || type === undefined || tag !== undefined ? plainScalar(source) : value;
}

function clip(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
