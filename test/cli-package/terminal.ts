import { spawn } from "node:child_process";
import { testEnvironment } from "../harness/test-environment";

/**
 * Runs a line of a shell in a terminal of 80 columns (made by `script`) and returns what the terminal got. The first text is
 * typed at once, the others when READY was shown.
 */
export async function typeInto(
  line: string,
  cwd: string,
  typed: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const own = { ...testEnvironment({ TERM: "xterm", HOME: cwd, ...env }) };
  const child = spawn("script", ["-qec", `stty cols 80 rows 24; ${line}`, "/dev/null"], { cwd, env: own });
  let shown = "";
  let waiting = [...typed];
  const next = () => {
    for (const text of waiting) child.stdin.write(text);
    waiting = [];
  };
  const [first] = waiting.splice(0, 1);
  if (first !== undefined) child.stdin.write(first);
  child.stdout.on("data", chunk => {
    shown += String(chunk);
    if (shown.includes("\nREADY")) next();
  });
  await new Promise(resolve => child.once("close", resolve));
  return shown.replaceAll("\r", "");
}
