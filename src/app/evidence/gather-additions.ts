import { declaredTraits } from "../../card/card";
import type { Additions } from "../../card/obligations/addition-sources";
import { additionsFor } from "../../card/obligations/additions";
import type { Obligations } from "../../card/obligations/obligations";
import { gatherObliged, legalTexts, type ObligationPorts, type ObligedCard } from "./gather-obligations";

/** Ancestors whose license files are read for one card. */
const mostAncestors = 20;

/** What additions ask of others. */
export interface AdditionPorts extends ObligationPorts {
  /** The text of a license that may be shipped; null if there is none. */
  shipped(license: string): string | null;
  /** The Hub's address, without a final slash. */
  readonly endpoint: string;
}

/**
 * Says what would meet the obligations of a card that nothing meets, with the license files of its ancestors where they can be
 * read: they have the notices that must be passed on.
 */
export async function gatherAdditions(
  card: ObligedCard,
  ports: AdditionPorts,
): Promise<{ readonly found: Obligations; readonly made: Additions }> {
  const { found, context, contents } = await gatherObliged(card, ports);
  const wanted = found.obligations.filter(
    ({ duty, state }) => state === "missing" || (duty === "notice-file" && state === "to check"),
  );
  const ofAncestors = new Map<string, ReadonlyMap<string, string>>();
  for (const id of new Set(wanted.map(({ ancestor }) => ancestor))) {
    if (ofAncestors.size >= mostAncestors) break;
    const files = ports.filesOf(id);
    // A gated ancestor shows its files only to whoever accepted its terms: then a shipped text or an address stands in.
    const names = (await files?.list())?.map(({ name }) => name) ?? [];
    if (files !== null && names.length > 0) ofAncestors.set(id, await legalTexts(files, names, ports.failed));
  }
  const made = additionsFor(found, {
    ...{ card: card.text, context, contents, ofAncestors },
    own: declaredTraits(card.frontMatter).license,
    shipped: license => ports.shipped(license),
    endpoint: ports.endpoint,
  });
  return { found, made };
}
