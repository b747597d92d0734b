import { t } from "../../words/words";
import type { Field, FrontMatter, FrontMatterProblem } from "./front-matter";

/** Front matter without its longest fields, where it has more values than can be handed over at once; they are told. */
export function withoutLongest(
  frontMatter: Omit<FrontMatter, "place">,
  most: number,
): Omit<FrontMatter, "place"> {
  const costs = [...frontMatter.fields.values()].map(field => ({ field, cost: costOf(field) }));
  let left = most;
  const dropped = costs
    .sort((a, b) => a.cost - b.cost)
    .flatMap(({ field, cost }) => {
      left -= cost;
      return left < 0 ? [field] : [];
    });
  if (dropped.length === 0) return frontMatter;
  const fields = new Map(frontMatter.fields);
  for (const { key } of dropped) fields.delete(key);
  const told = dropped.slice(0, 20).map(unchecked);
  const problems = [...frontMatter.problems, ...told].sort((a, b) => a.range.start - b.range.start);
  return { ...frontMatter, fields, insertAt: null, problems };
}

function unchecked({ key, keyRange }: Field): FrontMatterProblem {
  const name = key.length > 60 ? `${key.slice(0, 60)}…` : key;
  const message = t`${name} is too long to be checked in the editor; run hub-lineage lint on the command line to check it.`;
  return { message, range: keyRange, isUnread: true };
}

/** How many values a field has, and for long texts how many they are worth. */
function costOf({ value, valueRange }: Field): number {
  let count = Math.ceil((valueRange.end - valueRange.start) / 40);
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    count++;
    if (typeof next === "object" && next !== null) for (const inner of Object.values(next)) open.push(inner);
  }
  return count;
}
