import { nameParts, withoutEndings } from "../../evidence/names/name-parts";
import type { Relation } from "../../lineage/model";
import { authorOf, repoName } from "../../lineage/repo-id";
import type { CardContext } from "../finding";
import { presentId } from "./inferred-parents";

const mostSteps = 30;

/**
 * Whether a declared parent stands for one that was named elsewhere: it is the same model, descends from it, or the named one
 * is a quantized copy of it. Where nothing is known, names count that differ only in words such as `hf`, their owners, or how a
 * copy was made. A model that was trained from the declared parent is another one, which may have terms of its own.
 */
export function standsFor(declared: string, named: string, context: CardContext): boolean {
  const [first, second] = [declared, named].map(id => (presentId(id, context) ?? id).toLowerCase());
  if (first === second) return true;
  const isCopy = (relation: Relation): boolean => relation === "quantized";
  return (
    isBelow(declared, named, context) ||
    isBelow(named, declared, context, isCopy) ||
    bare(declared) === bare(named)
  );
}

function isBelow(
  id: string,
  ancestor: string,
  context: CardContext,
  follows: (relation: Relation) => boolean = () => true,
): boolean {
  const wanted = (presentId(ancestor, context) ?? ancestor).toLowerCase();
  const [seen, waiting] = [new Set<string>(), [id]];
  for (let next = waiting.pop(); next !== undefined && seen.size < mostSteps; next = waiting.pop()) {
    const known = context.lookup(next);
    if (known.state !== "known" || seen.has(known.id)) continue;
    if (known.id.toLowerCase() === wanted) return true;
    seen.add(known.id);
    waiting.push(...known.parents.filter(each => follows(each.relation)).map(({ parent }) => parent));
  }
  return [...waiting].some(each => each.toLowerCase() === wanted);
}

/** What is left of a name without the owner and what says nothing about which model it is. */
function bare(id: string): string {
  const name = repoName(id);
  const owner = new Set([...nameParts(authorOf(id) ?? ""), "meta", "hf", "unsloth"]);
  return nameParts(withoutEndings(name)?.stem ?? name)
    .filter(part => !owner.has(part))
    .join(" ");
}
