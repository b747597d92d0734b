import type { Model, Relation } from "../lineage/model";
import { declaredParents } from "./card";
import type { CardContext, ParsedCard } from "./finding";
import { isSelf, relationOf } from "./parents";

/** A model that the card's model descends from, as far as that is known. */
export interface Ancestor {
  readonly model: Model;
  /** The ids on the way from the declared parent to it, both included. */
  readonly path: readonly string[];
  /**
   * How the card's model was made from it over all steps: `adapter` where one of them is an adapter, `quantized`
   * where all are, `unknown` where one is not told, else `finetune`; a single step keeps its own word.
   */
  readonly relation: Relation;
}

/** The ancestors of a card's model, nearest first, and whether that is all of them. */
export interface Ancestry {
  readonly ancestors: readonly Ancestor[];
  /** False where a model on the way is not known or not shown, or where there are too many to walk. */
  readonly isWhole: boolean;
}

// Real chains are up to 40 deep; a hostile index could hold a mesh of thousands.
const maxAncestors = 300;

/** Walks up from the declared parents with what is known, meeting each model once. */
export function ancestry(card: Pick<ParsedCard, "frontMatter">, context: CardContext): Ancestry {
  const own = relationOf(card, context);
  const ancestors: Ancestor[] = [];
  const seen = new Set<string>(context.repo === null ? [] : [context.repo]);
  let isWhole = true;
  let level = declaredParents(card.frontMatter).flatMap(({ id, problem }) => {
    if (problem !== null) isWhole = false;
    return problem !== null || isSelf(id, context) ? [] : [{ id, path: [] as string[], relations: [own] }];
  });
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { id, path, relations } of level) {
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
