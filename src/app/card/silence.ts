import { disablesIn } from "../../card/disable";
import type { Finding, TextEdit } from "../../card/finding";
import { applyEdits } from "../../card/fixes/apply-edits";
import type { FrontMatter } from "../../card/front-matter/front-matter";
import { startOfLine } from "../../card/front-matter/line-at";
import { isRule } from "../../card/lint-settings";

/** A comment that silences a finding, and the position of the reason for the user to fill in. */
export interface Silence {
  readonly edit: TextEdit;
  /** Position in the new text of the `reason` placeholder; null if there already is a reason. */
  readonly reason: { readonly start: number; readonly end: number } | null;
}

const placeholder = "reason";

/**
 * Creates the comment that silences a finding: at the end of its line if possible, otherwise above it, otherwise at the
 * top for the whole card. Null if every such comment would change the meaning of the front matter, as checked by `parse`.
 */
export async function silence(
  text: string,
  frontMatter: FrontMatter,
  finding: Finding,
  parse: (text: string) => Promise<FrontMatter>,
): Promise<Silence | null> {
  const candidates = [
    inComment(text, frontMatter, finding),
    atLineEnd(text, frontMatter, finding),
    above(text, frontMatter, finding),
    forCard(frontMatter, finding),
  ];
  const before = saying(frontMatter);
  for (const each of candidates) {
    if (each === null) continue;
    const after = await parse(applyEdits(text, [each.edit]));
    if (after.problems.length === frontMatter.problems.length && saying(after) === before) return each;
  }
  return null;
}

/** Adds the rule to a comment that already silences other rules on the line. */
function inComment(text: string, frontMatter: FrontMatter, { rule, range }: Finding): Silence | null {
  const there = disablesIn(text, frontMatter, isRule).find(
    ({ scope, rules }) =>
      scope !== null && rules.length > 0 && scope.start <= range.start && range.start <= scope.end,
  );
  if (there === undefined) return null;
  const colon = text.indexOf(":", there.range.start);
  const end = colon < 0 || colon > there.range.end ? there.range.end : colon;
  const at = text.slice(0, end).trimEnd().length;
  return { edit: { range: { start: at, end: at }, newText: `, ${rule}` }, reason: null };
}

function atLineEnd(text: string, { block }: FrontMatter, { rule, range }: Finding): Silence | null {
  if (block === null || range.start < block.start || range.start > block.end) return null;
  const rest = /[\r\n]/g;
  rest.lastIndex = range.start;
  const end = Math.min(rest.exec(text)?.index ?? text.length, block.end);
  const at = text.slice(0, end).trimEnd().length;
  return comment({ start: at, end }, " # hub-lineage-disable-line", rule, "");
}

function above(text: string, { block, eol }: FrontMatter, { rule, range }: Finding): Silence | null {
  if (block === null || range.start < block.start || range.start > block.end) return null;
  const at = startOfLine(text, range.start);
  return comment({ start: at, end: at }, "# hub-lineage-disable-next-line", rule, eol);
}

function forCard({ block, eol }: FrontMatter, { rule }: Finding): Silence | null {
  if (block === null) return null;
  return comment({ start: block.start, end: block.start }, "# hub-lineage-disable", rule, eol);
}

function comment(range: TextEdit["range"], marker: string, rule: string, after: string): Silence {
  const lead = `${marker} ${rule}: `;
  return {
    edit: { range, newText: lead + placeholder + after },
    reason: { start: lead.length, end: lead.length + placeholder.length },
  };
}

function saying({ fields }: FrontMatter): string {
  return JSON.stringify([...fields].map(([key, { value }]) => [key, value]));
}
