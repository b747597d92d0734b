import { version } from "../../package.json";
import { asDiskError } from "../platform/disk-errors";
import { keyedTexts } from "../words/text-key";
import { speak } from "../words/words";
import { type Command, parseCommand } from "./arguments";
import type { AuditCommand } from "./audit/audit-arguments";
import type { AuditOutcome } from "./audit/audit-command";
import type { Core } from "./core";
import { type EvidenceCommand, isEvidenceCommand } from "./evidence/evidence-arguments";
import type { Running } from "./index-command";
import type { Places } from "./options";
import { inLine, printable } from "./printable";
import type { ProposeCommand } from "./propose/propose-arguments";
import type { AskingCommand } from "./snapshot/known-authors";
import type { SnapshotCommand } from "./snapshot/snapshot-arguments";
import { ProgressLine } from "./terminal/progress-line";
import { writeOut } from "./terminal/standard-output";
import { styleFor } from "./terminal/style";
import { terminalWidth } from "./terminal/terminal-width";
import { terminalWords } from "./terminal/terminal-words";
import { untilStopped } from "./terminal/until-stopped";
import type { WatchCommand } from "./watch/watch-arguments";
import type { WatchOutcome } from "./watch/watch-command";

interface Outcome {
  /** Whether the text has our own colors; what others wrote is safe to show in it. */
  readonly isStyled?: true;
  readonly output: string;
  readonly exitCode: number;
  /** What is to be done once the output is written. */
  readonly afterwards?: () => Promise<void>;
}

const progress = new ProgressLine(process.stderr, process.env);
const style = styleFor(process.stdout.isTTY === true, process.env);

/** Runs a command. The build makes a file of each program that is imported here, so that a command reads its own alone. */
async function run(command: Command): Promise<Outcome> {
  if (command.name === "help") {
    const { commandHelp, helpText } = await import("./help/help-text");
    return { output: command.command === undefined ? helpText() : commandHelp(command.command), exitCode: 0 };
  }
  if (command.name === "completion") {
    const { completionScript } = await import("./help/shell-completion");
    return { output: completionScript(command.shell), exitCode: 0 };
  }
  if (command.name === "version") return { output: `${version}\n`, exitCode: 0 };
  if (command.name === "demo") return stoppable(demoOutcome);
  if (isSnapshotCommand(command)) return runOverSnapshot(command);
  if (command.name === "history") {
    const { runHistory } = await import("./history/history-command");
    return { output: await runHistory(command), exitCode: 0 };
  }
  if (command.name === "compare") {
    const { runCompare } = await import("./history/compare-command");
    return { output: await runCompare(command, progress), exitCode: 0 };
  }
  if (command.name === "watch" && command.compare !== undefined) {
    const { watchTables } = await import("./watch/watch-command");
    return watched(command, await watchTables(command, { style, version }));
  }
  if (command.name === "audit" && command.snapshot) {
    const { auditSnapshot } = await import("./audit/audit-command");
    return audited(command, await auditSnapshot(command, { style, version }));
  }
  if (command.name === "query") return queryOutcome(command);
  return overCore(command, core => runWith(core, command));
}

/** A question to the whole Hub may need no index. */
async function queryOutcome(command: Command & { readonly name: "query" }): Promise<Outcome> {
  const { quickQuery } = await import("./quick-query");
  const { output, reason } = await quickQuery(command, { progress, warn });
  if (output !== null) return { output, exitCode: 0 };
  return overCore(command, async core => {
    const { runQuery } = await import("./query-command");
    return { output: await runQuery(command, core, reason), exitCode: 0 };
  });
}

/** Does the work of a command over the index and the Hub. */
async function overCore(
  command: { readonly places: Places },
  work: (core: Core) => Promise<Outcome>,
): Promise<Outcome> {
  const { openCore } = await import("./core");
  const core = await openCore(command.places, process.env, { warn, progress });
  let outcome: Outcome;
  try {
    outcome = await work(core);
  } catch (error) {
    await core.close(error);
    throw error;
  }
  await core.close();
  // What was printed may lack what a damaged index lost.
  return core.trouble() === null ? outcome : { ...outcome, exitCode: Math.max(outcome.exitCode, 2) };
}

