import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Analysis } from "../../src/analyses/analysis";
import { analyses } from "../../src/analyses/list";
import { measureIds } from "../../src/analyses/similarity/similarity-measures";
import { runAnalysis } from "../../src/app/report/analysis-report";
import { lineageColumns } from "../../src/columns/snapshot-columns";
import { snapshotFilesIn } from "../../src/platform/node-snapshot";
import { openSnapshot } from "../../src/snapshot/open-snapshot";
import type { BenchRow } from "../harness/bench-row";
import { runDuckdb } from "../harness/engines";
import { makeTable } from "../harness/recorded/census-tables";
import { repoRoot } from "../harness/root";

/** What this bench measures. */
export const title =
  "Each analysis over the census of July 2024 and four copies of it in mode paper, from the file, beside the aim of 1 s of processor time; compared with the shipped SQL in DuckDB (2 threads), and each measure of similarity beside all of them";

/** Models in thousands. */
const sizes = [760, 3040];

function cli(...args: readonly string[]): void {
  const program = join(repoRoot(), "dist/cli.js");
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], { maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr.toString());
}

/** Loaded into the command line, so that it tells at its end what it took. */
const tellMemory = `process.on("exit", () => {
  require("node:fs").writeSync(2, "\\npeak " + process.resourceUsage().maxRSS / 1024 + "\\n");
});`;

/** The same analysis as a person runs it, in a program that has just started: seconds by the clock, and MB at most. */
function alone(
  folder: string,
  index: string,
  ...id: readonly string[]
): { readonly seconds: number; readonly peakMB: number } {
  const hook = join(folder, "hook.cjs");
  writeFileSync(hook, tellMemory);
  const begin = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      "--require",
      hook,
      join(repoRoot(), "dist/cli.js"),
      "analyze",
      ...id,
      "--index",
      index,
      "--mode",
      "paper",
    ],
    { maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(stderr.toString());
  const seconds = (performance.now() - begin) / 1000;
  return { seconds, peakMB: Math.round(Number(/^peak ([\d.]+)$/m.exec(stderr.toString())?.[1])) };
}

const rounds = 3;

/** Seconds of processor time that an analysis other than similarity may take. */
const aim = 1;

/** What analyses cannot do without: an organization of the census, and another snapshot. */
const organization = "TheBloke";

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[times.length >> 1] ?? Number.NaN;
}

/** What one run took: ms by the clock, and seconds of processor time. */
interface Taken {
  readonly ms: number;
  readonly processor: number;
}

/** One analysis from the file to its tables: opening, loading the columns that it reads, and running. */
async function analyze(index: string, analysis: Analysis): Promise<Taken> {
  const [begin, used] = [performance.now(), process.cpuUsage()];
  const snapshot = await openSnapshot(snapshotFilesIn(index));
  if (snapshot === null) throw new Error("There is no snapshot.");
  const decoder = new TextDecoder();
  const columns = lineageColumns(snapshot.columns(), bytes => decoder.decode(bytes));
  const scope = analysis.requires === "organization" ? { organization } : {};
  const older = analysis.requires === "older" ? columns : undefined;
  runAnalysis(analysis, columns, { mode: "paper", seed: 1, scope }, older);
  snapshot.close();
  const { user, system } = process.cpuUsage(used);
  return { ms: performance.now() - begin, processor: (user + system) / 1e6 };
}

async function ours(index: string, analysis: Analysis): Promise<Taken> {
  const taken: Taken[] = [];
  for (let round = 0; round < rounds; round++) taken.push(await analyze(index, analysis));
  return {
    ms: median(taken.map(({ ms }) => ms)),
    processor: median(taken.map(({ processor }) => processor)),
  };
}

/** ms of the shipped SQL as it is, over the exported files. */
function duckdb(out: string): ReadonlyMap<string, number> {
  const ids = ["inventory", "structure", "mutation", "drift"];
  const sql = ids.map(id => readFileSync(join(out, `${id}.sql`), "utf8"));
  const outcome = runDuckdb(Array.from({ length: rounds }, () => sql).flat(), { in: out });
  if (outcome === null) throw new Error("DuckDB could not be downloaded.");
  const { results } = outcome;
  return new Map(
    ids.map((id, at) => [
      id,
      median(results.filter((_, place) => place % ids.length === at).map(({ ms }) => ms)),
    ]),
  );
}

/** The measures of the census, which has no cards: all of them, but of the copies only the one that takes longest. */
const metadataMeasures = measureIds.filter(id => !id.startsWith("card/"));

/** Single measures of similarity, compared with all of them together. */
function measuresAlone(
  folder: string,
  index: string,
  thousands: number,
  together: { readonly seconds: number; readonly peakMB: number },
): readonly BenchRow[] {
  const ids = thousands > 760 ? metadataMeasures.slice(0, 1) : metadataMeasures;
  return ids.flatMap(id => {
    const { seconds, peakMB } = alone(folder, index, "similarity", "--measure", id);
    const beside = together.seconds;
    return [
      {
        what: `  ${id} alone, compared with all`,
        value: seconds,
        unit: "s",
        beside,
        ratio: seconds / beside,
      },
      {
        what: "    its peak memory",
        value: peakMB,
        unit: "MB",
        beside: together.peakMB,
        ratio: peakMB / together.peakMB,
      },
    ];
  });
}

async function bench(thousands: number, folder: string): Promise<readonly BenchRow[]> {
  const [table, index, out] = [join(folder, "table.parquet"), join(folder, "index"), join(folder, "out")];
  makeTable(table, thousands);
  cli("import", table, "--index", index);
  cli("export", "--index", index, "--out", out);
  const theirs = duckdb(out);
  const rows: BenchRow[] = [];
  for (const analysis of analyses) {
    const needed =
      analysis.requires === "organization"
        ? ["--organization", organization]
        : analysis.requires === "older"
          ? ["--compare", index]
          : [];
    const { seconds, peakMB } = alone(folder, index, analysis.id, ...needed);
    rows.push({ what: `${analysis.id}, ${thousands},000 models, with its start`, value: seconds, unit: "s" });
    rows.push({ what: "  its peak memory", value: peakMB, unit: "MB" });
    // Similarity at the paper's sample sizes takes a minute and more: one run of it has to do.
    if (analysis.id === "similarity") {
      rows.push(...measuresAlone(folder, index, thousands, { seconds, peakMB }));
      continue;
    }
    const { ms: value, processor } = await ours(index, analysis);
    rows.push({
      what: "  processor time in a program that runs already, beside the aim",
      value: processor,
      unit: "s",
      beside: aim,
      ratio: processor / aim,
    });
    const beside = theirs.get(analysis.id);
    rows.push(
      beside === undefined
        ? { what: "  in a program that runs already", value, unit: "ms" }
        : {
            what: "  in a program that runs already, compared with DuckDB",
            value,
            unit: "ms",
            beside,
            ratio: value / beside,
          },
    );
  }
  return rows;
}

/** Runs the bench in temporary folders. */
export async function run(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
    try {
      rows.push(...(await bench(size, folder)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
}
