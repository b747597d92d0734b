import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installedEngines } from "../engines/installed-engines";
import { type EngineRun, runInClickhouse, runInDuckdb, runInSpark } from "../engines/run-engines";
import { startSpark } from "../engines/spark-cluster";
import type { BenchRow } from "../harness/bench-row";
import { runDuckdb } from "../harness/engines";
import { census } from "../harness/recorded/census-tables";
import { repoRoot } from "../harness/root";

/** What this bench measures. */
export const title =
  "engine-growth: the statements of hub-lineage export over the census and copies of it, on DuckDB, ClickHouse (chDB), and a Spark cluster of one and of two workers; beside each, the same for a quarter of the models";

/** Copies of the census of 760,000 models. */
const copies = [1, 4, 16];

const parts = 16;

function cli(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [join(repoRoot(), "dist/cli.js"), ...args]);
  if (status !== 0) throw new Error(stderr.toString());
}

/** Writes copies of the tables in a folder to another: models with numbers and IDs of their own, whose links stay within a copy. */
function multiply(from: string, to: string, times: number): void {
  const models = Number(
    runDuckdb([`SELECT count(*) FROM '${from}/models/*.parquet'`])?.results[0]?.rows[0]?.[0],
  );
  const shifted: Readonly<Record<string, string>> = {
    models: `* EXCLUDE (n) REPLACE ((model + n * ${models})::INTEGER AS model, id || '-' || n AS id)`,
    traits: `* EXCLUDE (n) REPLACE ((model + n * ${models})::INTEGER AS model)`,
    edges: `* EXCLUDE (n) REPLACE ((child + n * ${models})::INTEGER AS child, (parent + n * ${models})::INTEGER AS parent, parent_id || '-' || n AS parent_id)`,
  };
  for (const [name, columns] of Object.entries(shifted)) {
    mkdirSync(join(to, name), { recursive: true });
    for (let part = 0; part < parts; part++) {
      const file = `part-${String(part).padStart(4, "0")}.parquet`;
      const source = `'${join(from, name, file)}', range(${times}) AS copy(n)`;
      const sql = `COPY (SELECT ${columns} FROM ${source}) TO '${join(to, name, file)}' (FORMAT parquet)`;
      if (runDuckdb([sql]) === null) throw new Error("DuckDB is missing.");
    }
  }
}

/** A folder with the statements of an export and the tables of another. */
function laid(statements: string, tables: string, folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(statements))
    if (/\.(?:sql|py)$/.test(name)) cpSync(join(statements, name), join(folder, name));
  for (const name of ["models", "traits", "edges"])
    cpSync(join(tables, name), join(folder, name), { recursive: true });
  return folder;
}

/** Runs the statements that are laid in a folder. */
type Engine = (folder: string) => Promise<EngineRun>;

/** The engines, the fastest first, each with the dialect of its statements. */
function engines(scratch: string): readonly (readonly [name: string, dialect: string, run: Engine])[] {
  const installed = installedEngines();
  const spark =
    (workers: number): Engine =>
    async folder => {
      const cluster = await startSpark(installed, workers, join(scratch, `spark-${workers}`));
      try {
        return await runInSpark(installed, cluster, folder);
      } finally {
        await cluster.stop();
      }
    };
  return [
    ["DuckDB", "duckdb", async folder => runInDuckdb(folder)],
    ["ClickHouse", "clickhouse", folder => runInClickhouse(installed, folder)],
    ["Spark, 1 worker", "spark", spark(1)],
    ["Spark, 2 workers", "spark", spark(2)],
  ];
}

/** The figures of the structure, which every engine must give alike. */
function figuresOf({ results }: EngineRun): string {
  return JSON.stringify((results.structure ?? []).map(([name, value]) => [name, Number(value)]).sort());
}

const total = ({ seconds }: EngineRun) => Object.values(seconds).reduce((sum, taken) => sum + taken, 0);

/** Runs the bench in a temporary folder. */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
  try {
    const index = join(folder, "index");
    cli("import", census, "--index", index);
    const statements: Record<string, string> = {};
    for (const dialect of ["duckdb", "spark", "clickhouse"]) {
      statements[dialect] = join(folder, dialect);
      cli(
        "export",
        "--index",
        index,
        "--out",
        join(folder, dialect),
        "--dialect",
        dialect,
        "--parts",
        `${parts}`,
      );
    }
    for (const times of copies) multiply(join(folder, "duckdb"), join(folder, `tables-${times}`), times);
    const rows: BenchRow[] = [];
    const figures = new Map<number, string>();
    for (const [name, dialect, run] of engines(folder)) {
      let before: number | undefined;
      for (const times of copies) {
        const place = laid(statements[dialect] ?? "", join(folder, `tables-${times}`), join(folder, "run"));
        const ran = await run(place);
        const value = total(ran);
        console.error(`${name}, ${times} × 760,000: ${JSON.stringify(ran.seconds)}`);
        const known = figures.get(times) ?? figuresOf(ran);
        if (known !== figuresOf(ran)) throw new Error(`${name} differs at ${times} copies.`);
        figures.set(times, known);
        rows.push({
          what: `${name}, ${(times * 0.76).toFixed(2)} million models`,
          value,
          unit: "s",
          ...(before === undefined ? {} : { beside: before, ratio: value / before }),
        });
        before = value;
      }
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
