import { failure, type Reply } from "./reply";

/** The values of `expand` and `expand[]` in the order asked for, each once. */
export function wantedExpands(query: URLSearchParams): string[] {
  return [...new Set([...query.getAll("expand[]"), ...query.getAll("expand")])];
}

/** The answer to a value that cannot be expanded, with the list of those that can; undefined when all can. */
export function unknownExpand(wanted: readonly string[], known: readonly string[]): Reply | undefined {
  const at = wanted.findIndex(value => !known.includes(value));
  if (at < 0) return undefined;
  const options = known.map(value => JSON.stringify(value)).join("|");
  return failure(400, `✖ Invalid option: expected one of ${options}\n  → at expand[${at}]`);
}
