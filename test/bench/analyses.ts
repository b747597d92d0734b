import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Analysis } from "../../src/analyses/analysis";
import { analyses } from "../../src/analyses/list";
import { runAnalysis } from "../../src/app/analysis-report";
import { snapshotFilesIn } from "../../src/platform/node-snapshot";
import { openSnapshot } from "../../src/store/open-snapshot";
import { lineageColumns } from "../../src/traits/snapshot-columns";
import type { BenchRow } from "../harness/bench-row";
import { runDuckdb } from "../harness/engines";
import { repoRoot } from "../harness/root";

/** What this bench measures. */
export const title =
  "Each analysis over the census of July 2024 in mode paper, from the file; beside the shipped SQL in DuckDB (2 threads)";

const census = join(
  process.env.HUB_LINEAGE_DATA ?? join(repoRoot(), "../shared/data"),
  "hub-2024-07.parquet",
);

function cli(...args: readonly string[]): void {
  const program = join(repoRoot(), "dist/cli.js");
  const { status, stderr } = spawnSync(process.execPath, [program, ...args]);
  if (status !== 0) throw new Error(stderr.toString());
}

const rounds = 3;

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[times.length >> 1] ?? Number.NaN;
}

/** ms of one analysis from the file to its tables: opening, loading the columns that it reads, and running. */
async function analyse(index: string, analysis: Analysis): Promise<number> {
  const begin = performance.now();
  const snapshot = await openSnapshot(snapshotFilesIn(index));
  if (snapshot === null) throw new Error("There is no snapshot.");
  const decoder = new TextDecoder();
  const columns = lineageColumns(snapshot.columns(), bytes => decoder.decode(bytes));
  runAnalysis(analysis, columns, { mode: "paper", seed: 1, scope: {} });
  snapshot.close();
  return performance.now() - begin;
}

async function ours(index: string, analysis: Analysis): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await analyse(index, analysis));
  return median(times);
}

/** ms of the shipped SQL as it is, over the exported files. */
function duckdb(out: string): ReadonlyMap<string, number> {
  const ids = ["inventory", "structure", "mutation", "drift"];
  const sql = ids.map(id => readFileSync(join(out, `${id}.sql`), "utf8"));
  const outcome = runDuckdb(Array.from({ length: rounds }, () => sql).flat(), { in: out });
  if (outcome === null) throw new Error("DuckDB could not be brought.");
  const { results } = outcome;
  return new Map(
    ids.map((id, at) => [
      id,
      median(results.filter((_, place) => place % ids.length === at).map(({ ms }) => ms)),
    ]),
  );
}

/** Runs the bench in a temporary folder. */
export async function run(): Promise<readonly BenchRow[]> {
  if (!existsSync(census)) throw new Error(`This bench needs ${census} (HUB_LINEAGE_DATA).`);
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
  try {
    const [index, out] = [join(folder, "index"), join(folder, "out")];
    cli("import", census, "--index", index);
    cli("export", "--index", index, "--out", out);
    const theirs = duckdb(out);
    const rows: BenchRow[] = [];
    for (const analysis of analyses) {
      const value = await ours(index, analysis);
      const beside = theirs.get(analysis.id);
      rows.push(
        beside === undefined
          ? { what: analysis.id, value, unit: "ms" }
          : { what: `${analysis.id}, beside DuckDB`, value, unit: "ms", beside, ratio: value / beside },
      );
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
