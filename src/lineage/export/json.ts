import type { Family } from "../family";

/** A family as JSON for scripts: the same facts as `Family`, with `unchecked` as a number. */
export function familyToJson(family: Family): string {
  const { root, models, edges, missing, cycles } = family;
  return JSON.stringify(
    { root, models, edges, missing, cycles, unchecked: family.unchecked.length },
    null,
    2,
  );
}
