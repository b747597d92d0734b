import { type LicenseNotice, licenseNotice, saysSentence } from "../licenses/license-notices";
import { type Ancestor, ancestry } from "./ancestors";
import type { CardContext, ParsedCard } from "./finding";

/** A license of an ancestor that prescribes words, and the ancestor that has it. */
export interface Prescribing {
  readonly license: string;
  readonly ancestor: Ancestor;
  readonly words: LicenseNotice;
}

/** The licenses among the card's ancestors that prescribe words, each once, the nearest ancestor of each. */
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

// Prose of that length is no model card's; looking through it would hold up the editor.
const longestBody = 1_000_000;

/** Whether the text of a card below its front matter has a sentence; true where it is too long to look. */
export function bodySays({ text, frontMatter }: ParsedCard, sentence: string): boolean {
  const start = frontMatter.block?.end ?? 0;
  return text.length - start > longestBody || saysSentence(text.slice(start), sentence);
}
