import { t } from "../../words/words";
import type { Range } from "../position";
import type { Field, FrontMatterProblem } from "./front-matter";
import type { Remark } from "./grammar/node-reader";
import { readYaml } from "./grammar/read-yaml";
import { behindAlias, type YamlMap, type YamlNode } from "./grammar/yaml-node";
import { endOfLine, lineAbove } from "./line-at";
import { type MergedPair, MergedPairs } from "./merged-pairs";
import { nonPrintableAt } from "./non-printable";
import { remarkProblem, yamlProblem } from "./yaml-problems";

/** How deep YAML may be nested. */
const maxDepth = 64;
// Real cards stay far below this, which bounds the time that a hostile one can take.
const maxNodes = 100_000;
const maxProblems = 20;

/** One pass over one block of YAML by the whole grammar, from text to plain values with their places. */
export class YamlReading {
  readonly problems: FrontMatterProblem[] = [];
  private readonly text: string;
  private readonly block: Range;
  /** Where the first error of the syntax stands; behind it everything is a guess, so nothing more is reported. */
  private brokenAt = Number.POSITIVE_INFINITY;
  private readonly merged = new MergedPairs();
  private nodes = 0;
  private tooMuch = false;
  private needsAnchor = false;
  private hasAnchors = false;

  constructor(text: string, block: Range) {
    this.text = text;
    this.block = block;
  }

  /** The YAML's outermost node, whole or as far as it can be read; null where there is none. */
  root(): YamlNode | null {
    const yaml = this.text.slice(this.block.start, this.block.end);
    const { root, fault, remarks, isTooMuch, hasAnchors } = readYaml(yaml);
    this.tooMuch = isTooMuch;
    this.hasAnchors = hasAnchors;
    this.checkCharacters(yaml);
    if (fault !== null) {
      const { code, from, to } = fault;
      // What the Hub refuses before it on the same line is what breaks the line.
      const isTold = remarks.some(each => each.from < from && !/[\r\n]/.test(yaml.slice(each.from, from)));
      // An error is often one character only, which nobody would see underlined.
      if (!isTold) this.report(yamlProblem(code), from, to - from < 2 ? null : to);
      this.brokenAt = this.block.start + from;
    }
    for (const remark of remarks) this.tell(remark);
    return root;
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
    return this.problems.length === 0 && !this.hasAnchors && !this.tooMuch;
  }

  fields(root: YamlNode | null): Map<string, Field> {
    const fields = new Map<string, Field>();
    if (root?.kind !== "map") {
      const isEmpty = root === null || (root.kind === "scalar" && root.value === null);
      if (!isEmpty && this.problems.length === 0 && !this.tooMuch)
        this.report(t`The front matter is not a list of keys with values (key: value).`, 0, null);
      return fields;
    }
    for (const pair of this.pairs(root)) {
      if (!this.visit(0)) break;
      if (!fields.has(pair.name)) fields.set(pair.name, this.field(pair));
    }
    return fields;
  }

  /** Whether a line put at the end of the block adds a key to it. */
  takesLines(root: YamlNode | null): boolean {
    if (root === null || (root.kind === "scalar" && root.from === root.to)) return true;
    if (root.kind !== "map" || root.inBraces) return false;
    const at = this.block.start + root.from;
    return at === this.block.start || /[\r\n]/.test(this.text[at - 1] ?? "");
  }

  /** The range of the value at a path below a node; aliases are not followed. */
  place(root: YamlNode | null, path: readonly (string | number)[]): Range | null {
    let node: YamlNode | null | undefined = root;
    for (const step of path) {
      if (node?.kind === "map") {
        const pair: MergedPair | undefined = this.pairs(node).find(({ name }) => name === step);
        if (pair?.through !== undefined) return this.range(pair.through.value);
        node = pair?.value;
      } else if (node?.kind === "list" && typeof step === "number") node = node.items[step];
      else return null;
    }
    return node ? this.range(node) : null;
  }

  /** The pairs of a map with those that << merges into it. */
  private pairs(map: YamlMap): readonly MergedPair[] {
    const pairs = this.merged.of(map);
    this.tooMuch ||= this.merged.isTooMuch;
    return pairs;
  }

  private field(pair: MergedPair): Field {
    const { name: key, value: valueNode, through } = pair;
    const keyRange = this.range((through ?? pair).key);
    const valueRange = this.range((through ?? pair).value);
    const list = behindAlias(valueNode);
    if (list?.kind !== "list") {
      const value = this.plain(valueNode, 1);
      return { key, keyRange, valueRange, value, items: [{ value, range: valueRange }] };
    }
    this.visit(1);
    const items = list.items.map(node => ({
      value: this.plain(node, 2),
      // What an alias repeats or << merges stands elsewhere; a finding belongs where these are.
      range: list === valueNode && through === undefined ? this.range(node) : valueRange,
    }));
    return { key, keyRange, valueRange, value: items.map(item => item.value), items };
  }

  private plain(node: YamlNode, depth: number): unknown {
    if (!this.visit(depth)) return null;
    if (node.kind === "alias") return node.target === null ? null : this.plain(node.target, depth + 1);
    if (node.kind === "scalar") return node.value;
    if (node.kind === "list") return node.items.map(item => this.plain(item, depth + 1));
    return this.record(node, depth);
  }

  private record(map: YamlMap, depth: number): unknown {
    const entries: [string, unknown][] = [];
    for (const { name, value } of this.pairs(map)) {
      if (this.tooMuch) break;
      entries.push([name, this.plain(value, depth + 1)]);
    }
    // fromEntries makes own properties only, whatever a key is called.
    return Object.fromEntries(entries);
  }

  /** Counts a node; false where the limits are reached. */
  private visit(depth: number): boolean {
    if (depth > maxDepth || ++this.nodes > maxNodes) this.tooMuch = true;
    return !this.tooMuch;
  }

  private tell({ kind, name, from, to }: Remark): void {
    if (kind === "unknown alias") this.needsAnchor = true;
    this.problem(remarkProblem(kind, name), this.visible(this.range({ from, to })));
  }

  /** A range, or the line of an empty one, which nobody would see underlined. */
  private visible(range: Range): Range {
    if (range.end > range.start) return range;
    const end = endOfLine(this.text, range.start);
    return end > range.start ? { start: range.start, end } : lineAbove(this.text, this.block, range.start);
  }

  /** Reports the first character that YAML does not allow, which the Hub's reader and Python's refuse. */
  private checkCharacters(yaml: string): void {
    const at = nonPrintableAt(yaml);
    if (at < 0) return;
    const code = yaml.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
    const start = this.block.start + at;
    const message = t`The front matter has the character U+${code}, which YAML does not allow and nobody sees; delete it.`;
    this.problem(message, { start, end: start + 1 });
  }

  private range({ from, to }: { readonly from: number; readonly to: number }): Range {
    const start = Math.min(this.block.start + from, this.block.end);
    const slice = this.text.slice(start, Math.min(this.block.start + to, this.block.end));
    return { start, end: start + endOfText(slice) };
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

/** Where a text ends without the blanks and line breaks of YAML behind it; other signs that look like blanks are part of a value. */
function endOfText(text: string): number {
  let end = text.length;
  while (end > 0 && " \t\r\n".includes(text[end - 1] ?? "x")) end--;
  return end;
}
