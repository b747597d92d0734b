import { version } from "../../package.json";
import { asDiskError } from "../platform/disk-errors";
import { listAnalyses, runAnalyses } from "./analyze-command";
import { type Command, parseCommand, usage } from "./arguments";
import { type Core, openCore } from "./core";
import { runExport } from "./export-command";
import { runFamily } from "./family-command";
import { runImport } from "./import-command";
import { type Running, runIndex } from "./index-command";
import { exitCodeOf, lintPaths } from "./lint-command";
import { printReport } from "./lint-report";
import { inLine, printable } from "./printable";
import { runQuery } from "./query-command";
import type { SnapshotCommand } from "./snapshot-arguments";
import { runStatus } from "./status-command";

interface Outcome {
  readonly output: string;
  readonly exitCode: number;
}

async function run(command: Command): Promise<Outcome> {
  if (command.name === "help") return { output: usage, exitCode: 0 };
  if (command.name === "version") return { output: `${version}\n`, exitCode: 0 };
  if (isSnapshotCommand(command)) return runOverSnapshot(command);
  const core = await openCore(command.places, process.env, warn);
  try {
    return await runWith(core, command);
  } finally {
    await core.close();
  }
}

async function runWith(
  core: Core,
  command: Exclude<Command, SnapshotCommand | { name: "help" | "version" }>,
): Promise<Outcome> {
  if (command.name === "family") return { output: await runFamily(command, core), exitCode: 0 };
  if (command.name === "index") return runStoppable(core, command);
  if (command.name === "status") return { output: await runStatus(command, core), exitCode: 0 };
  if (command.name === "query") return { output: await runQuery(command, core), exitCode: 0 };
  const report = await lintPaths(command, core);
  return { output: printReport(report, command.format, version), exitCode: exitCodeOf(report, command) };
}

function isSnapshotCommand(command: Command): command is SnapshotCommand {
  return ["import", "list-analyses", "analyze", "export"].includes(command.name);
}

/** Runs a command on a table of the whole Hub; it opens no database. */
async function runOverSnapshot(command: SnapshotCommand): Promise<Outcome> {
  if (command.name === "import") return stoppable(running => runImport(command, { ...running, warn }));
  if (command.name === "list-analyses") return { output: listAnalyses(command), exitCode: 0 };
  if (command.name === "analyze") return { output: await runAnalyses(command), exitCode: 0 };
  return { output: await runExport(command), exitCode: 0 };
}

/** Ctrl+C stops `index` and keeps what it has read; a second Ctrl+C ends the program at once. */
function runStoppable(core: Core, command: Command & { readonly name: "index" }): Promise<Outcome> {
  return stoppable(async running => {
    const { output, whole } = await runIndex(command, core, running);
    return { output, exitCode: whole ? 0 : 2 };
  });
}

/** Runs work that Ctrl+C stops cleanly; a second Ctrl+C ends the program at once. */
async function stoppable(work: (running: Running) => Promise<Outcome>): Promise<Outcome> {
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  try {
    const print = (line: string): void => void process.stdout.write(line);
    const outcome = await work({ print, signal: stop.signal });
    return stop.signal.aborted ? { output: "", exitCode: 130 } : outcome;
  } catch (error) {
    if (stop.signal.aborted) return { output: "", exitCode: 130 };
    throw error;
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

function warn(line: string): void {
  process.stderr.write(`hub-lineage: ${inLine(line.replace(/\s+/g, " ").trim())}\n`);
}

/** One line that says what went wrong: our own errors (a worker's are told by their name) as they are, others with a request to report them. */
function sentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof Error && error.name === "UserError"
    ? message
    : `${message} (unexpected error; please report it with the command that you ran)`;
}

async function main(): Promise<void> {
  try {
    const command = parseCommand(process.argv.slice(2));
    const { output, exitCode } = await run(command);
    process.exitCode = exitCode;
    const isJson = "format" in command && (command.format === "json" || command.format === "sarif");
    process.stdout.write(printable(output, isJson, process.stdout.isTTY === true));
  } catch (error) {
    warn(sentence(error));
    process.exitCode = 2;
  }
}

process.stdout.on("error", error => {
  if ("code" in error && error.code === "EPIPE") process.exit(0);
  warn(sentence(asDiskError(error, "the output")));
  process.exit(2);
});
void main();
