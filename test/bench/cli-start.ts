import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchRow } from "../harness/bench-row";
import { makeTable } from "../harness/recorded/census-tables";
import { repoRoot } from "../harness/root";
import { testEnvironment } from "../harness/test-environment";
import { bringPeers } from "./inside/lint-peers";

/** What this bench measures. */
export const title =
  "cli-start: one card linted and one family from a snapshot, start included, beside Node itself and other command lines";

const rounds = 15;

/** A program with its arguments, and how long each of its runs took. */
interface Runner {
  readonly what: string;
  readonly command: readonly string[];
  readonly wall: number[];
  readonly cpu: number[];
}

/** Runs all in turns; the median of the clock and of processor time (of all threads), in ms. */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-cli-start-"));
  try {
    const runners = programs(folder).map(
      ([what, ...command]): Runner => ({ what, command, wall: [], cpu: [] }),
    );
    for (let round = 0; round < rounds; round++) for (const each of runners) once(each, folder);
    const [node] = runners;
    if (node === undefined) return [];
    return runners.flatMap(({ what, wall, cpu }): readonly BenchRow[] => [
      beside(`${what}, by the clock`, wall, node.wall),
      beside(`${what}, processor time`, cpu, node.cpu),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function programs(folder: string): readonly (readonly [what: string, ...command: string[]])[] {
  const [table, index, model] = [join(folder, "table.parquet"), join(folder, "index"), join(folder, "model")];
  const ours = [process.execPath, join(repoRoot(), "dist/cli.js")];
  makeTable(table, 760);
  const imported = spawnSync(ours[0] ?? "", [...ours.slice(1), "import", table, "--index", index]);
  if (imported.status !== 0) throw new Error(String(imported.stderr));
  mkdirSync(model);
  writeFileSync(
    join(model, "README.md"),
    "---\nlicense: apache-2.0\nlanguage: [en]\nbase_model: bigscience/bloom-560m\n---\n# A model\n\nSome words.\n",
  );
  const linter = join(bringPeers(), "node_modules/markdownlint-cli2/markdownlint-cli2-bin.mjs");
  const hasHf = spawnSync("hf", ["version"]).status === 0;
  return [
    ["node -e 0", process.execPath, "-e", "0"],
    ["lint of one card", ...ours, "lint", model, "--offline", "--index", index],
    [
      "family from a snapshot of 760,000 models",
      ...ours,
      ...["family", "bigscience/bloom-560m", "--offline", "--format", "text", "--index", index],
    ],
    ["markdownlint-cli2 of the same card", process.execPath, linter, join(model, "README.md")],
    ...(hasHf ? [["hf version", "hf", "version"] as const] : []),
  ];
}

/** One run. The shell tells how much processor time its child took. */
function once({ what, command, wall, cpu }: Runner, cwd: string): void {
  const script = '"$@" >/dev/null 2>/dev/null; echo $?; times';
  const begin = process.hrtime.bigint();
  const { stdout } = spawnSync("sh", ["-c", script, "sh", ...command], { cwd, env: testEnvironment() });
  wall.push(Number(process.hrtime.bigint() - begin) / 1e6);
  const [code = "", , children = ""] = stdout.toString().split("\n");
  // A linter that has findings ends with 1.
  if (Number(code) > 1) throw new Error(`${what} ended with ${code}.`);
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  cpu.push(
    parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60e3 + Number(seconds) * 1e3, 0),
  );
}

function beside(what: string, ours: readonly number[], node: readonly number[]): BenchRow {
  const [value, other] = [median(ours), median(node)];
  return { what, value, unit: "ms", beside: other, ratio: value / other };
}

function median(of: readonly number[]): number {
  return [...of].sort((one, next) => one - next)[of.length >> 1] ?? Number.NaN;
}
