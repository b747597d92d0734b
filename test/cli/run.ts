import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repoRoot } from "../harness/root";
import { testEnvironment } from "../harness/test-environment";

/** What a run of the program left behind. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `dist/cli.js` as a person would; `env` is added to an environment without any Hugging Face variable. */
export async function runCli(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return outcome(startCli(args, env));
}

/** Starts the same program; the caller waits for its end or kills it. */
export function startCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, [join(repoRoot(), "dist/cli.js"), ...args], { env: testEnvironment(env) });
}

/** Runs a line of a shell in a folder, with the same environment. */
export async function runShell(
  line: string,
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return outcome(spawn(line, { cwd, shell: true, env: testEnvironment(env) }));
}

/** Runs a program in a folder, with the same environment. */
export async function runIn(
  cwd: string,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return outcome(spawn(program, args, { cwd, env: testEnvironment(env), stdio: ["ignore", "pipe", "pipe"] }));
}

async function outcome(child: ChildProcess): Promise<Ran> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", chunk => (stdout += String(chunk)));
  child.stderr?.on("data", chunk => (stderr += String(chunk)));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("close", resolve).once("error", reject),
  );
  return { code, stdout, stderr };
}

/** An empty folder that is gone when the work is done. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-cli-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same with an index in which nothing is stored yet. */
export function withEmptyIndex(work: (folder: string) => Promise<void>): Promise<void> {
  return withFolder(async folder => {
    mkdirSync(join(folder, "segments"));
    await work(folder);
  });
}
