import { ownValue } from "../../lineage/own-value";
import { UserError } from "../ports/errors";

/** Options as written after a command, by name: a text, a list of texts, or true for a flag. */
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
