import * as vscode from "vscode";
import { askAuthors, askedInWords } from "../../app/report/ask-authors";
import { mostAsked } from "../../app/report/asking-limit";
import { grouped } from "../../lineage/in-words";
import { t } from "../../words/words";
import { withCancelableProgress } from "../cancelable-progress";
import type { Session } from "../session";
import { ownAuthors } from "./own-authors-setting";
import type { SnapshotTask } from "./snapshot-task";

/** What looking up authors needs. */
export interface AuthorLookUp {
  readonly session: Session;
  /** The index folder. */
  readonly folder: string;
  /** Works with the snapshot worker; aborting the signal ends it. */
  task<T>(signal: AbortSignal, work: SnapshotTask<T>): Promise<T>;
}

/**
 * Asks for a number, then the Hub about so many authors of unknown kind, and keeps its answers in the index folder, also if
 * the user cancels. Returns whether there are new answers. Throws UserError if offline.
 */
export async function lookUpAuthors({ session, folder, task }: AuthorLookUp): Promise<boolean> {
  session.requireOnline();
  const written = await askForNumber();
  if (written === undefined) return false;
  const own = await ownAuthors(session.log);
  // The setting may change while the Hub is asked: its answers are kept with its own index.
  const hub = session.access.base();
  const overviews = hub === null ? session.access.overviews : session.access.overviewsAt(hub);
  const asked = await withCancelableProgress(t`Asking the Hub about authors`, async ({ signal, report }) => {
    const order = { folder, hub, own: own?.entries, most: Number(written) };
    const names = await task(signal, program => program.call("authorsToAsk", order));
    const total = grouped(names.length);
    const found = await askAuthors(names, {
      overviews,
      clock: Date.now,
      ask: { signal, onWait: ms => report(t`The Hub limits requests: waiting ${Math.ceil(ms / 1000)} s`) },
      onAnswer: count => report(t`${grouped(count)} of ${total}`),
    });
    return { ...found, wanted: names.length };
  });
  if (asked === null) return false;
  const { told, wanted } = asked;
  const isTold = told.answers.length > 0;
  if (isTold || told.unanswered.length > 0) {
    const place = await task(new AbortController().signal, program =>
      program.call("keepAnswers", { folder, hub, told }),
    );
    if (place !== null)
      session.log.warn(`the answers about authors that were kept could not be read: ${place}`);
  }
  const words = askedInWords(asked, wanted);
  void (asked.failure === null
    ? vscode.window.showInformationMessage(words)
    : vscode.window.showWarningMessage(words));
  return isTold;
}

function askForNumber(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: t`Look Up Authors on the Hub`,
    prompt: t`How many authors of unknown kind? The most downloaded ones are asked about first, with one or two requests each. The Hub tells persons from organizations, but not what kind of organization.`,
    value: "100",
    validateInput: text =>
      /^[1-9]\d{0,4}$/.test(text.trim()) && Number(text) <= mostAsked
        ? null
        : t`Enter a whole number from 1 to ${grouped(mostAsked)}.`,
  });
}
