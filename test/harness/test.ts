import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runInExtensionHost } from "./extension-host";
import { runNodeTests, testPrograms } from "./node-tests";
import { repoRoot } from "./root";
import { emptyTally, oneFailure, sumTallies, type Tally, tallyText } from "./tally";

const out = (path: string) => join(repoRoot(), "out", path);
const quick = () => ({ concurrency: 2, timeout: process.env.HUB_LINEAGE_LONG ? 900_000 : 300_000 });
const heavy = { concurrency: 1, timeout: 240_000 };

/** In the order in which they run: the cheapest first. */
const suites: Readonly<Record<string, () => Promise<Tally>>> = {
  unit: () => runNodeTests(testPrograms(out("unit")), quick()),
  house: () => runNodeTests([out("house.test.js"), ...testPrograms(out("house"))], quick()),
  cli: () => runNodeTests(testPrograms(out("cli")), quick()),
  vscode: runVsCodeSuite,
  webview: () => runNodeTests(testPrograms(out("webview")), { ...heavy, concurrency: 2 }),
};

async function runVsCodeSuite(): Promise<Tally> {
  const host = await runInExtensionHost();
  const programs = testPrograms(out("integration/workbench"));
  return sumTallies([host, programs.length > 0 ? await runNodeTests(programs, heavy) : emptyTally]);
}

async function runSuite(name: string, suite: () => Promise<Tally>): Promise<Tally> {
  const start = performance.now();
  process.stderr.write(`test: ${name} …\n`);
  const tally = await suite().catch((error: unknown) =>
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
    console.error(`There is no suite ${unknown.join(", ")}. Say some of: ${Object.keys(suites).join(", ")}.`);
    return 2;
  }
  // The environment of every test says this home is empty.
  rmSync(join(repoRoot(), ".vscode-test/no-hugging-face-home"), { recursive: true, force: true });
  const results: [string, Tally][] = [];
  for (const [name, suite] of Object.entries(suites)) {
    if (positionals.length === 0 || positionals.includes(name))
      results.push([name, await runSuite(name, suite)]);
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
