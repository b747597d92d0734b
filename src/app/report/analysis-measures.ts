import type { Analysis } from "../../analyses/analysis";
import { UserError } from "../ports/errors";

/**
 * The measures that a person wrote, each once, in the order in which they are run; undefined where none was written, which means
 * all. Throws UserError where none of the analyses has measures, and for an id that is none of theirs.
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
      `${ids} ${verb} no measures to choose from. Only similarity does; do not specify measures here.`,
    );
  }
  for (const id of written)
    if (!known.includes(id))
      throw new UserError(`There is no measure named ${JSON.stringify(id)}. Use one of ${known.join(", ")}.`);
  return known.filter(id => written.includes(id));
}
