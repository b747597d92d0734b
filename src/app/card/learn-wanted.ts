import type { CardContext, KnownModel, ParsedCard } from "../../card/finding";
import { wantedIds } from "../../card/wanted";

/** Models that are looked up for one card. */
const mostModels = 300;

/**
 * Looks up what the rules could say more about if it were known, until nothing is left: a known parent names its own parents.
 * `known` takes what is found; `context` looks there.
 */
export async function learnWanted(
  card: Pick<ParsedCard, "text" | "frontMatter">,
  context: CardContext,
  known: Map<string, KnownModel>,
  lookup: (id: string) => Promise<KnownModel>,
): Promise<void> {
  for (;;) {
    const ids = wantedIds(card, context).filter(id => !known.has(id));
    if (ids.length === 0 || known.size >= mostModels) return;
    for (const id of ids.slice(0, mostModels - known.size)) known.set(id, await lookup(id));
  }
}
