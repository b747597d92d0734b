import type { ParsedCard, TextEdit } from "./finding";
import type { Field, Item } from "./front-matter/front-matter";
import { startOfLine } from "./front-matter/line-at";
import type { Range } from "./position";

/** Sets a key to a value, given as YAML; null if the line cannot be added to the front matter. */
export function setKey(card: ParsedCard, key: string, yaml: string): TextEdit | null {
  const field = card.frontMatter.fields.get(key);
  if (field !== undefined) return replaceValue(card.text, field, yaml);
  const { insertAt, eol } = card.frontMatter;
  if (insertAt === null) return null;
  return { range: { start: insertAt, end: insertAt }, newText: `${key}: ${yaml}${eol}` };
}

/** Removes an item, and the field along with its last item; null if its lines hold anything else. */
export function removeItem(card: ParsedCard, field: Field, item: Item): TextEdit | null {
  const { text } = card;
  if (field.items.length > 1 && item.range === field.valueRange) return null;
  if (field.items.length < 2) return removeLines(text, field.keyRange.start, field.valueRange.end);
  if (text[field.valueRange.start] !== "[") {
    const dash = text.lastIndexOf("-", item.range.start - 1);
    return removeLines(text, dash, item.range.end);
  }
  const at = field.items.indexOf(item);
  const next = field.items[at + 1];
  const before = field.items[at - 1];
  if (next !== undefined) return { range: { start: item.range.start, end: next.range.start }, newText: "" };
  return before === undefined
    ? null
    : { range: { start: before.range.end, end: item.range.end }, newText: "" };
}

/** Appends items to a field, in the style of its existing items; null if that style is not supported. */
export function appendItems(card: ParsedCard, field: Field, texts: readonly string[]): TextEdit | null {
  const { text } = card;
  const last = field.items.at(-1);
  if (last === undefined || !card.frontMatter.fields.has(field.key)) return null;
  if (field.valueRange === last.range) {
    const old = text.slice(last.range.start, last.range.end);
    // Inside brackets, a comma or a line break would change meaning; an alias refers to a list of its own.
    if (Array.isArray(field.value) || !/^[\w.-]+$|^"[^"\n]*"$|^'[^'\n]*'$/.test(old)) return null;
    return replaceValue(text, field, `[${[old, ...texts.map(yamlText)].join(", ")}]`);
  }
  const at = { start: last.range.end, end: last.range.end };
  if (text[field.valueRange.start] === "[") {
    return { range: at, newText: texts.map(each => `, ${yamlText(each)}`).join("") };
  }
  const dash = text.lastIndexOf("-", last.range.start - 1);
  const lead = text.slice(startOfLine(text, dash), dash);
  if (lead.trim() !== "" || /[\r\n]/.test(text.slice(dash, last.range.start))) return null;
  const end = lineEnd(text, last.range.end);
  const lines = texts.map(each => `${card.frontMatter.eol}${lead}- ${yamlText(each)}`);
  return { range: { start: end, end }, newText: lines.join("") };
}

/** Writes a text in place of a value, so that every parser reads that text whatever it contains. */
export function writeText(range: Range, text: string): TextEdit {
  return { range, newText: yamlText(text) };
}

const plainPattern = /^(?:[A-Za-z][\w.+/-]*|https?:\/\/[\w.+/-]+)$/;
const otherTypePattern = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;
// What JSON leaves as it is and YAML does not take, or takes for a line break.
const hiddenPattern = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A text as a YAML scalar on one line, in a list in brackets too: plain if every parser reads it as text, else in double quotes. */
export function yamlText(text: string): string {
  if (plainPattern.test(text) && !otherTypePattern.test(text)) return text;
  return JSON.stringify(text).replace(
    hiddenPattern,
    sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function replaceValue(text: string, { valueRange, keyRange }: Field, yaml: string): TextEdit {
  if (valueRange.start < valueRange.end) return { range: valueRange, newText: yaml };
  const colon = text.indexOf(":", keyRange.end) + 1;
  const space = /[ \t]/.test(text[colon] ?? "") ? colon + 1 : colon;
  const before = space === colon ? " " : "";
  const after = /[\r\n]/.test(text[space] ?? "\n") ? "" : " ";
  return { range: { start: space, end: space }, newText: before + yaml + after };
}

function removeLines(text: string, from: number, to: number): TextEdit | null {
  const start = startOfLine(text, from);
  const end = lineEnd(text, to);
  const rest = text.slice(start, from) + text.slice(to, end);
  // A comment goes with its line; anything else on the line would be lost without asking.
  if (!/^\s*(?:#.*)?$/.test(rest)) return null;
  return { range: { start, end: text.startsWith("\r\n", end) ? end + 2 : end + 1 }, newText: "" };
}

function lineEnd(text: string, at: number): number {
  for (let end = at; end < text.length; end++) {
    if (text[end] === "\n" || text[end] === "\r") return end;
  }
  return text.length;
}
