import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endAtOnce } from "./processes";
import { oneFailure, type Tally } from "./tally";
import { testEnvironment } from "./test-environment";

/** How the test programs of a suite are run. */
export interface NodeTestOptions {
  /** Programs run at the same time. */
  readonly concurrency: number;
  /** Milliseconds after which one test counts as failed. */
  readonly timeout: number;
}

/** The built test programs below a folder of out/; the directory is the list. Those named `-long.test` belong to `npm run test:long`. */
export function testPrograms(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names
    .filter(name => name.endsWith(".test.js"))
    .filter(name => !name.endsWith("-long.test.js") || process.env.HUB_LINEAGE_LONG === "1")
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

/** The counts of a TAP report; a report without them is a failure of the runner itself. */
export function readTap(tap: string, output: string, code: number): Tally {
  const count = (name: string) => Number(new RegExp(`^# ${name} (\\d+)$`, "m").exec(tap)?.[1] ?? Number.NaN);
  const passed = count("pass");
  const failed = count("fail") + count("canceled");
  if (Number.isNaN(passed + failed))
    return oneFailure(`Node's test runner did not finish. It said:\n${output}`);
  const skipped = [...tap.matchAll(/^\s*ok \d+ - (.*?) # (SKIP|TODO)(.*)$/gm)].map(
    ([, name, , why]) => `${name}${why ? `:${why}` : ""}`,
  );
  const details = failed === 0 ? "" : output.slice(Math.max(0, output.lastIndexOf("failing tests:")));
  // A program that fails after its last test has no failing test, only an exit code.
  if (failed === 0 && code !== 0) return { passed, failed: 1, skipped, details: output };
  return { passed, failed, skipped, details };
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
