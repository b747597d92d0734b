import type { FrontMatter } from "./front-matter/front-matter";
import { startOfLine } from "./front-matter/line-at";
import type { Range } from "./position";

/** A comment in the front matter that silences rules, for one line or for the entire card. */
export interface Disable {
  /** The rules that it names. */
  readonly rules: readonly string[];
  /** The ones that do not exist. */
  readonly unknown: readonly string[];
  /** The text after the colon; empty if there is none. */
  readonly reason: string;
  /** The comment itself. */
  readonly range: Range;
  /** Findings that start in this range are silenced; null for the entire card. */
  readonly scope: Range | null;
}

const marker = "# hub-lineage-disable";

/**
 * The comments that silence rules: `# hub-lineage-disable-line rule, rule: reason` at the end of a line,
 * `-disable-next-line` above it, `# hub-lineage-disable rule: reason` for the card.
 */
export function disablesIn(
  text: string,
  { block, fields }: FrontMatter,
  isRule: (id: string) => boolean,
): readonly Disable[] {
  if (block === null) return [];
  const found: Disable[] = [];
  const yaml = text.slice(0, block.end);
  // Hardly any card has such a comment.
  if (yaml.indexOf(marker, block.start) < 0) return found;
  const isText = textsWithMarker(text, fields);
  for (let at = yaml.indexOf(marker, block.start); at >= 0; at = yaml.indexOf(marker, at)) {
    const lineStart = startOfLine(text, at);
    const lineEnd = endOfLine(text, at, block.end);
    const before = at === lineStart ? " " : (text[at - 1] ?? " ");
    const disable =
      /\s/.test(before) && !isText(at) ? read(text, { start: at, end: lineEnd }, lineStart, block.end) : null;
    if (disable !== null) found.push({ ...disable, unknown: disable.rules.filter(rule => !isRule(rule)) });
    at = lineEnd;
  }
  return found;
}

/**
 * What tells whether an offset is in quoted text or a text block, where nothing is a comment; to be asked for increasing
 * offsets. Text inside objects is not looked into.
 */
function textsWithMarker(text: string, fields: FrontMatter["fields"]): (at: number) => boolean {
  const texts = [...fields.values()]
    .flatMap(({ items }) => items)
    .filter(({ value }) => typeof value === "string")
    .map(({ range: { start, end } }) => {
      // Behind | or > on its line, a comment is one.
      const isBlock = text[start] === "|" || text[start] === ">";
      return { start: isBlock ? endOfLine(text, start, end) : start, end };
    })
    .filter(({ start, end }) => text.slice(start, end).includes(marker))
    .sort((one, other) => one.start - other.start);
  let next = 0;
  return at => {
    while (next < texts.length && (texts[next]?.end ?? 0) <= at) next++;
    const here = texts[next];
    return here !== undefined && here.start <= at;
  };
}

/** What tells the reason for silencing a finding (empty if the comment gives none), or null if nothing silences it. */
export function disablingReason(
  disables: readonly Disable[],
): (finding: { readonly rule: string; readonly range: Range }) => string | null {
  const byRule = new Map<string, Disable[]>();
  for (const disable of disables)
    for (const rule of new Set(disable.rules)) {
      const known = byRule.get(rule);
      if (known === undefined) byRule.set(rule, [disable]);
      else known.push(disable);
    }
  return ({ rule, range: { start } }) => {
    const silencing = byRule
      .get(rule)
      ?.find(({ scope }) => scope === null || (scope.start <= start && start <= scope.end));
    return silencing?.reason ?? null;
  };
}

function read(
  text: string,
  range: Range,
  lineStart: number,
  blockEnd: number,
): Omit<Disable, "unknown"> | null {
  const words = text.slice(range.start + marker.length, Math.min(range.end, range.start + 1_000));
  const form = words.startsWith("-next-line") ? "-next-line" : words.startsWith("-line") ? "-line" : "";
  const rest = words.slice(form.length);
  if (!/^(?:\s|$)/.test(rest)) return null;
  const colon = rest.indexOf(":");
  const names = colon < 0 ? rest : rest.slice(0, colon);
  const rules = names.split(/[\s,]+/).filter(name => name !== "");
  const reason = colon < 0 ? "" : rest.slice(colon + 1).trim();
  return { rules, reason, range, scope: scopeOf(text, form, range, lineStart, blockEnd) };
}

function scopeOf(
  text: string,
  form: "-line" | "-next-line" | "",
  { end }: Range,
  lineStart: number,
  blockEnd: number,
): Range | null {
  if (form === "") return null;
  if (form === "-line") return { start: lineStart, end };
  const next = text.startsWith("\r\n", end) ? end + 2 : end + 1;
  return { start: next, end: endOfLine(text, next, blockEnd) };
}

function endOfLine(text: string, from: number, limit: number): number {
  let end = from;
  while (end < limit && text[end] !== "\n" && text[end] !== "\r") end++;
  return end;
}
