import { UserError } from "../app/ports/errors";
import { ownValue } from "../lineage/own-value";

/** Where the Hub and the index are; absent means the default. */
export interface Places {
  readonly endpoint: string | undefined;
  readonly index: string | undefined;
  readonly offline: boolean;
}

/** The parsed options of a command line, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** An option that takes text. */
export const text = { type: "string" } as const;
/** An option that takes text and may be repeated. */
export const texts = { type: "string", multiple: true } as const;
/** An option without a value. */
export const flag = { type: "boolean" } as const;

/** The text of an option, or undefined; throws UserError if it is empty. */
export function textOf(values: Values, name: string): string | undefined {
  const value = ownValue(values, name);
  if (value === "") throw new UserError(`--${name} needs a value.`);
  return typeof value === "string" ? value : undefined;
}

/** The values of an option that may be repeated or hold several values separated by commas. */
export function textsOf(values: Values, name: string): readonly string[] {
  const given = ownValue(values, name);
  const found = (Array.isArray(given) ? given : []).flatMap(text => String(text).split(","));
  if (found.includes("")) throw new UserError(`--${name} needs a value.`);
  return found;
}

/** The value of `--format`, by default the first format; throws UserError for an unknown one. */
export function formatOf<const F extends string>(values: Values, formats: readonly [F, ...F[]]): F {
  const value = textOf(values, "format") ?? formats[0];
  const found = formats.find(format => format === value);
  if (found === undefined)
    throw new UserError(`--format takes ${formats.join(" or ")}, not ${JSON.stringify(value)}.`);
  return found;
}
