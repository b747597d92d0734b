import { type LicenseNotice, licenseNotice, saysSentence } from "../licenses/license-notices";
import { type Ancestor, ancestry } from "./ancestors";
import type { CardContext, ParsedCard } from "./finding";

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

/** Whether the body of a card contains a sentence; true if the body is too long to search. */
export function bodySays({ text, frontMatter }: ParsedCard, sentence: string): boolean {
  const start = frontMatter.block?.end ?? 0;
  return text.length - start > longestBody || saysSentence(text.slice(start), sentence);
}
