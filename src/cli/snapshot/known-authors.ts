import { authorAnswersFile } from "#platform";
import type { Analysis } from "../../analyses/analysis";
import type { AnalysisRun } from "../../analyses/report";
import { UserError } from "../../app/ports/errors";
import { askAuthors, askedInWords, authorsToAsk } from "../../app/report/ask-authors";
import { answersIn, authorSources, keepAnswers } from "../../app/report/author-answers";
import type { OwnTable } from "../../app/report/own-table";
import type { LineageColumns } from "../../columns/columns";
import { connect, isHubNamed } from "../core";
import { indexFolderOf } from "../history/dated-place";
import type { Places } from "../options";
import { ownAuthorsIn } from "./own-authors-file";

/** How a command is to know authors. */
export interface AuthorOptions {
  /** The file of the user's own table of authors. */
  readonly organizations: string | undefined;
  /** The most authors to ask the Hub about; undefined to ask about none. */
  readonly askHub: number | undefined;
}

/** What a command that asks needs beside its options. */
export interface AskingCommand {
  readonly warn: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What is known of authors, and whether all that the user gave or asked for could be had. */
export interface KnownAuthors {
  readonly authors: NonNullable<AnalysisRun["authors"]>;
  readonly complete: boolean;
}

/**
 * The file of a Hub's answers in a command's index folder: of the Hub that is asked or named, else of the one whose index is
 * in the folder itself.
 */
function answersFile(places: Places, isAsked: boolean) {
  const { env } = process;
  const folder = indexFolderOf(places);
  const isChosen = isAsked || isHubNamed(places, env);
  return authorAnswersFile(folder, isChosen ? connect(places, env, () => undefined).base() : null);
}

/**
 * The user's own table and the answers that are kept in the index folder: those of the Hub that was just asked (`isAsked`) or
 * that the user names, else of the Hub whose index is in the folder itself. What is left out is told to `warn`. Throws
 * UserError.
 */
export async function knownAuthors(
  places: Places,
  own: OwnTable | undefined,
  warn: (line: string) => void,
  isAsked = false,
): Promise<KnownAuthors> {
  const file = await answersFile(places, isAsked);
  const authors = await authorSources(file, own);
  if (authors.asked === null)
    warn(
      `The Hub's answers about authors in ${file?.place} cannot be read, so they are not used. Remove the file, or ask again with analyze kinds --ask-hub 100, which moves it out of the way.`,
    );
  return { authors, complete: authors.asked !== null && (own?.problems.length ?? 0) === 0 };
}

/**
 * Prepares to find out what is known of authors: reads the user's own table at once, and returns what asks the Hub, if the
 * user wants that, and reads the answers. Throws UserError.
 */
export async function authorFinder(
  { places, organizations, askHub, scope }: AuthorOptions & Pick<AnalysisRun, "scope"> & { places: Places },
  chosen: readonly Analysis[],
  asking: AskingCommand,
): Promise<(columns: LineageColumns) => Promise<KnownAuthors>> {
  const isRead = chosen.some(({ readsAuthors }) => readsAuthors);
  if (askHub !== undefined && !isRead)
    throw new UserError(
      `${chosen.map(({ id }) => id).join(", ")} reads no kinds of authors. Remove --ask-hub, or run analyze kinds.`,
    );
  const own = await ownAuthorsIn(organizations, asking.warn);
  // A file that nothing reads need not be there, let alone be sound.
  if (!isRead) return async () => ({ authors: {}, complete: (own?.problems.length ?? 0) === 0 });
  return async columns => {
    const answered =
      askHub === undefined || (await askHubAbout(columns, { places, most: askHub, scope, own }, asking));
    const known = await knownAuthors(places, own, asking.warn, askHub !== undefined);
    return { ...known, complete: known.complete && answered };
  };
}

/** Asks the Hub and keeps its answers, also if it is interrupted. Returns whether it answered about all. */
async function askHubAbout(
  columns: LineageColumns,
  wanted: {
    readonly places: Places;
    readonly most: number;
    readonly scope: AnalysisRun["scope"];
    readonly own: OwnTable | undefined;
  },
  { warn, signal }: AskingCommand,
): Promise<boolean> {
  const file = await answersFile(wanted.places, true);
  if (file === null) throw new UserError("Answers of the Hub cannot be kept here. Remove --ask-hub.");
  const { own, scope, most } = wanted;
  const kept = await answersIn(file);
  const names = authorsToAsk(columns, { scope, own: own?.entries, kept, most, now: Date.now() });
  const asked = await askAuthors(names, {
    overviews: connect(wanted.places, process.env, warn).overviews,
    clock: Date.now,
    // Limits are waited out; the connection tells of waits.
    ask: { signal, onWait: () => undefined },
  });
  const { answers, unanswered } = asked.told;
  const place = answers.length + unanswered.length === 0 ? null : await keepAnswers(file, asked.told);
  if (place !== null) warn(`The answers that were kept before could not be read. They are now in ${place}.`);
  warn(askedInWords(asked, names.length));
  return asked.failure === null;
}
