import type { AskedAuthor, HubOverview } from "./kept-answers";
import { type AuthorEntry, type AuthorTable, authorKey } from "./kinds";
import { checkAuthors } from "./own-authors";
import { authorTableDate } from "./shipped-authors";

/** What is known of authors beside the shipped table, as plain data that can be sent to another program. */
export interface AuthorSources {
  /** The entries of the user's own table; absent if the user has none. */
  readonly own?: readonly AuthorEntry[];
  /** The Hub's answers that are kept in the index folder; null if they cannot be read. */
  readonly asked?: readonly AskedAuthor[] | null;
}

/** The same, to be looked up with `kindOf`. */
export interface AuthorTables {
  readonly own?: AuthorTable;
  readonly asked?: ReadonlyMap<string, HubOverview>;
}

/** Which tables told what authors are. */
export interface UsedTables {
  /** The entries of the user's own table; null if there is none. */
  readonly own: number | null;
  /** The month of the shipped table, as `2026-11`. */
  readonly shipped: string;
  /** How many answers of the Hub are kept; null if they cannot be read. */
  readonly asked: number | null;
  /** The first and last day (UTC) of the answers; null if there are none. */
  readonly askedFrom: string | null;
  readonly askedTo: string | null;
}

/** The tables of sources that another program may have sent, or the first problem of any as a sentence. */
export function authorTables({ own, asked }: AuthorSources): AuthorTables | string {
  const checked = own === undefined ? null : checkAuthors(own);
  const [problem] = checked?.problems ?? [];
  if (problem !== undefined) return problem;
  return {
    ...(checked === null ? {} : { own: checked.authors }),
    ...(asked == null ? {} : { asked: new Map(asked.map(each => [authorKey(each.name), each])) }),
  };
}

/** Which tables these sources are, together with the shipped one. */
export function usedTables({ own, asked: given = [] }: AuthorSources): UsedTables {
  const asked = given ?? [];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at } of asked) [first, last] = [Math.min(first, at), Math.max(last, at)];
  const day = (time: number) => (asked.length === 0 ? null : new Date(time).toISOString().slice(0, 10));
  return {
    own: own?.length ?? null,
    shipped: authorTableDate,
    asked: given === null ? null : given.length,
    askedFrom: day(first),
    askedTo: day(last),
  };
}

/** The tables in words, as the end of a sentence about kinds of authors. */
export function tablesInWords({ own, shipped, asked, askedFrom, askedTo }: UsedTables): string {
  const authors = (count: number) => `${count.toLocaleString("en-US")} ${count === 1 ? "author" : "authors"}`;
  const days = askedFrom === askedTo ? `on ${askedFrom}` : `from ${askedFrom} to ${askedTo}`;
  return [
    own === null ? "no table of your own" : `your own table (${authors(own)})`,
    `the shipped table (${shipped})`,
    asked === null
      ? "not the Hub's answers, because author-answers.json in the index folder cannot be read"
      : asked === 0
        ? "no answers of the Hub"
        : `the Hub's answers about ${authors(asked)} (${days})`,
  ].join(", ");
}
