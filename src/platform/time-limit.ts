import { UserError } from "../app/ports/errors";
import { languageTag, t } from "../words/words";

/** The error of a query that took longer than its limit. */
export function tooLong(timeoutMs: number, longer: string): UserError {
  const seconds = timeoutMs / 1000;
  return new UserError(
    seconds === 1
      ? t`The query was stopped after 1 second. Narrow it with WHERE, or increase ${longer}.`
      : t`The query was stopped after ${seconds.toLocaleString(languageTag())} seconds. Narrow it with WHERE, or increase ${longer}.`,
  );
}
