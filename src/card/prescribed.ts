import { type LicenseNotice, licenseNotice, saysSentence } from "../licenses/license-notices";
import { type Ancestor, ancestry } from "./ancestors";
import type { CardContext, ParsedCard } from "./finding";
import { shownBody } from "./obligations/shown-body";

/** A license that prescribes words, and the ancestor that has it. */
export interface Prescribing {
  readonly license: string;
  readonly ancestor: Ancestor;
  readonly words: LicenseNotice;
}

/** The licenses of the card's ancestors that prescribe words, each once, with its nearest ancestor. */
export function prescribing(card: ParsedCard, context: CardContext): readonly Prescribing[] {
  const found = new Map<string, Prescribing>();
  for (const ancestor of ancestry(card, context).ancestors) {
    const { license } = ancestor.model;
    const words = license === null ? null : licenseNotice(license);
    if (license === null || words === null || found.has(license)) continue;
    found.set(license, { license, ancestor, words });
  }
  return [...found.values()];
}

// No model card has that much prose; searching it would slow the editor down.
const longestBody = 1_000_000;

/** Whether the body of a card shows a sentence, outside of comments; true if the body is too long to search. */
export function bodySays(card: ParsedCard, sentence: string): boolean {
  const start = card.frontMatter.block?.end ?? 0;
  if (card.text.length - start > longestBody) return true;
  // A body that does not have the sentence at all is not read line by line.
  return saysSentence(card.text.slice(start), sentence) && saysSentence(shownBody(card).text, sentence);
}
