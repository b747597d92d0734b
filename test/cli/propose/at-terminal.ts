import { spawn } from "node:child_process";
import { join } from "node:path";
import { repoRoot } from "../../harness/root";
import { testEnvironment } from "../../harness/test-environment";

/** What a test does at the terminal. */
export interface Typing {
  /** Typed right away, before anything is asked. */
  readonly ahead?: string;
  /** Typed on and on, as `yes` does. */
  readonly flood?: string;
  /** Typed once the question is shown. */
  readonly answer?: string;
  /** Done once the question is shown, before the answer is typed, with a way to type more. */
  readonly asked?: (type: (text: string) => void) => void;
}

/** What a run at a terminal left behind. */
export interface TerminalRun {
  readonly shown: string;
  readonly code: number | null;
}

/** Ctrl+C and Ctrl+D. */
export const [interrupt, endOfInput] = ["\u0003", "\u0004"];

const question = "Anything else sends nothing: ";

/** Why a test at a terminal is left out elsewhere than on Linux; false on it. */
export const needsTerminal = { skip: process.platform === "linux" ? false : "needs script of util-linux" };

/** Runs the program at a terminal of its own. */
export async function atTerminal(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { ahead, flood, answer, asked }: Typing,
): Promise<TerminalRun> {
  const line = [process.execPath, join(repoRoot(), "dist/cli.js"), ...args]
    .map(word => `'${word}'`)
    .join(" ");
  const child = spawn("script", ["-qec", line, "/dev/null"], { env: testEnvironment(env) });
  const type = (text: string): void => void child.stdin.write(text);
  if (ahead !== undefined) type(ahead);
  const flooding = flood === undefined ? undefined : setInterval(() => type(flood), 5);
  // A program that has ended takes no more.
  child.stdin.on("error", () => undefined);
  let shown = "";
  let isAsked = false;
  child.stdout.on("data", chunk => {
    shown += String(chunk);
    if (isAsked || !shown.includes(question)) return;
    isAsked = true;
    asked?.(type);
    if (answer !== undefined) type(answer);
  });
  const code = await new Promise<number | null>(resolve => child.once("close", resolve));
  clearInterval(flooding);
  return { shown, code };
}
