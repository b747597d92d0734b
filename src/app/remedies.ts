import { t } from "../words/words";
import type { HubFailureReason } from "./ports/errors";

/** A button of an error message: it does what the message says. */
export interface Remedy {
  readonly label: string;
  readonly command: string;
  readonly arguments: readonly unknown[];
}

/** A command that a message may name, by its title. */
export interface NamedCommand {
  readonly command: string;
  readonly title: string;
}

/** Most buttons beside the log. */
const most = 2;

/** Failures after which another account may have access. */
const signsIn: ReadonlySet<HubFailureReason> = new Set(["missing-or-private", "gated", "bad-token"]);

/**
 * The buttons for a message: one for the first setting that it names, and one for each command whose title of two words or
 * more it contains; also *Sign In* if the reason of a failed request is that the account has no access.
 */
export function remediesFor(
  message: string,
  commands: readonly NamedCommand[],
  reason?: HubFailureReason,
): readonly Remedy[] {
  const setting = /\bhubLineage(?:\.[a-zA-Z]+)+/.exec(message)?.[0];
  const named = commands
    // A word such as Refresh or Forget is no name of a command.
    .filter(({ title }) => title.includes(" ") && containsWords(message, title))
    .filter(({ title }, _, all) => !all.some(other => other.title !== title && other.title.includes(title)));
  const signIn = commands.find(({ command }) => command === "hubLineage.signIn");
  const found = [
    ...(setting === undefined
      ? []
      : [{ label: t`Open Setting`, command: "workbench.action.openSettings", arguments: [setting] }]),
    ...(reason !== undefined && signsIn.has(reason) && signIn !== undefined ? [signIn] : []),
    ...named,
  ].map(each => ("label" in each ? each : { label: each.title, command: each.command, arguments: [] }));
  return [...new Map(found.map(remedy => [remedy.command, remedy])).values()].slice(0, most);
}

function containsWords(message: string, title: string): boolean {
  const at = message.indexOf(title);
  const isLetter = (sign: string | undefined) => sign !== undefined && /\p{L}/u.test(sign);
  return at >= 0 && !isLetter(message[at - 1]) && !isLetter(message[at + title.length]);
}
