import { declaredTraits } from "../../card/licensing/declared-traits";
import type { FamilyEdge } from "../../lineage/family";
import type { Model, Relation } from "../../lineage/model";
import { draftModel, type LaidCard } from "../../lineage/traits/laid-card";
import type { ModelFacts } from "../family/model-facts";
import type { Index, ModelEntry } from "../ports/index-port";
import type { CardSubject } from "./card-subject";
import type { BesideCard } from "./fact-sheet";

/** A card that is open: its subject, and how its model was made from its parents. */
export interface OpenedCard {
  readonly subject: CardSubject;
  readonly relation: Relation;
}

/** The open cards of models on the Hub, to be laid over what the Hub says. Of several cards of one model, the last counts. */
export function laidCards(cards: readonly OpenedCard[]): readonly LaidCard[] {
  return cards.flatMap(({ subject, relation }) => {
    const id = subject.identity?.repo;
    if (id === undefined) return [];
    return [{ id, traits: declaredTraits(subject.frontMatter), parents: subject.parents, relation }];
  });
}

/**
 * The laid cards with what the index knows of parents that the Hub does not have as parents of their models. Once
 * `isSuperseded`, nobody wants them any more: the index is asked nothing else, and the cards are not complete.
 */
export async function withAncestors(
  facts: Pick<ModelFacts, "cards" | "onHub">,
  index: Pick<Index, "family" | "lookup">,
  isSuperseded: () => boolean = () => false,
): Promise<readonly LaidCard[]> {
  const laid: LaidCard[] = [];
  for (const card of facts.cards) {
    if (isSuperseded()) break;
    const found = facts.onHub(card.id);
    const known = new Set(found.state === "known" ? found.entry.parents.map(edge => edge.parent) : []);
    const added = card.parents.filter(id => !known.has(id));
    laid.push(added.length === 0 ? card : { ...card, above: await above(added, index, isSuperseded) });
  }
  return laid;
}

async function above(
  parents: readonly string[],
  index: Pick<Index, "family" | "lookup">,
  isSuperseded: () => boolean,
): Promise<NonNullable<LaidCard["above"]>> {
  const found = await index.lookup(parents);
  const missing = parents.filter((_, at) => {
    const lookup = found[at];
    return lookup?.state === "failed" && lookup.reason.startsWith("missing");
  });
  if (isSuperseded()) return { models: [], edges: [], missing };
  const families = await Promise.all(
    parents.filter(id => !missing.includes(id)).map(id => index.family({ id, down: 0 })),
  );
  const models = new Map<string, Model>();
  const edges = new Map<string, FamilyEdge>();
  for (const family of families) {
    for (const model of family.models) models.set(model.id, model);
    for (const edge of family.edges) edges.set(`${edge.child} ${edge.parent}`, edge);
    missing.push(...family.missing);
  }
  return { models: [...models.values()], edges: [...edges.values()], missing };
}

/** A card to compare models with: its model with the card laid over it, and the Hub's copy. */
export function besideCard({ subject, relation }: OpenedCard, facts: ModelFacts): BesideCard {
  const own = subject.identity?.repo;
  const laid = own === undefined ? null : known(facts.get(own));
  const onHub = own === undefined ? null : known(facts.onHub(own));
  const declared = draftModel(own ?? "", declaredTraits(subject.frontMatter));
  return { model: laid?.model ?? declared, onHub: onHub?.model ?? null, relation };
}

function known(found: ReturnType<ModelFacts["get"]>): ModelEntry | null {
  return found.state === "known" ? found.entry : null;
}
