import { UserError } from "../app/ports/errors";

import { textOf, type Values } from "../app/report/written-options";

import { listed } from "../lineage/in-words";

/** Where the Hub and the index are; absent means the default. */
export interface Places {
  readonly endpoint: string | undefined;
  readonly index: string | undefined;
  readonly offline: boolean;
  /** Whether the command only reads the index and asks no Hub. */
  readonly onlyIndex: boolean;
  /** The day of the dated snapshot that is read, as YYYY-MM-DD; absent for the current one. */
  readonly at?: string;
}

/** The value of `--format`, by default the first format; throws UserError for an unknown one. */
export function formatOf<const F extends string>(values: Values, formats: readonly [F, ...F[]]): F {
  return oneOf(values, "format", formats);
}

/** The value of an option that takes one of a few words, by default the first; throws UserError for another. */
export function oneOf<const W extends string>(
  values: Values,
  option: string,
  words: readonly [W, ...W[]],
): W {
  const value = textOf(values, option) ?? words[0];
  const found = words.find(word => word === value);
  if (found === undefined)
    throw new UserError(
      `--${option} takes ${listed(words, words.length, "or")}, not ${JSON.stringify(value)}.`,
    );
  return found;
}