async function runWith(
  core: Core,
  command: Exclude<
    Command,
    SnapshotCommand | { name: "help" | "version" | "completion" | "demo" | "query" | "history" | "compare" }
  >,
): Promise<Outcome> {
  if (command.name === "family") return familyOutcome(command, core);
  if (isEvidence(command)) return evidenceOutcome(command, core);
  if (command.name === "index") return runStoppable(core, command);
  if (command.name === "propose") return proposeOutcome(command, core);
  if (command.name === "watch")
    return stoppable(async running => {
      const { watchHub } = await import("./watch/watch-command");
      return watched(command, await watchHub(command, core, { style, version }, running));
    });
  if (command.name === "audit")
    return stoppable(async running => {
      const { auditOnHub } = await import("./audit/audit-command");
      return audited(command, await auditOnHub(command, core, { style, version }, running));
    });
  if (command.name === "mcp") {
    // Its SDK is a program of its own, which the other commands do not load.
    const { serveMcp } = await import("./mcp/serve-mcp");
    const isAsTold = await serveMcp(core, { version, roots: command.roots, warn });
    return { output: "", exitCode: isAsTold ? 0 : 2 };
  }
  if (command.name === "status") {
    const { runStatus } = await import("./status-command");
    return { output: await runStatus(command, core), exitCode: 0 };
  }
  if (command.name === "run") {
    const { runNotebook } = await import("./run-command");
    const isComplete = await runNotebook(command, core, text => print(text, command));
    return { output: "", exitCode: isComplete ? 0 : 2 };
  }
  return lintOutcome(command, core);
}

async function lintOutcome(command: Command & { readonly name: "lint" }, core: Core): Promise<Outcome> {
  const [{ exitCodeOf, lintPaths }, { printReport }] = await Promise.all([
    import("./lint-command"),
    import("./lint-report"),
  ]);
  const report = await lintPaths(command, core);
  if (command.summary !== undefined) {
    const { appendSummary } = await import("./lint/lint-summary");
    await appendSummary(command.summary, report);
  }
  const isStyled = command.format === "text" ? { isStyled: true as const } : {};
  return {
    ...isStyled,
    output: printReport(report, command.format, { version, style }),
    exitCode: exitCodeOf(report, command),
  };
}

function isEvidence(command: Command): command is EvidenceCommand {
  return isEvidenceCommand(command.name);
}

async function evidenceOutcome(command: EvidenceCommand, core: Core): Promise<Outcome> {
  const { runEvidence } = await import("./evidence/evidence-commands");
  const { output, isWhole } = await runEvidence(command, core, { style, version });
  return { output, exitCode: isWhole ? 0 : 2, ...(command.format === "text" ? { isStyled: true } : {}) };
}

function isSnapshotCommand(command: Command): command is SnapshotCommand {
  return ["import", "list-analyses", "analyze", "report", "export"].includes(command.name);
}

/** Runs a command on a table of the whole Hub; it opens no database. */
async function runOverSnapshot(command: SnapshotCommand): Promise<Outcome> {
  if (command.name === "import") {
    const { runImport } = await import("./snapshot/import-command");
    return stoppable(running => runImport(command, { ...running, warn }));
  }
  if (command.name === "export") {
    const { runExport } = await import("./snapshot/export-command");
    return { output: await runExport(command, progress), exitCode: 0 };
  }
  if (command.name === "report") {
    const { runReport } = await import("./snapshot/report-command");
    return asking(command, how => runReport(command, version, how, progress));
  }
  const { listAnalyses, runAnalyses } = await import("./snapshot/analyze-command");
  if (command.name === "list-analyses") return { output: listAnalyses(command), exitCode: 0 };
  return asking(command, how => runAnalyses(command, how, progress));
}

/** Asks at the terminal before anything is sent. */
async function proposeOutcome(command: ProposeCommand, core: Core): Promise<Outcome> {
  const [{ runPropose }, { proposalsOver }, { askPerson }] = await Promise.all([
    import("./propose/propose-command"),
    import("../hub/repos/proposals"),
    import("./terminal/ask-person"),
  ]);
  const { politeOptions } = await import("./core");
  const proposals = proposalsOver(politeOptions(command.places, process.env, warn));
  const print = async (text: string): Promise<void> => {
    progress.clear();
    await writeOut(text);
  };
  const ended = await runPropose(command, core, { proposals, style, print, ask: askPerson(), untilStopped });
  return { ...ended, isStyled: true };
}

function watched({ format }: WatchCommand, outcome: WatchOutcome): Outcome {
  return { ...outcome, ...(format === "text" ? { isStyled: true } : {}) };
}

