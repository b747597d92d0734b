import type { ModelFacts } from "../family/model-facts";
import type { FamilyReader } from "../family/read-family";
import { forEachWithLimit } from "../for-each-with-limit";
import { HubError, stopping } from "../ports/errors";
import type { Hub } from "../ports/hub-port";
import { budgetedHub, type CardBudget, SpentBudget, spentBudget } from "./card-budget";

/** What reading for an open card needs. */
export interface CardReading {
  readonly hub: Hub;
  readonly reader: FamilyReader;
  readonly facts: ModelFacts;
  failed(id: string, error: HubError): void;
}

/** What to read: the models that a card names, and its own, if it has one, with its children. */
export interface CardNeeds {
  readonly ids: readonly string[];
  readonly own: string | null;
}

/**
 * Reads what an open card needs from the Hub, within its budget. Failures go to `failed`, a spent budget once, with the
 * number of models that it leaves unread.
 */
export async function readForCard(
  { hub, reader, facts, failed }: CardReading,
  { ids, own }: CardNeeds,
  budget: CardBudget,
): Promise<void> {
  const within = reader.over(budgetedHub(hub, budget));
  const unread = new Set<string>();
  let goesOn = true;
  let isSpent = false;
  const note = (id: string, error: HubError): void => {
    if (stopping.has(error.reason)) goesOn = false;
    if (error instanceof SpentBudget) {
      isSpent = true;
      unread.add(id);
    } else failed(id, error);
  };
  await forEachWithLimit(ids, async id => {
    if (goesOn) await facts.read(id, { ancestors: id === own || own === null, reader: within, failed: note });
    else if (facts.get(id).state === "unknown") unread.add(id);
  });
  if (goesOn && own !== null && facts.get(own).state === "known") {
    await within.readChildren(own).catch((error: unknown) => {
      if (!(error instanceof HubError)) throw error;
      note(own, error);
    });
    await facts.load([own]);
  }
  const [first = null] = unread;
  if (isSpent) failed(own ?? first ?? "", new HubError("rate-limited", spentBudget(unread.size)));
}
