import { fixAll } from "../../../src/app/card/fix-all";
import type { CardContext, Finding } from "../../../src/card/finding";
import { lintCard } from "../../../src/card/lint";
import { applyFix, contextOf } from "../../unit/card/fixture-cards";
import { cardSeeds, cardWords } from "../card-seeds";
import { type FuzzTarget, holds } from "../fuzz-target";

/** `lint --fix` and the editor's quick fixes. */
export const fix: FuzzTarget = {
  name: "fix",
  oracle:
    "Fixing never throws; a second run changes nothing; the text below the front matter stays as it was; and no fix adds an error or breaks front matter that was sound.",
  seeds: cardSeeds,
  words: cardWords,
  check(input) {
    const text = new TextDecoder().decode(input);
    const context = contextOf(text);
    const lint = (card: string) => lintCard(card, context).findings;
    const once = fixAll(text, lint);
    const twice = fixAll(once.text, lint);
    holds(
      twice.text === once.text,
      () => `a second run changes ${quoted(once.text)} to ${quoted(twice.text)}`,
    );
    checkBody(text, once.text);
    checkNoWorse(text, once.text, context, "all fixes");
    for (const finding of lint(text))
      for (const one of finding.fixes) checkNoWorse(text, applyFix(text, one), context, one.title);
  },
};

function checkBody(before: string, after: string): void {
  const block = lintCard(before, contextOf(before)).frontMatter.block;
  const body = block === null ? before : before.slice(block.end);
  holds(after.endsWith(body), () => `the text below the front matter changed: ${quoted(after)}`);
}

function checkNoWorse(before: string, after: string, context: CardContext, what: string): void {
  const [old, present] = [lintCard(before, context), lintCard(after, context)];
  const errors = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === "error");
  const [had, has] = [errors(old.findings), errors(present.findings)];
  const known = new Set(had.map(({ rule }) => rule));
  const added = has.find(({ rule }) => !known.has(rule));
  holds(added === undefined, () => `${what} adds ${added?.rule} (${added?.message}) in ${quoted(after)}`);
  const isWhole = old.frontMatter.problems.length === 0;
  holds(!isWhole || present.frontMatter.problems.length === 0, () => `${what} breaks ${quoted(after)}`);
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 300));
}
