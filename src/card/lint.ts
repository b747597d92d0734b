import type { CardContext } from "./finding";
import { parseFrontMatter } from "./front-matter/parse-front-matter";
import { type LintResult, lintWith } from "./lint-with";
import { rules } from "./rules";

/**
 * Lints the text of a model card against what is known about the models it names. The caller makes sure that it is a
 * model card, and may pass its front matter if it has parsed that already. `countsAll` also yields the findings that are too
 * many to be listed, up to `mostFurther` for each rule.
 */
export function lintCard(
  text: string,
  context: CardContext,
  frontMatter = parseFrontMatter(text),
  countsAll = false,
): LintResult {
  return lintWith(rules, text, context, { frontMatter, countsAll });
}
