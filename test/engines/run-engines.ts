import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runIn } from "../cli/run";
import { runDuckdb } from "../harness/engines";
import type { InstalledEngines } from "./installed-engines";
import type { SparkCluster } from "./spark-cluster";

/** The analyses that an export has statements for. */
export const statementNames = ["structure", "mutation", "drift", "inventory"] as const;

/** Rows of each statement, and the seconds that each took; `components` is what was made before them. */
export interface EngineRun {
  readonly results: Readonly<Record<string, readonly (readonly unknown[])[]>>;
  readonly seconds: Readonly<Record<string, number>>;
}

/** Runs the statements of an export for DuckDB in its folder. */
export function runInDuckdb(folder: string): EngineRun {
  const sql = statementNames.map(name => readFileSync(join(folder, `${name}.sql`), "utf8"));
  const told = runDuckdb(sql, { in: folder });
  if (told === null) throw new Error("DuckDB could not be downloaded.");
  const rows = statementNames.map((name, at) => [name, told.results[at]?.rows ?? []] as const);
  const seconds = statementNames.map((name, at) => [name, (told.results[at]?.ms ?? 0) / 1000] as const);
  return { results: Object.fromEntries(rows), seconds: Object.fromEntries(seconds) };
}

/** Runs an export for ClickHouse with its program. */
export async function runInClickhouse({ python }: InstalledEngines, folder: string): Promise<EngineRun> {
  const out = join(folder, "results.json");
  const { code, stderr } = await runIn(folder, python, ["run-clickhouse.py", "--out", out]);
  if (code !== 0) throw new Error(`ClickHouse failed: ${stderr.slice(-3000)}`);
  return JSON.parse(readFileSync(out, "utf8"));
}

/** Runs an export for Spark with its program on a cluster; `graphframes` names its jars, if it is to find the components. */
export async function runInSpark(
  { sparkHome }: InstalledEngines,
  { master, env }: SparkCluster,
  folder: string,
  graphframes?: string,
): Promise<EngineRun> {
  const out = join(folder, "results.json");
  const settings = [
    "spark.driver.host=127.0.0.1",
    "spark.driver.memory=2g",
    "spark.executor.memory=2g",
    "spark.ui.enabled=false",
  ];
  const flags = ["--master", master, ...settings.flatMap(each => ["--conf", each])];
  const program = [join(folder, "run-spark.py"), "--out", out];
  const args =
    graphframes === undefined
      ? [...flags, ...program]
      : [...flags, "--jars", graphframes, ...program, "--graphframes", "--scratch", join(folder, "scratch")];
  const { code, stderr } = await runIn(folder, join(sparkHome, "bin/spark-submit"), args, env);
  if (code !== 0) throw new Error(`Spark failed: ${stderr.slice(-3000)}`);
  return JSON.parse(readFileSync(out, "utf8"));
}
