import { fixAll, isSound, type ReadCard } from "../../../src/app/card/fix-all";
import type { CardContext, Finding } from "../../../src/card/finding";
import { lintCard } from "../../../src/card/lint";
import { applyFix, contextOf } from "../../unit/card/fixture-cards";
import { cardSeeds, cardWords } from "../card-seeds";
import { type FuzzTarget, holds } from "../fuzz-target";

/** `lint --fix` and the editor's quick fixes. */
export const fix: FuzzTarget = {
  name: "fix",
  oracle:
    "Fixing never throws; a second run changes nothing; the text below front matter that the Hub finds stays as it was; and no fix that is offered adds an error to front matter that was sound, or breaks it.",
  seeds: cardSeeds,
  words: cardWords,
  async check(input) {
    const text = new TextDecoder().decode(input);
    const context = contextOf(text);
    const read: ReadCard = async card => ({ text: card, ...lintCard(card, context) });
    const once = await fixAll(text, read);
    const twice = await fixAll(once.text, read);
    holds(
      twice.text === once.text,
      () => `a second run changes ${quoted(once.text)} to ${quoted(twice.text)}`,
    );
    checkBody(text, once.text);
    checkNoWorse(text, once.text, context, "all fixes");
    const now = { text, ...lintCard(text, context) };
    for (const one of now.findings.flatMap(({ fixes }) => fixes))
      if (await isSound(now, one, read)) checkNoWorse(text, applyFix(text, one), context, one.title);
  },
};

function checkBody(before: string, after: string): void {
  const block = lintCard(before, contextOf(before)).frontMatter.block;
  // A block that is not where the Hub looks is moved there, past what stands above it.
  if (block === null) return;
  holds(
    after.endsWith(before.slice(block.end)),
    () => `the text below the front matter changed: ${quoted(after)}`,
  );
}

function checkNoWorse(before: string, after: string, context: CardContext, what: string): void {
  const [old, present] = [lintCard(before, context), lintCard(after, context)];
  const errors = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === "error");
  const [had, has] = [errors(old.findings), errors(present.findings)];
  const known = new Set(had.map(({ rule }) => rule));
  const isWhole = old.frontMatter.problems.length === 0;
  // Mending a fault may bring to light what was wrong below it.
  const added = isWhole ? has.find(({ rule }) => !known.has(rule)) : undefined;
  holds(added === undefined, () => `${what} adds ${added?.rule} (${added?.message}) in ${quoted(after)}`);
  holds(!isWhole || present.frontMatter.problems.length === 0, () => `${what} breaks ${quoted(after)}`);
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 300));
}