function audited({ format }: AuditCommand, { output, isWhole }: AuditOutcome): Outcome {
  return { output, exitCode: isWhole ? 0 : 2, ...(format === "text" ? { isStyled: true } : {}) };
}

async function familyOutcome(command: Command & { readonly name: "family" }, core: Core): Promise<Outcome> {
  const { runFamily } = await import("./family/family-command");
  const how = { style, width: terminalWidth(process.stdout), version };
  const { output, isWhole } = await runFamily(command, core, how);
  return { output, exitCode: isWhole ? 0 : 2, ...(command.format === "text" ? { isStyled: true } : {}) };
}

async function demoOutcome({ signal }: Running): Promise<Outcome> {
  const [{ runDemo }, { openSampleCore }] = await Promise.all([
    import("./demo-command"),
    import("./sample-core"),
  ]);
  const core = await openSampleCore({ warn, progress });
  try {
    const layout = { style, width: terminalWidth(process.stdout) };
    return { output: await runDemo(core, { version, layout, signal }), exitCode: 0, isStyled: true };
  } finally {
    await core.close();
  }
}

/** Ctrl+C keeps what the Hub has answered; a command that does not ask it ends at once. */
function asking(
  { askHub }: { readonly askHub: number | undefined },
  work: (how: AskingCommand) => Promise<Outcome>,
): Promise<Outcome> {
  if (askHub === undefined) return work({ warn, signal: new AbortController().signal });
  return stoppable(({ signal }) => work({ warn, signal }));
}

/** Ctrl+C stops `index` and keeps what it has read; a second Ctrl+C ends the program at once. */
function runStoppable(core: Core, command: Command & { readonly name: "index" }): Promise<Outcome> {
  return stoppable(async running => {
    const { runIndex } = await import("./index-command");
    const { output, whole } = await runIndex(command, core, running);
    return { output, exitCode: whole ? 0 : 2 };
  });
}

/** Runs work that Ctrl+C stops cleanly; a second Ctrl+C ends the program at once. */
function stoppable(work: (running: Running) => Promise<Outcome>): Promise<Outcome> {
  return untilStopped(async signal => {
    const say = (line: string): void => {
      progress.clear();
      void writeOut(line).catch(stopPrinting);
    };
    try {
      const outcome = await work({ print: say, signal, progress });
      return signal.aborted ? { output: "", exitCode: 130 } : outcome;
    } catch (error) {
      if (signal.aborted) return { output: "", exitCode: 130 };
      throw error;
    }
  });
}

function warn(line: string): void {
  progress.clear();
  process.stderr.write(`hub-lineage: ${inLine(line.replace(/\s+/g, " ").trim())}\n`);
}

/** One line that says what went wrong: our own errors (a worker's are told by their name) as they are, others with a request to report them. */
function sentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof Error && error.name === "UserError"
    ? message
    : `${message} (unexpected error; please report it with the command that you ran)`;
}

/** Writes output of a command; done once there is room for more. */
async function print(text: string, command: Command, isStyled?: true): Promise<void> {
  progress.clear();
  const isJson =
    "format" in command && ["json", "sarif", "gitlab", "cyclonedx", "spdx"].includes(command.format);
  const shown = printable(text, { isJson, isStyled, isTerminal: process.stdout.isTTY === true });
  await writeOut(shown);
}

async function main(): Promise<void> {
  try {
    const command = parseCommand(process.argv.slice(2), process.stdout.isTTY === true);
    const { output, exitCode, isStyled, afterwards } = await run(command);
    progress.clear();
    process.exitCode = exitCode;
    await print(output, command, isStyled);
    await afterwards?.();
  } catch (error) {
    warn(sentence(error));
    process.exitCode = 2;
  }
}

speak({ language: "en", dictionary: keyedTexts(terminalWords) });
process.stdout.on("error", stopPrinting);

function stopPrinting(error: unknown): void {
  // Who reads only the beginning, such as head, ends the output, but not what the command found.
  if (error instanceof Error && "code" in error && error.code === "EPIPE") process.exit();
  warn(sentence(asDiskError(error, "the output")));
  process.exit(2);
}
// Exit code 1 means that lint found errors, so no crash may end with it.
process.on("uncaughtException", error => {
  warn(sentence(error));
  process.exit(2);
});
void main();
