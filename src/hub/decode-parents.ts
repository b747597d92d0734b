import type { DecodedModel, DecodedParent, Oddity } from "../app/ports/decoder-ports";
import { asList, asObject, type JsonObject } from "../lineage/checked-json";
import { isRelation, type Relation } from "../lineage/model";
import { longestId, mostListed, mostParents } from "../lineage/traits/read-traits";

/**
 * The characters and length of an id. Wider than the rules for a new id, because the Hub still serves old models and
 * keeps old mistakes (`llama-3-8b.`, `a--b`), but too narrow for a path, an address, or markup.
 */
export const idShape = /^\w[\w.-]{0,95}(\/\w[\w.-]{0,95})?$/;

/** What follows a prefix in the tags that have it. */
export function tagValues(tags: readonly string[], prefix: string): readonly string[] {
  return tags.filter(tag => tag.startsWith(prefix) && tag !== prefix).map(tag => tag.slice(prefix.length));
}

/** The parents that one source names, in its order, with the relations that it gives for each. */
type Claims = ReadonlyMap<string, readonly Relation[]>;

/** Collects the claims of one source, and what is odd about them. */
class Claiming {
  readonly claims = new Map<string, Relation[]>();
  readonly #odd: Map<string, Oddity>;

  constructor(odd: Map<string, Oddity>) {
    this.#odd = odd;
  }

  /**
   * Adds a parent from trimmed text. Text that was never meant to be a repo id is noted as odd instead: paths (`./out`,
   * `/content/x`, `a/b/c`), addresses, and sentences lead to no model. A mistyped id (`llama-3-8b.`) is kept, because a
   * family shows it as missing.
   */
  add(text: string, relation: Relation | null): void {
    const id = text.trim();
    if (id === "" || text.length > longestId || /\p{Cc}/u.test(id)) return;
    if (!idShape.test(id)) {
      this.#note("not-an-id", id);
      return;
    }
    if (id !== text) this.#note("white-space", id);
    const known = this.claims.get(id) ?? [];
    if (relation !== null && !known.includes(relation)) known.push(relation);
    this.claims.set(id, known);
  }

  #note(kind: Oddity["kind"], detail: string): void {
    this.#odd.set(`${kind} ${detail}`, { kind, detail });
  }
}

/**
 * Merges what the Hub resolved (`baseModels`), what it tagged, and what the card declares, in that order. A parent that
 * only the card names is unresolved, unless the Hub resolved an equal number that the card does not name: those are
 * the same parents under new names, and the old names are left out. If relations contradict each other, the Hub's own
 * (`baseModels`) wins and the others are reported as oddities.
 */
export function decodeParents(
  item: JsonObject,
  card: JsonObject | null,
  tags: readonly string[],
): Pick<DecodedModel, "parents" | "oddities"> {
  const odd = new Map<string, Oddity>();
  const baseModels = asObject(item.baseModels);
  const resolved = resolvedClaims(baseModels);
  const tagged = tagClaims(tags, odd);
  const declared = cardClaims(card, odd);
  const common = firstRelation(resolved) ?? firstRelation(tagged) ?? firstRelation(declared);
  const leftOver = dropRenamed(declared, new Map([...tagged, ...resolved]));
  const names = new Set([...resolved.keys(), ...tagged.keys(), ...leftOver.names]);
  const outcome = baseModels === null || leftOver.uncertain ? null : false;
  if (names.size > mostParents) {
    odd.set("too-many-parents", { kind: "too-many-parents", detail: String(names.size) });
  }
  const parents = [...names].slice(0, mostParents).map((parent): DecodedParent => {
    const told = [resolved, tagged, declared].flatMap(claims => claims.get(parent) ?? []);
    const relation = told[0] ?? common ?? "unknown";
    for (const other of new Set(told.filter(each => each !== relation))) {
      const detail = `${parent}: ${relation}, also ${other}`;
      odd.set(detail, { kind: "relation-disagreement", detail });
    }
    return { parent, relation, resolved: resolved.has(parent) ? true : outcome };
  });
  return odd.size === 0 ? { parents } : { parents, oddities: [...odd.values()] };
}

function resolvedClaims(baseModels: JsonObject | null): Claims {
  const relation = asRelation(baseModels?.relation);
  const claims = new Map<string, Relation[]>();
  for (const entry of asList(baseModels?.models).slice(0, mostListed)) {
    const id = asObject(entry)?.id;
    if (typeof id === "string" && idShape.test(id)) claims.set(id, relation === null ? [] : [relation]);
  }
  return claims;
}

/** Reads `base_model:ID` and `base_model:RELATION:ID`; a relation that we do not use (such as `distill`) is unknown. */
function tagClaims(tags: readonly string[], odd: Map<string, Oddity>): Claims {
  const claiming = new Claiming(odd);
  for (const value of tagValues(tags, "base_model:")) {
    const [, word, id] = /^([a-z_]+):(.*)$/s.exec(value) ?? [];
    claiming.add(id ?? value, word === undefined ? null : asRelation(word));
  }
  return claiming.claims;
}

function cardClaims(card: JsonObject | null, odd: Map<string, Oddity>): Claims {
  const relation = asRelation(card?.base_model_relation);
  const claiming = new Claiming(odd);
  const declared = card?.base_model;
  for (const text of (Array.isArray(declared) ? declared : [declared]).slice(0, mostListed)) {
    if (typeof text === "string") claiming.add(text, relation);
  }
  return claiming.claims;
}

function asRelation(value: unknown): Relation | null {
  return isRelation(value) && value !== "unknown" ? value : null;
}

function firstRelation(claims: Claims): Relation | null {
  for (const [relation] of claims.values()) if (relation !== undefined) return relation;
  return null;
}

/** What the card names beyond what the Hub knows, compared ignoring case as the Hub does. */
function dropRenamed(declared: Claims, known: Claims): { names: readonly string[]; uncertain: boolean } {
  const lower = (claims: Claims) => new Set([...claims.keys()].map(id => id.toLowerCase()));
  const [declaredIds, knownIds] = [lower(declared), lower(known)];
  const names = [...declared.keys()].filter(id => !knownIds.has(id.toLowerCase()));
  const strangers = [...knownIds].filter(id => !declaredIds.has(id)).length;
  if (strangers > 0 && strangers === names.length) return { names: [], uncertain: false };
  return { names, uncertain: strangers > 0 };
}
