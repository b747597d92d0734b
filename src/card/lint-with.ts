import { disablesIn, disablingReason } from "./disable";
import type { CardContext, Finding, ParsedCard, Rule } from "./finding";
import type { FrontMatter } from "./front-matter/front-matter";
import { parseFrontMatter } from "./front-matter/parse-front-matter";

/** A finding that a comment in the card silences, and the reason given there. */
export interface SilencedFinding {
  readonly finding: Finding;
  readonly reason: string;
}

/** The result of linting a card: its front matter as far as it can be read, and the findings in order of position. */
export interface LintResult {
  readonly frontMatter: FrontMatter;
  readonly findings: readonly Finding[];
  readonly silenced: readonly SilencedFinding[];
  /** Further findings of rules that find more than are listed; empty unless they were to be counted. */
  readonly further: readonly Finding[];
}

// More findings of one rule than anybody reads; a list of thousands of bad ids would slow the editor down.
const maxFindings = 100;

/** The most findings of one rule that are counted without being listed. */
export const mostFurther = 1_000;

/** The rule that speaks for every field whose value has the wrong shape; it comes before the rules of single fields. */
const shapeRule = "front-matter/wrong-type";

/** How a card is linted. */
interface LintOptions {
  /** The front matter of the text, if it has been parsed already. */
  readonly frontMatter?: FrontMatter;
  /** Whether the findings that are too many to be listed are yielded too. */
  readonly countsAll?: boolean;
}

/** Lints the text of a model card with some rules: a program that needs few of them holds no others. */
export function lintWith(
  rules: readonly Rule[],
  text: string,
  context: CardContext,
  { frontMatter = parseFrontMatter(text), countsAll = false }: LintOptions = {},
): LintResult {
  const disables = disablesIn(text, frontMatter, id => rules.some(rule => rule.id === id));
  const card: ParsedCard = { text, frontMatter: soundPart(frontMatter), disables };
  const reasonFor = disablingReason(disables);
  const findings: Finding[] = [];
  const silenced: SilencedFinding[] = [];
  const further: Finding[] = [];
  // Where a value has the wrong shape, nothing else is said about it.
  const wrong = new Map<number, number>();
  for (const { id, severity, check } of rules) {
    let left = maxFindings;
    let uncounted = countsAll ? mostFurther : 0;
    for (const said of check(card, context)) {
      if (wrong.has(said.range.start) && wrong.get(said.range.start) === said.range.end) continue;
      if (left === 0 && uncounted === 0) break;
      const finding = { rule: id, severity, ...said };
      const reason = reasonFor(finding);
      if (left === 0) {
        uncounted -= 1;
        if (reason === null) further.push(finding);
        continue;
      }
      left -= 1;
      if (reason === null) findings.push(finding);
      else silenced.push({ finding, reason });
    }
    if (id !== shapeRule) continue;
    for (const { rule, range } of [...findings, ...silenced.map(each => each.finding)])
      if (rule === shapeRule) wrong.set(range.start, range.end);
  }
  findings.sort((a, b) => a.range.start - b.range.start);
  return { frontMatter, findings, silenced, further };
}

/** The front matter up to the first place where it breaks: after that, the text may not mean what it seems to. */
function soundPart(frontMatter: FrontMatter): FrontMatter {
  const first = frontMatter.problems.find(each => !each.isUnread);
  if (first === undefined) return frontMatter;
  const before = [...frontMatter.fields].filter(([, { valueRange }]) => valueRange.end < first.range.start);
  return { ...frontMatter, fields: new Map(before) };
}
