import type { Scope } from "../../analyses/scope";
import type { WrittenScope } from "../../analyses/scope-words";
import { isRepoId } from "../../lineage/repo-id";
import { UserError } from "../ports/errors";

/** Parses a scope entered by the user; throws UserError that says what is wrong and what to enter. */
export function readScope(written: WrittenScope): Scope {
  const field = (name: keyof WrittenScope): string | undefined => {
    const value = written[name];
    const text = typeof value === "string" ? value.trim() : "";
    return text === "" ? undefined : text.slice(0, 500);
  };
  const [family, organization, task] = [field("family"), field("organization"), field("task")];
  if (family !== undefined && !isRepoId(family))
    throw new UserError(`${JSON.stringify(family)} is not a model ID. Enter one, such as google/gemma-2b.`);
  const [from, to] = [timeOf("since", field("since")), timeOf("before", field("before"))];
  if (from !== undefined && to !== undefined && from >= to)
    throw new UserError('The time range is empty. Choose a "since" date earlier than the "before" date.');
  return {
    ...(family === undefined ? {} : { family }),
    ...(organization === undefined ? {} : { organization }),
    ...(task === undefined ? {} : { task }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** The start of a year, month or day (UTC) in ms since 1970. */
function timeOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse takes February 30 for a day in March.
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return time;
  throw new UserError(`${name} must be a year, month, or day, such as 2024-07, not ${JSON.stringify(text)}.`);
}
