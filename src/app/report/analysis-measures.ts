import type { Analysis } from "../../analyses/analysis";
import { UserError } from "../ports/errors";

/**
 * Returns the measures that the user specified, deduplicated and in the order they run, or undefined if none were given,
 * which means all. Throws UserError if none of the chosen analyses has measures, or if one of the ids is unknown.
 */
export function readMeasures(
  written: readonly string[],
  chosen: readonly Analysis[],
): readonly string[] | undefined {
  if (written.length === 0) return undefined;
  const known = chosen.flatMap(({ measures }) => measures ?? []);
  if (known.length === 0) {
    const [ids, verb] = [chosen.map(({ id }) => id).join(", "), chosen.length === 1 ? "has" : "have"];
    throw new UserError(
      `${ids} ${verb} no measures to choose from. Only similarity has measures. Do not specify any here.`,
    );
  }
  for (const id of written)
    if (!known.includes(id))
      throw new UserError(`There is no measure named ${JSON.stringify(id)}. Use one of ${known.join(", ")}.`);
  return known.filter(id => written.includes(id));
}
