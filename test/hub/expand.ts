import { failure, type Reply } from "./reply";

/** The values of `expand` and `expand[]` in request order, without duplicates. */
export function wantedExpands(query: URLSearchParams): string[] {
  return [...new Set([...query.getAll("expand[]"), ...query.getAll("expand")])];
}

/** The error response for values that cannot be expanded, listing those that can; undefined if all can. */
export function unknownExpand(wanted: readonly string[], known: readonly string[]): Reply | undefined {
  const at = wanted.findIndex(value => !known.includes(value));
  if (at < 0) return undefined;
  const options = known.map(value => JSON.stringify(value)).join("|");
  return failure(400, `✖ Invalid option: expected one of ${options}\n  → at expand[${at}]`);
}
