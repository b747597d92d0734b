import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { runCli } from "../cli/run";
import { assertFigures } from "../cli/snapshot/agreement";
import { needsRecorded, recordedPath } from "../harness/recorded/recorded-data";
import { type InstalledEngines, installedEngines } from "./installed-engines";
import { type EngineRun, runInClickhouse, runInDuckdb, runInSpark } from "./run-engines";
import { startSpark } from "./spark-cluster";

const census = "hub-2024-07.parquet";
const folder = mkdtempSync(join(tmpdir(), "hub-lineage-engines-"));
const index = join(folder, "index");
let engines: InstalledEngines;

before(async () => {
  engines = installedEngines();
  if (needsRecorded(census).skip) return;
  const { code, stderr } = await runCli(["import", recordedPath(census), "--index", index]);
  assert.equal(code, 0, stderr);
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** The folder of an export of the census in 16 parts. */
async function exported(dialect: string): Promise<string> {
  const out = join(folder, dialect);
  const parts = ["--dialect", dialect, "--parts", "16"];
  const { code, stderr } = await runCli(["export", "--index", index, "--out", out, ...parts]);
  assert.equal(code, 0, stderr);
  return out;
}

/** Prints what the statements took, for docs/engines.md. */
function tell(engine: string, { seconds }: EngineRun): void {
  const each = Object.entries(seconds).map(([name, taken]) => `${name} ${taken.toFixed(1)}`);
  const all = Object.values(seconds).reduce((sum, taken) => sum + taken, 0);
  console.log(`${engine}: ${all.toFixed(1)} s (${each.join(", ")})`);
}

test(
  "DuckDB gives the figures of the analyses over the census in 16 parts",
  needsRecorded(census),
  async () => {
    const run = runInDuckdb(await exported("duckdb"));
    tell("DuckDB", run);
    await assertFigures(index, run.results);
  },
);

test(
  "ClickHouse gives the figures of the analyses over the census in 16 parts",
  needsRecorded(census),
  async () => {
    const run = await runInClickhouse(engines, await exported("clickhouse"));
    tell("ClickHouse (chDB)", run);
    await assertFigures(index, run.results);
  },
);

for (const workers of [1, 2])
  test(
    `a Spark cluster of a master and ${workers} workers gives the figures of the analyses`,
    needsRecorded(census),
    async () => {
      const out = await exported("spark");
      const cluster = await startSpark(engines, workers, join(folder, `spark-${workers}`));
      try {
        const run = await runInSpark(engines, cluster, out);
        tell(`Spark, workers: ${workers}`, run);
        await assertFigures(index, run.results);
      } finally {
        await cluster.stop();
      }
    },
  );

test("GraphFrames finds the same components on Spark", async t => {
  const jars = process.env.HUB_LINEAGE_GRAPHFRAMES_JARS;
  if (!jars)
    return t.skip(
      "needs the jars of GraphFrames for Spark 4, which no registry here has, in HUB_LINEAGE_GRAPHFRAMES_JARS",
    );
  const out = await exported("spark");
  const cluster = await startSpark(engines, 2, join(folder, "spark-graphframes"));
  try {
    const run = await runInSpark(engines, cluster, out, jars);
    tell("Spark with GraphFrames", run);
    await assertFigures(index, run.results);
  } finally {
    await cluster.stop();
  }
});
