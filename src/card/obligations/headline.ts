import { count } from "../../lineage/in-words";
import { obligationStates, unclearInWords } from "./obligation-words";
import type { Obligations } from "./obligations";

/**
 * How many obligations there are in each state, and what is unclear. Where nothing but what is unclear was found, no number is told:
 * none would be read as nothing to do.
 */
export function obligationsHeadline(found: Obligations): string {
  const { obligations, ancestors } = found;
  const unclear = unclearPart(found);
  if (obligations.length === 0 && unclear !== null) return `What is asked is unclear: ${unclear}`;
  const counts = obligationStates.map(
    state => `${obligations.filter(each => each.state === state).length} ${state}`,
  );
  const known = `${count(obligations.length, "obligation")} from ${count(ancestors, "ancestor")} (${counts.join(", ")})`;
  return unclear === null ? known : `${known}, and more may be asked: ${unclear}`;
}

/** Why more may be asked than is known, or null if all is known. */
export function unclearPart({ unclear, undeclared, isWhole }: Obligations): string | null {
  const [first, ...more] = unclear;
  const [likely] = undeclared;
  if (first !== undefined)
    return more.length > 0
      ? `the terms of ${unclear.length} ancestors are not known`
      : `${first.id} ${unclearInWords(first)}`;
  if (likely !== undefined) return `${likely.parent} is likely a parent, but not declared`;
  return isWhole ? null : "not all ancestors are known";
}
