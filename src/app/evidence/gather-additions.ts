import { declaredTraits } from "../../card/licensing/declared-traits";
import type { Additions } from "../../card/obligations/addition-sources";
import { additionsFor } from "../../card/obligations/additions";
import type { AncestorFiles } from "../../card/obligations/ancestor-files";
import { type Obligations, obligationsOf } from "../../card/obligations/obligations";
import { publicEndpoint } from "../card/identify";
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
 * Says what would meet the obligations of a card that nothing meets, and judges them by the license files of its ancestors where
 * they can be read: they have the notices that must be passed on.
 */
export async function gatherAdditions(
  card: ObligedCard,
  ports: AdditionPorts,
): Promise<{ readonly found: Obligations; readonly made: Additions }> {
  const { found: first, parsed, context, contents } = await gatherObliged(card, ports);
  const ids = ancestorsToRead(first);
  const ofAncestors = new Map<string, AncestorFiles>();
  for (const id of ids.slice(0, mostAncestors)) {
    const files = ports.filesOf(id);
    // A gated ancestor shows its files only to whoever accepted its terms: then a shipped text or an address stands in.
    const list = (await files?.list()) ?? null;
    if (files === null || list === null) continue;
    const names = list.map(({ name }) => name);
    ofAncestors.set(id, await legalTexts(files, names, message => ports.failed(`${id}: ${message}`)));
  }
  const rest = ids.slice(mostAncestors);
  const [more = ""] = rest;
  if (rest.length > 0)
    ports.failed(
      `The license files of ${mostAncestors} ancestors were read, and not those of ${more}${rest.length > 1 ? ` and ${rest.length - 1} more` : ""}: look at their notices yourself.`,
    );
  const found = obligationsOf(parsed, context, { contents, ofAncestors });
  const made = additionsFor(found, {
    ...{ card: card.text, context, contents, ofAncestors },
    own: declaredTraits(card.frontMatter).license,
    shipped: license => ports.shipped(license),
    endpoint: publicEndpoint(ports.endpoint),
  });
  return { found, made };
}

/** Ancestors with notices or a text of a license to pass on, nearest first. */
function ancestorsToRead({ obligations }: Obligations): readonly string[] {
  const asked = obligations.filter(
    ({ duty, state }) => duty === "copyright" || duty === "notice-file" || state === "missing",
  );
  const nearest = [...asked].sort((a, b) => a.path.length - b.path.length);
  return [...new Set(nearest.map(({ ancestor }) => ancestor))];
}
