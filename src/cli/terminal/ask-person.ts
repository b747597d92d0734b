import { createInterface } from "node:readline";
import type { ReadStream } from "node:tty";

/** What a person says to a question: yes, no, or that the program shall end (Ctrl+C). */
export type Consent = "yes" | "no" | "stopped";

/** Asks a question that only one word affirms. */
export type AskPerson = (question: string, word: string) => Promise<Consent>;

/** What is typed counts as typed before the question until nothing came for so long, and at most for `mostMs`. */
const quietMs = 50;
const mostMs = 500;

/**
 * Asks the person at the terminal; null if nobody is there to answer. What was typed before the question is discarded, because its
 * writer had not read the question.
 */
export function askPerson(): AskPerson | null {
  const { stdin, stdout } = process;
  if (stdin.isTTY !== true || stdout.isTTY !== true) return null;
  return async (question, word) => {
    const typed = await discardTyped(stdin);
    if (typed !== null) return typed;
    const lines = createInterface({ input: stdin, output: stdout });
    return new Promise(resolve => {
      const end = (consent: Consent): void => {
        resolve(consent);
        lines.close();
      };
      lines.once("SIGINT", () => end("stopped"));
      // Ctrl+D, or a terminal that is gone.
      lines.once("close", () => resolve("no"));
      lines.question(question, answer => end(answer.trim() === word ? "yes" : "no"));
    });
  };
}

/** Discards what the terminal holds. Returns what that means already: Ctrl+C was among it, or a program types on and on; else null. */
async function discardTyped(input: ReadStream): Promise<Consent | null> {
  let isStopped = false;
  // Also a line that was begun, which the terminal would keep for itself.
  input.setRawMode(true);
  const isQuiet = await new Promise<boolean>(resolve => {
    let times = 0;
    const done = (isQuiet: boolean): void => {
      clearTimeout(quiet);
      clearTimeout(most);
      input.off("data", discard).pause();
      resolve(isQuiet);
    };
    // On a busy machine the time may be up before the terminal was read once more.
    const whenQuiet = (): void => {
      const before = times;
      setImmediate(() => before === times && done(true));
    };
    const discard = (typed: Buffer | string): void => {
      times++;
      isStopped ||= String(typed).includes("\u0003");
      clearTimeout(quiet);
      quiet = setTimeout(whenQuiet, quietMs);
    };
    let quiet = setTimeout(whenQuiet, quietMs);
    const most = setTimeout(() => done(false), mostMs);
    input.on("data", discard);
  });
  input.setRawMode(false);
  if (isStopped) return "stopped";
  return isQuiet ? null : "no";
}
