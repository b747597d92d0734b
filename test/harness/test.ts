import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runInExtensionHost } from "./extension-host";
import { repoRoot } from "./root";
import { isLong } from "./suites/long-runs";
import { leftPrograms, runNodeTests, testPrograms } from "./suites/node-tests";
import {
  emptyTally,
  leftText,
  nothingLeft,
  oneFailure,
  sumTallies,
  type Tally,
  tallyText,
} from "./suites/tally";

const out = (path: string) => join(repoRoot(), "out", path);
// Tests wait for servers, processes, and browsers, so one more program runs than there are cores.
const concurrency = availableParallelism() + 1;
const quick = () => ({ concurrency, timeout: isLong() ? 900_000 : 300_000 });
const heavy = { concurrency, timeout: 420_000 };

interface Suite {
  /** The folder of out/ that holds its programs. */
  readonly folder: string;
  run(programs: readonly string[]): Promise<Tally>;
  /** The npm script that runs it, for a suite that runs only when it is named, because it installs programs. */
  readonly script?: string;
}

/** In the order in which they run: the cheapest first. */
const suites: Readonly<Record<string, Suite>> = {
  unit: { folder: "unit", run: programs => runNodeTests(programs, quick()) },
  house: { folder: "house", run: programs => runNodeTests([out("house.test.js"), ...programs], quick()) },
  cli: { folder: "cli", run: programs => runNodeTests(programs, quick()) },
  vscode: { folder: "integration/workbench", run: runVsCodeSuite },
  vsix: { folder: "vsix", run: runVsixSuite },
  webview: { folder: "webview", run: programs => runNodeTests(programs, heavy) },
  "cli-package": {
    folder: "cli-package",
    run: programs => runNodeTests(programs, { concurrency: 1, timeout: 600_000 }),
    script: "test:cli-package",
  },
  agents: {
    folder: "agents",
    run: programs => runNodeTests(programs, { concurrency: 1, timeout: 600_000 }),
    script: "test:agents",
  },
  engines: {
    folder: "engines",
    run: programs => runNodeTests(programs, { concurrency: 1, timeout: 3_600_000 }),
    script: "test:engines",
  },
};

async function runVsCodeSuite(programs: readonly string[]): Promise<Tally> {
  const host = await runInExtensionHost();
  return sumTallies([host, programs.length > 0 ? await runNodeTests(programs, heavy) : emptyTally]);
}

/** All programs of this suite may be long ones, which `npm run test:vsix` runs. */
async function runVsixSuite(programs: readonly string[]): Promise<Tally> {
  return programs.length > 0 ? runNodeTests(programs, heavy) : emptyTally;
}

/** Runs the programs of a suite, and adds what it leaves to test:long. */
async function outcomeOf({ folder, run }: Suite): Promise<Tally> {
  const tally = await run(testPrograms(out(folder)));
  const left = { ...nothingLeft, programs: leftPrograms(out(folder)) };
  return sumTallies([tally, { ...emptyTally, left }]);
}

async function runSuite(name: string, suite: Suite): Promise<Tally> {
  const start = performance.now();
  process.stderr.write(`test: ${name} …\n`);
  const tally = await outcomeOf(suite).catch((error: unknown) =>
    oneFailure(error instanceof Error ? `${error.stack}` : `${error}`),
  );
  process.stderr.write(`test: ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  if (tally.details) console.log(`\n── ${name} ──\n${tally.details.trim()}\n`);
  for (const skipped of tally.skipped) console.log(`skipped in ${name}: ${skipped}`);
  return tally;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { long: { type: "boolean" } },
    allowPositionals: true,
  });
  if (values.long) process.env.HUB_LINEAGE_LONG = "1";
  const unknown = positionals.filter(name => !(name in suites));
  if (unknown.length > 0) {
    console.error(
      `There is no suite ${unknown.join(", ")}. Use one or more of: ${Object.keys(suites).join(", ")}.`,
    );
    return 2;
  }
  // Every test's environment relies on this home folder being empty.
  rmSync(join(repoRoot(), ".vscode-test/no-hugging-face-home"), { recursive: true, force: true });
  const results: [string, Tally][] = [];
  for (const [name, suite] of Object.entries(suites)) {
    if (positionals.length === 0 ? suite.script === undefined : positionals.includes(name))
      results.push([name, await runSuite(name, suite)]);
  }
  for (const line of leftText(results)) console.log(line);
  for (const [name, { script }] of Object.entries(suites)) {
    if (script !== undefined && !results.some(([ran]) => ran === name))
      console.log(`Left for npm run ${script}: the suite ${name}.`);
  }
  for (const [name, tally] of results) console.log(`${name}: ${tallyText(tally)}`);
  const total = sumTallies(results.map(([, tally]) => tally));
  console.log(tallyText(total));
  return total.failed > 0 ? 1 : 0;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
main().then(
  code => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
