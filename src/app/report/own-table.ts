import type { AuthorEntry } from "../../organizations/kinds";
import { longestOwnTable, readOwnAuthors } from "../../organizations/own-authors";

/** The longest file of a user's table that is read, in bytes: the most that its characters can take. */
export const mostOwnTableBytes = 4 * longestOwnTable;

/** The user's table of authors, as far as it could be read, with a sentence for each problem. */
export interface OwnTable {
  /** Plain data, which can be sent to another program. */
  readonly entries: readonly AuthorEntry[];
  readonly problems: readonly string[];
}

/** Reads the text of the user's table of authors: JSON if the file's name ends in .json, else CSV. Never throws. */
export function ownTable(fileName: string, text: string): OwnTable {
  const { authors, problems } = readOwnAuthors(text, /\.json$/i.test(fileName) ? "json" : "csv");
  return { entries: [...authors.values()], problems };
}
