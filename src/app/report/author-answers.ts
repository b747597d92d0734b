import type { AuthorSources } from "../../organizations/author-sources";
import {
  joined,
  type KeptAnswers,
  keptText,
  longestKept,
  noAnswers,
  readKept,
} from "../../organizations/kept-answers";
import type { KeptTextFile } from "../ports/file-ports";
import type { OwnTable } from "./own-table";

/** The answers in a file: none if there is no file, and null if they cannot be read. Throws UserError if the disk fails. */
export async function answersIn(file: KeptTextFile | null): Promise<KeptAnswers | null> {
  const text = (await file?.read(longestKept)) ?? null;
  return text === null ? noAnswers : readKept(text);
}

/**
 * What is known of authors beside the shipped table, for every view, command, and notebook: the user's own table and all
 * answers that are kept in the index folder, however old. Throws UserError if the disk fails.
 */
export async function authorSources(
  file: KeptTextFile | null,
  own: Pick<OwnTable, "entries"> | undefined,
): Promise<AuthorSources> {
  const kept = await answersIn(file);
  return { ...(own === undefined ? {} : { own: own.entries }), asked: kept?.answers ?? null };
}

/**
 * Adds answers to a file, to those that another program may have written meanwhile. A file that cannot be read is moved out
 * of the way, and its new place is returned, else null. Throws UserError if the disk fails.
 */
export async function keepAnswers(file: KeptTextFile, added: KeptAnswers): Promise<string | null> {
  const before = await answersIn(file);
  const place = before === null ? await file.setAside() : null;
  await file.write(keptText(joined(before ?? noAnswers, added)));
  return place;
}
