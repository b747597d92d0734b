import { type Document, isAlias, isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import type { Range } from "../position";
import { composeYaml, maxDepth } from "./compose-yaml";
import type { Field, FrontMatterProblem } from "./front-matter";
import { endOfLine, lineAbove } from "./line-at";
import { duplicateKey, yamlProblem } from "./yaml-problems";

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
    const { documents, error, isTooMuch } = composeYaml(this.text.slice(this.block.start, this.block.end));
    if (isTooMuch) this.tooMuch = true;
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
      if (depth > maxDepth || !isScalar(key) || !key.range) continue;
      const name = String(key.value);
      if (seen.has(name) && this.expanding === 0) {
        this.report(duplicateKey(name), key.range[0], key.range[1]);
      }
      seen.add(name);
    }
    return map.items.map(({ key, value }) => [key, value]);
  }

  /** Counts a node and remembers its anchor; false where the limits are reached. */
  private visit(node: unknown, depth = 0): boolean {
    if (depth > maxDepth || ++this.nodes > maxNodes) {
      this.tooMuch = true;
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

  private problem(message: string, range: Range): void {
    if (this.problems.length >= maxProblems || range.start >= this.brokenAt) return;
    this.problems.push({ message, range });
  }
}
