import { nameParts, withoutEndings } from "../../evidence/names/name-parts";
import { authorOf, repoName } from "../../lineage/repo-id";
import type { CardContext } from "../finding";
import { presentId } from "./inferred-parents";

const mostSteps = 30;

/**
 * Whether two IDs may name one model, or one that descends from the other: by what is known about them, else by names that
 * differ only in words such as `hf`, their owners, or how a copy was made.
 */
export function isSameLine(one: string, other: string, context: CardContext): boolean {
  const [first, second] = [one, other].map(id => (presentId(id, context) ?? id).toLowerCase());
  if (first === second) return true;
  return isBelow(one, other, context) || isBelow(other, one, context) || bare(one) === bare(other);
}

function isBelow(id: string, ancestor: string, context: CardContext): boolean {
  const wanted = (presentId(ancestor, context) ?? ancestor).toLowerCase();
  const [seen, waiting] = [new Set<string>(), [id]];
  for (let next = waiting.pop(); next !== undefined && seen.size < mostSteps; next = waiting.pop()) {
    const known = context.lookup(next);
    if (known.state !== "known" || seen.has(known.id)) continue;
    if (known.id.toLowerCase() === wanted) return true;
    seen.add(known.id);
    waiting.push(...known.parents.map(({ parent }) => parent));
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
