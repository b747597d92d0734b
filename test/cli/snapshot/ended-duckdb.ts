import assert from "node:assert/strict";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { untilRunning } from "../../unit/platform/duckdb/running-in";
import { startCli } from "../run";
import { ask, type Way } from "./duckdb-ways";

/** A statement that DuckDB computes without end. */
export const endless =
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n, hub.edges";

/** A script that starts a program as a process of its own, and waits for it. */
export function wrapperOf(program: string, folder: string): string {
  const path = join(folder, "wrapper");
  writeFileSync(path, `#!/bin/sh\n"${program}" "$@"\nexit $?\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Checks that nothing runs in an index folder once an endless question is ended at its limit of time. */
export async function assertEndedAtLimit(index: string, { name, path }: Way): Promise<void> {
  const { code, stderr } = await ask(index, endless, path, "--timeout", "1");
  assert.equal(code, 2, name);
  assert.match(stderr, /The query was stopped after 1 second\./, name);
  await untilRunning(index, 0);
}

/** Checks that nothing runs in an index folder once the program that asks an endless question is ended by a signal. */
export async function assertEndedWith(index: string, { path }: Way, signal: NodeJS.Signals): Promise<void> {
  const child = startCli(["query", endless, "--index", index, "--timeout", "3000"], {
    HUB_LINEAGE_DUCKDB: path,
  });
  const ended = new Promise(resolve => child.once("exit", resolve));
  // The program, and the process beside it.
  await untilRunning(index, 2);
  child.kill(signal);
  await ended;
  await untilRunning(index, 0);
}
