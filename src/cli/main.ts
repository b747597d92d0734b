import { version } from "../../package.json";
import { UserError } from "../app/ports";
import { type Command, parseCommand, usage } from "./arguments";
import { type Core, openCore } from "./core";
import { runFamily } from "./family";
import { runIndex } from "./index-command";
import { exitCodeOf, lintPaths } from "./lint";
import { printReport } from "./lint-report";
import { runQuery } from "./query";
import { runStatus } from "./status";

interface Outcome {
  readonly output: string;
  readonly exitCode: number;
}

async function run(command: Command): Promise<Outcome> {
  if (command.name === "help") return { output: usage, exitCode: 0 };
  if (command.name === "version") return { output: `${version}\n`, exitCode: 0 };
  const core = await openCore(command.places, process.env, warn);
  try {
    return await runWith(core, command);
  } finally {
    await core.close();
  }
}

async function runWith(
  core: Core,
  command: Exclude<Command, { name: "help" | "version" }>,
): Promise<Outcome> {
  if (command.name === "family") return { output: await runFamily(command, core), exitCode: 0 };
  if (command.name === "index") return runStoppable(core, command);
  if (command.name === "status") return { output: await runStatus(command, core), exitCode: 0 };
  if (command.name === "query") return { output: await runQuery(command, core), exitCode: 0 };
  const report = await lintPaths(command, core);
  return { output: printReport(report, command.format, version), exitCode: exitCodeOf(report, command) };
}

/** Ctrl+C stops a run of `index` and keeps what it has read; a second one ends the program at once. */
async function runStoppable(core: Core, command: Command & { readonly name: "index" }): Promise<Outcome> {
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  try {
    const print = (line: string): void => void process.stdout.write(line);
    const { output, whole } = await runIndex(command, core, { print, signal: stop.signal });
    return { output: stop.signal.aborted ? "" : output, exitCode: stop.signal.aborted ? 130 : whole ? 0 : 2 };
  } catch (error) {
    if (stop.signal.aborted) return { output: "", exitCode: 130 };
    throw error;
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

function warn(line: string): void {
  process.stderr.write(`hub-lineage: ${line}\n`);
}

/** One line that says what went wrong: ours as it is, anything else with a way to report it. */
function sentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.replace(/\s+/g, " ").trim();
  return error instanceof UserError
    ? line
    : `${line} (unexpected; please report it with the command that you ran)`;
}

async function main(): Promise<void> {
  try {
    const { output, exitCode } = await run(parseCommand(process.argv.slice(2)));
    process.exitCode = exitCode;
    process.stdout.write(output);
  } catch (error) {
    warn(sentence(error));
    process.exitCode = 2;
  }
}

process.stdout.on("error", error => {
  if ("code" in error && error.code === "EPIPE") process.exit(0);
});
void main();
