import type { Model, Relation } from "../lineage/model";
import { declaredParents, unreadParents } from "./card";
import type { CardContext, ParsedCard } from "./finding";
import { isSelf, relationOf } from "./parents";

/** A known model that the card's model descends from. */
export interface Ancestor {
  readonly model: Model;
  /** The ids on the path from the declared parent to it, both included. */
  readonly path: readonly string[];
  /**
   * The relation over all steps of the path: `adapter` if any step is one, else `unknown` if any step is unknown,
   * else `quantized` if all are, else `finetune`; a single step keeps its own relation.
   */
  readonly relation: Relation;
}

/** The known ancestors of a card's model, nearest first. */
export interface Ancestry {
  readonly ancestors: readonly Ancestor[];
  /** Whether these are all; false if a model on the path is unknown or hidden, or if there are too many to walk. */
  readonly isWhole: boolean;
}

// Real chains are up to 40 deep; a hostile index could hold a mesh of thousands.
const maxAncestors = 300;
const maxLookups = 1000;

/** Walks up from the declared parents through known models, visiting each once. */
export function ancestry(card: Pick<ParsedCard, "frontMatter">, context: CardContext): Ancestry {
  const own = relationOf(card, context);
  const ancestors: Ancestor[] = [];
  const seen = new Set<string>(context.repo === null ? [] : [context.repo]);
  let isWhole = unreadParents(card.frontMatter) === null;
  let lookups = 0;
  let level = declaredParents(card.frontMatter).flatMap(({ id, problem }) => {
    if (problem !== null) isWhole = false;
    return problem !== null || isSelf(id, context) ? [] : [{ id, path: [] as string[], relations: [own] }];
  });
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { id, path, relations } of level) {
      if (++lookups > maxLookups) return { ancestors, isWhole: false };
      const known = context.lookup(id);
      if (known.state !== "known" || ancestors.length >= maxAncestors) {
        isWhole = false;
        continue;
      }
      if (seen.has(known.id)) continue;
      seen.add(known.id);
      const way = [...path, id];
      ancestors.push({ model: known.model, path: way, relation: overall(relations) });
      for (const { parent, relation } of known.parents)
        next.push({ id: parent, path: way, relations: [...relations, relation] });
    }
    level = next;
  }
  return { ancestors, isWhole };
}

function overall(relations: readonly Relation[]): Relation {
  const [first = "unknown", ...more] = relations;
  if (more.length === 0) return first;
  if (relations.includes("adapter")) return "adapter";
  if (relations.includes("unknown")) return "unknown";
  return relations.every(each => each === "quantized") ? "quantized" : "finetune";
}
