import { readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { emptyTally, oneFailure, type Tally } from "../harness/suites/tally";

/** Called by the extension host: runs every integration test in this folder and writes the tally for the harness. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, reporter: "min" });
  for (const name of readdirSync(__dirname, { recursive: true, encoding: "utf8" }).sort()) {
    // Tests in workbench/ drive VS Code from outside and run under node:test.
    if (name.endsWith(".test.js") && !name.startsWith("workbench")) mocha.addFile(join(__dirname, name));
  }
  const tally = await tallyOf(mocha).catch((error: unknown) =>
    failure("the test programs could not be loaded", error),
  );
  writeResult(tally);
  if (tally.failed > 0) throw new Error(tally.details);
}

async function tallyOf(mocha: Mocha): Promise<Tally> {
  const passed: string[] = [];
  const skipped: string[] = [];
  const failures: string[] = [];
  await new Promise<void>(resolve => {
    const runner = mocha.run(() => resolve());
    runner.on("pass", test => passed.push(test.fullTitle()));
    runner.on("pending", test => skipped.push(test.fullTitle()));
    runner.on("fail", (test, error) => failures.push(failure(test.fullTitle(), error).details));
  });
  const details = failures.join("\n");
  return { ...emptyTally, passed: passed.length, failed: failures.length, skipped, details };
}

function failure(title: string, error: unknown): Tally {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return oneFailure(`✖ ${title}\n${words}\n`);
}

/** Writes a temporary file and renames it, because the harness reads the tally as soon as it exists. */
function writeResult(tally: Tally): void {
  const file = process.env.HUB_LINEAGE_TEST_RESULT;
  if (!file) return;
  writeFileSync(`${file}.part`, JSON.stringify(tally));
  renameSync(`${file}.part`, file);
}
