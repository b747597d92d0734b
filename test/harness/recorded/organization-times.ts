import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyses } from "../../../src/analyses/list";
import { runAnalysis } from "../../../src/app/report/analysis-report";
import { lineageColumns } from "../../../src/columns/snapshot-columns";
import { snapshotFilesIn } from "../../../src/platform/node-snapshot";
import { openSnapshot } from "../../../src/snapshot/open-snapshot";
import type { BenchRow } from "../bench-row";
import { runDuckdb } from "../engines";
import { repoRoot } from "../root";
import { makeTable } from "./census-tables";
import { authorsStatement, organizationSql, type SqlTable } from "./organization-sql";
import { makeSizedTable } from "./sized-tables";

const rounds = 3;

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[times.length >> 1] ?? Number.NaN;
}

/** Milliseconds from the file to the tables: opening, loading the columns that are read, and running. */
async function ours(index: string, id: string): Promise<number> {
  const analysis = analyses.find(each => each.id === id);
  if (analysis === undefined) throw new Error(`There is no analysis ${id}.`);
  const begin = performance.now();
  const snapshot = await openSnapshot(snapshotFilesIn(index));
  if (snapshot === null) throw new Error("There is no snapshot.");
  const decoder = new TextDecoder();
  const columns = lineageColumns(snapshot.columns(), bytes => decoder.decode(bytes));
  runAnalysis(analysis, columns, { mode: "corrected", seed: 1, scope: {} });
  snapshot.close();
  return performance.now() - begin;
}

/** Milliseconds of all statements of one analysis together, without making the table of authors. */
function theirs(statements: readonly string[]): number {
  const outcome = runDuckdb([authorsStatement, ...statements]);
  if (outcome === null) throw new Error("DuckDB could not be downloaded.");
  return outcome.results.slice(1).reduce((sum, { ms }) => sum + ms, 0);
}

async function timesOf(what: string, table: SqlTable, folder: string): Promise<readonly BenchRow[]> {
  const index = join(folder, "index");
  const program = join(repoRoot(), "dist/cli.js");
  const { status, stderr } = spawnSync(process.execPath, [program, "import", table.file, "--index", index]);
  if (status !== 0) throw new Error(stderr.toString());
  const rows: BenchRow[] = [];
  for (const [id, statements] of Object.entries(organizationSql(table))) {
    const [one, other]: [number[], number[]] = [[], []];
    // In turn, so that whatever else the machine does slows down both.
    for (let round = 0; round < rounds; round++) {
      one.push(await ours(index, id));
      other.push(theirs(Object.values(statements)));
    }
    const [value, beside] = [median(one), median(other)];
    rows.push({ what: `${id}, ${what}`, value, unit: "ms", beside, ratio: value / beside });
  }
  return rows;
}

/** The time of each analysis of organizations beside DuckDB's SQL for the same figures. */
export async function organizationTimes(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [what, thousands, make, columns] of [
    ["the census", 760, makeTable, []],
    ["3,040,000 models", 3040, makeTable, []],
    [
      ...(["3,040,000 models with sizes and emissions", 3040, makeSizedTable] as const),
      ["usedStorage", "safetensors", "cardData"],
    ],
  ] as const) {
    const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
    try {
      const file = join(folder, "table.parquet");
      make(file, thousands);
      const weights = columns.length === 0 ? {} : { weights: 'safetensors.parameters."BF16" * 2' };
      rows.push(...(await timesOf(what, { file, columns: new Set(columns), ...weights }, folder)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
}
