import { t } from "../../words/words";
import { declaredParents } from "../card";
import type { CardContext, Rule } from "../finding";
import { isSelf } from "../parents";

/** Reports a parent that itself descends from this model. */
export const baseModelCycle: Rule = {
  id: "base-model/cycle",
  severity: "error",
  summary:
    "Finds a base_model that itself descends from this model (needs the model's own ID and the parents' parents).",
  *check({ frontMatter }, context) {
    if (context.repo === null) return;
    const search: Search = { left: maxVisited, leadElsewhere: new Set() };
    for (const { id, range, problem } of declaredParents(frontMatter)) {
      if (problem !== null || isSelf(id, context)) continue;
      const way = wayToSelf(id, context, search);
      if (way === null) continue;
      const over = way.length > 1 ? t` via ${way.slice(1, 4).join(" and ")}` : "";
      yield {
        message: t`base_model ${id} itself descends from this model${over}, so the family has no root; correct base_model here or there.`,
        range,
        fixes: [],
        related: { message: t`Descends from this model`, id: way.at(-1) ?? id },
      };
    }
  },
};

// More than any real family above a model, for all parents together.
const maxVisited = 1000;

/** The search for the card's model above all of its parents. */
interface Search {
  /** How many more ancestors may be visited. */
  left: number;
  /** Ancestors from which it cannot be reached, to be visited once. */
  readonly leadElsewhere: Set<string>;
}

/** The ids from a model up to the ancestor that names this card's model as its parent, or null. */
function wayToSelf(start: string, context: CardContext, search: Search): readonly string[] | null {
  const seen = new Set([start]);
  let level: readonly (readonly string[])[] = [[start]];
  while (level.length > 0) {
    const next: (readonly string[])[] = [];
    for (const way of level) {
      const known = context.lookup(way.at(-1) ?? "");
      if (known.state !== "known") continue;
      for (const { parent } of known.parents) {
        if (seen.has(parent) || search.leadElsewhere.has(parent)) continue;
        if (isSelf(parent, context)) return way;
        if (search.left-- <= 0) return null;
        seen.add(parent);
        next.push([...way, parent]);
      }
    }
    level = next;
  }
  for (const id of seen) search.leadElsewhere.add(id);
  return null;
}
