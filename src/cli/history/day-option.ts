import { isDay } from "../../app/ports/day";
import { UserError } from "../../app/ports/errors";

/** The day that an option names; throws UserError for what is none. */
export function dayOf(option: string, written: string): string {
  if (!isDay(written))
    throw new UserError(`${option} takes a date such as 2024-07-01, not ${JSON.stringify(written)}.`);
  return written;
}
