import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { endAtOnce } from "../processes";
import { repoRoot } from "../root";
import { testEnvironment } from "../test-environment";
import { isLong, isLongOnly, samplesIn } from "./long-runs";
import { type Left, oneFailure, type Tally } from "./tally";

/** How to run the test programs of a suite. */
export interface NodeTestOptions {
  /** How many programs run at the same time. */
  readonly concurrency: number;
  /** Milliseconds after which one test counts as failed. */
  readonly timeout: number;
}

/** The built test programs in a folder of out/ that belong to this run; the directory is the list. */
export function testPrograms(folder: string): string[] {
  return isLong() ? allPrograms(folder) : allPrograms(folder).filter(name => !isLongProgram(name));
}

/** The programs in a folder that only `npm run test:long` runs, with their number of tests. */
export function leftPrograms(folder: string): Left["programs"] {
  const programs = isLong() ? [] : allPrograms(folder).filter(isLongProgram);
  if (programs.length === 0) return [];
  const counter = [join(repoRoot(), "out/harness/count-tests.js"), ...programs];
  const { status, stdout, stderr } = spawnSync(process.execPath, counter, { env: testEnvironment() });
  if (status !== 0) throw new Error(`The tests of test:long could not be counted: ${stderr.toString()}`);
  const counts: Record<string, number> = JSON.parse(stdout.toString());
  return programs.map(program => ({
    name: relative(join(repoRoot(), "out"), program).replaceAll("\\", "/").replace(/\.js$/, ".ts"),
    tests: counts[program] ?? 0,
  }));
}

const isLongProgram = (name: string) => name.endsWith("-long.test.js");

function allPrograms(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names
    .filter(name => name.endsWith(".test.js"))
    .sort()
    .map(name => join(folder, name));
}

/** Runs programs with Node's own test runner and reads its closing counts. */
export async function runNodeTests(programs: readonly string[], options: NodeTestOptions): Promise<Tally> {
  if (programs.length === 0) return oneFailure("No test program was found. Look for its folder under test/.");
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-tap-"));
  const tap = join(folder, "result.tap");
  try {
    const { output, code } = await runRunner(programs, options, tap);
    return readTap(existsSync(tap) ? readFileSync(tap, "utf8") : "", output, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The counts in a TAP report; a report without them means that the runner itself failed. */
export function readTap(tap: string, output: string, code: number): Tally {
  const count = (name: string) => Number(new RegExp(`^# ${name} (\\d+)$`, "m").exec(tap)?.[1] ?? Number.NaN);
  const passed = count("pass");
  const failed = count("fail") + count("cancelled");
  if (Number.isNaN(passed + failed))
    return oneFailure(`Node's test runner did not finish. It said:\n${output}`);
  const notRun = [...tap.matchAll(/^\s*ok \d+ - (.*?) # (SKIP|TODO)(.*)$/gm)].map(
    ([, name = "", , why = ""]) => ({ name, why: why.trim() }),
  );
  const skipped = notRun
    .filter(({ why }) => !isLongOnly(why))
    .map(({ name, why }) => (why ? `${name}: ${why}` : name));
  const tests = notRun.filter(({ why }) => isLongOnly(why)).map(({ name }) => name);
  const left = { programs: [], tests, samples: samplesIn(tap) };
  const details = failed === 0 ? "" : output.slice(Math.max(0, output.lastIndexOf("failing tests:")));
  // A program that fails after its last test has no failing test, only an exit code.
  if (failed === 0 && code !== 0) return { passed, failed: 1, skipped, left, details: output };
  return { passed, failed, skipped, left, details };
}

async function runRunner(
  programs: readonly string[],
  { concurrency, timeout }: NodeTestOptions,
  tap: string,
): Promise<{ output: string; code: number }> {
  const flags = [
    "--test",
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${timeout}`,
    ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
    ...["--test-reporter=tap", `--test-reporter-destination=${tap}`],
  ];
  const env = testEnvironment();
  const runner = spawn(process.execPath, [...flags, ...programs], { detached: true, env });
  const lastMoment = () => runner.pid && endAtOnce(runner.pid);
  process.once("exit", lastMoment);
  let output = "";
  const take = (chunk: Buffer) => {
    output += chunk.toString();
  };
  runner.stdout.on("data", take);
  runner.stderr.on("data", take);
  const [code] = await once(runner, "close");
  process.removeListener("exit", lastMoment);
  return { output, code: typeof code === "number" ? code : 1 };
}
