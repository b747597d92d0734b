import { phrase, t } from "../../words/words";
import { cyclesOf } from "../cycles";
import type { Family, FamilyEdge } from "../family";
import { bareModel, type Edge, type Model, type Relation, unreadModel } from "../model";
import { showable } from "../showable";
import { lineOf } from "../walk";
import { mostParents } from "./read-traits";
import { type ComparedTrait, comparedTraits, differs, traitText } from "./trait-change";

/** What the text of a card declares of its model. */
export type CardTraits = Pick<
  Model,
  "license" | "licenseName" | "licenseLink" | "languages" | "task" | "library" | "datasets"
>;

/** An open card of a model on the Hub, to be laid over what the Hub says of that model. */
export interface LaidCard {
  /** The ID under which the model is known. */
  readonly id: string;
  readonly traits: CardTraits;
  readonly parents: readonly string[];
  /** How the model was made from its parents, as declared or inferred; `unknown` leaves it to the Hub. */
  readonly relation: Relation;
  /** What is known of parents that the Hub does not have as parents, and of their ancestors. */
  readonly above?: {
    readonly models: readonly Model[];
    readonly edges: readonly FamilyEdge[];
    readonly missing: readonly string[];
  };
}

/** A model as the Hub has it, while an open card says something else or the same. */
export interface HubCopy {
  readonly model: Model;
  readonly parents: readonly Edge[];
}

/** A family with the open cards laid over it, and the Hub's copies of the models that have one. */
export interface LaidFamily {
  readonly family: Family;
  readonly onHub: ReadonlyMap<string, HubCopy>;
}

/** One thing in which an open card differs from the Hub, in words. */
export interface CardDifference {
  readonly what: ComparedTrait | "parents" | "relation";
  readonly card: string;
  readonly hub: string;
}

/**
 * A model as its open card has it. The Hub infers a task and a library that no card declares, so an undeclared one stays.
 */
export function layOnModel(model: Model, { traits }: LaidCard): Model {
  const { unread: _, ...known } = model;
  return {
    ...known,
    ...traits,
    task: traits.task ?? model.task,
    library: traits.library ?? model.library,
  };
}

/** The edges to the parents that an open card names; `onHub` are those that the Hub has. */
export function layOnParents(onHub: readonly Edge[], card: LaidCard): readonly Edge[] {
  return card.parents.map(parent => {
    const known = onHub.find(edge => edge.parent === parent)?.relation ?? "unknown";
    return { child: card.id, parent, relation: card.relation === "unknown" ? known : card.relation };
  });
}

/** The model of a card that is on no Hub. */
export function draftModel(name: string, traits: CardTraits): Model {
  return { ...bareModel(name), ...traits };
}

/** In what an open card differs from the Hub's copy of its model; nothing if that was not read. */
export function cardDifferences(
  { model, parents }: HubCopy,
  laid: Model,
  laidParents: readonly Edge[],
): readonly CardDifference[] {
  if (model.unread) return [];
  const traits = comparedTraits
    .filter(trait => differs(trait, model, laid))
    .map(what => ({ what, card: traitText(what, laid), hub: traitText(what, model) }));
  return [
    ...traits,
    // Of longer lists, only the first parents are read, and the two need not begin alike.
    ...(Math.min(laidParents.length, parents.length) >= mostParents
      ? []
      : difference("parents", laidParents, parents, edge => edge.parent)),
    ...difference("relation", laidParents, parents, edge => edge.relation),
  ];
}

function difference(
  what: "parents" | "relation",
  laid: readonly Edge[],
  onHub: readonly Edge[],
  read: (edge: Edge) => string,
): CardDifference[] {
  const text = (edges: readonly Edge[]) => [...new Set(edges.map(read))].sort().join(", ");
  const [card, hub] = [text(laid), text(onHub)];
  return card === hub || (what === "relation" && (card === "" || hub === ""))
    ? []
    : [{ what, card: card || "–", hub: hub || "–" }];
}

/** What of an open card is not on the Hub, a line for each: "license: mit in this card, gemma on the Hub". */
export function differencesInWords(differences: readonly CardDifference[]): readonly string[] {
  return differences.map(
    ({ what, card, hub }) => t`${phrase(what)}: ${showable(card)} in this card, ${showable(hub)} on the Hub`,
  );
}

/** Lays open cards over a family: traits, parents, and relations are those of the cards. */
export function layCards(family: Family, cards: readonly LaidCard[]): LaidFamily {
  const places = new Map(family.models.map((model, at) => [model.id, at]));
  const wanted = cards.filter(card => places.has(card.id));
  if (wanted.length === 0) return { family, onHub: new Map() };
  const onHub = new Map<string, HubCopy>();
  const models = [...family.models];
  const edges = new Map<string, readonly FamilyEdge[]>();
  let isMoved = false;
  for (const card of wanted) {
    const at = places.get(card.id) ?? 0;
    const model = family.models[at] ?? unreadModel(card.id);
    const before = family.edges.filter(edge => edge.child === card.id);
    onHub.set(card.id, { model, parents: before });
    models[at] = layOnModel(model, card);
    const after = layOnParents(before, card);
    edges.set(card.id, after.length === before.length ? keepingSides(before, after) : after);
    isMoved ||= before.length !== after.length || after.some(edge => !hasParent(before, edge.parent));
  }
  const joined = [...family.edges.filter(edge => !edges.has(edge.child)), ...[...edges.values()].flat()];
  const laid: Family = { ...family, models, edges: joined };
  return { family: isMoved ? regathered(laid, wanted) : laid, onHub };
}

function hasParent(edges: readonly Edge[], parent: string): boolean {
  return edges.some(edge => edge.parent === parent);
}

/** Whether a parent is outside the family does not change while the parents stay. */
function keepingSides(before: readonly FamilyEdge[], after: readonly Edge[]): readonly FamilyEdge[] {
  const outside = new Set(before.filter(edge => edge.outside).map(edge => edge.parent));
  return after.map(edge => (outside.has(edge.parent) ? { ...edge, outside: true as const } : edge));
}

/** The family after cards named other parents: those with their ancestors, without what is no longer connected. */
function regathered(family: Family, cards: readonly LaidCard[]): Family {
  const models = new Map(family.models.map(model => [model.id, model]));
  const missing = new Set([...family.missing, ...cards.flatMap(card => card.above?.missing ?? [])]);
  const all: Edge[] = [...family.edges];
  const laid = new Set(cards.map(card => card.id));
  for (const { parents, above } of cards) {
    for (const model of above?.models ?? []) if (!models.has(model.id)) models.set(model.id, model);
    const known = new Set(all.map(edge => edge.child));
    for (const edge of above?.edges ?? [])
      if (!laid.has(edge.child) && !known.has(edge.child)) all.push(edge);
    for (const id of parents) if (!models.has(id) && !missing.has(id)) models.set(id, unreadModel(id));
  }
  const members = lineOf(family.root, all, id => models.has(id));
  const edges = all.filter(edge => members.has(edge.child) && edge.child !== edge.parent);
  return {
    ...family,
    models: [...members].flatMap(id => models.get(id) ?? []),
    edges: edges.map(({ child, parent, relation }) => {
      const edge = { child, parent, relation };
      return members.has(parent) ? edge : { ...edge, outside: true as const };
    }),
    missing: [...missing].filter(id => hasParent(edges, id) && !members.has(id)).sort(),
    cycles: cyclesOf(all.filter(edge => members.has(edge.child) && members.has(edge.parent))),
    unchecked: family.unchecked.filter(id => members.has(id)),
  };
}
