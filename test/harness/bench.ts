import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import type { Bench, BenchRow } from "./bench-row";
import { repoRoot } from "./root";

const folder = () => join(repoRoot(), "out/bench");

/** Where benchmarks are; those over several snapshots have a folder of their own. */
const places = ["", "snapshots"];

/** The files of the benchmarks, by name. */
function benchFiles(): ReadonlyMap<string, string> {
  const files = places
    .map(place => join(folder(), place))
    .flatMap(place => (existsSync(place) ? readdirSync(place).map(file => join(place, file)) : []))
    .filter(file => file.endsWith(".js"));
  return new Map(files.map(file => [basename(file, ".js"), file]));
}

function benchNames(): string[] {
  return [...benchFiles().keys()].sort();
}

function loadBench(name: string): Bench {
  // Built next to this program and found by name, so there is no list of benchmarks to maintain.
  return require(benchFiles().get(name) ?? "") as Bench;
}

function bringVsCode(): void {
  const setup = join(repoRoot(), "test/harness/setup.mjs");
  const { status } = spawnSync(process.execPath, [setup, "bring"], { stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error("VS Code could not be downloaded; see above.");
}

function table(rows: readonly BenchRow[]): string {
  const cells = rows.map(row => [
    row.what,
    `${figure(row.value)} ${row.unit}`,
    row.beside === undefined ? "" : `${figure(row.beside)} ${row.unit}`,
    row.ratio === undefined ? "" : `× ${figure(row.ratio)}`,
  ]);
  const lines = [["what", "value", "beside", "ratio"], ...cells];
  const widths = [0, 1, 2, 3].map(column => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  const pad = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return lines.map(line => line.map(pad).join("  ").trimEnd()).join("\n");
}

function figure(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString("en-US") : value.toPrecision(3);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: "boolean" } },
    allowPositionals: true,
  });
  const [name] = positionals;
  if (!name) {
    for (const known of benchNames()) console.log(`${known.padEnd(16)} ${loadBench(known).title}`);
    return 0;
  }
  if (!benchNames().includes(name)) {
    console.error(`There is no bench ${name}. Use one of: ${benchNames().join(", ")}.`);
    return 2;
  }
  const bench = loadBench(name);
  if (bench.needs?.includes("vscode")) bringVsCode();
  const rows = await bench.run();
  if (values.json) console.log(JSON.stringify({ bench: name, title: bench.title, rows }));
  else console.log(`${bench.title}\n\n${table(rows)}`);
  return 0;
}

main().then(
  code => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
