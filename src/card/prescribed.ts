import { type LicenseNotice, licenseNotice } from "../traits/license-notices";
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

/** The text of a card below its front matter. */
export function bodyOf({ text, frontMatter }: ParsedCard): string {
  return text.slice(frontMatter.block?.end ?? 0);
}
