import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchRow } from "../harness/bench-row";
import { runDuckdb } from "../harness/engines";
import { makeTable } from "../harness/recorded/census-tables";
import { repoRoot } from "../harness/root";

/** What this bench measures. */
export const title =
  "hub-query: SQL over the whole snapshot by the command line, its start included, compared with DuckDB over the exported tables";

/** Models in thousands. */
const sizes = [760, 3040];

/** The same question for each: ours over the tables under `hub`, DuckDB's over the Parquet files. */
const questions: readonly (readonly [what: string, ours: string, theirs: string])[] = [
  [
    "licenses, counted",
    "SELECT license, count(*) FROM hub.models GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
    "SELECT value, count(*) FROM 'traits.parquet' WHERE trait = 'license' GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
  ],
  [
    "changes of the task from parent to child",
    `SELECT p.task, c.task, count(*) FROM hub.edges AS e JOIN hub.models AS p ON p.id = e.parent
       JOIN hub.models AS c ON c.id = e.child WHERE p.task <> c.task GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 10`,
    `WITH t AS (SELECT model, value FROM 'traits.parquet' WHERE trait = 'task')
       SELECT p.value, c.value, count(*) FROM 'edges.parquet' AS e JOIN t AS p ON p.model = e.parent
       JOIN t AS c ON c.model = e.child WHERE p.value <> c.value GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 10`,
  ],
  [
    "every column of the ten most downloaded",
    "SELECT * FROM hub.models ORDER BY downloads DESC LIMIT 10",
    "SELECT * FROM 'models.parquet' ORDER BY downloads DESC LIMIT 10",
  ],
];

/** Loaded into the command line, so that it tells at its end what it took. */
const tellMemory = `data:text/javascript,process.on("exit",()=>console.error("peak "+process.resourceUsage().maxRSS/1024))`;

function cli(...args: readonly string[]): number {
  const program = join(repoRoot(), "dist/cli.js");
  const { status, stderr } = spawnSync(process.execPath, ["--import", tellMemory, program, ...args], {
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr.toString());
  return Math.round(Number(/^peak ([\d.]+)$/m.exec(stderr.toString())?.[1]));
}

function bench(thousands: number, folder: string): readonly BenchRow[] {
  const [table, index, out] = [join(folder, "table.parquet"), join(folder, "index"), join(folder, "out")];
  makeTable(table, thousands);
  cli("import", table, "--index", index);
  cli("export", "--index", index, "--out", out);
  return questions.flatMap(([what, ours, theirs]): readonly BenchRow[] => {
    const begin = performance.now();
    const peakMB = cli("query", ours, "--index", index);
    const value = (performance.now() - begin) / 1000;
    const other = runDuckdb([theirs], { in: out });
    if (other === null) throw new Error("DuckDB could not be downloaded.");
    const beside = (other.results[0]?.ms ?? Number.NaN) / 1000;
    return [
      { what: `${what}, ${thousands},000 models`, value, unit: "s", beside, ratio: value / beside },
      {
        what: "  its peak memory",
        value: peakMB,
        unit: "MB",
        beside: other.peakMB,
        ratio: peakMB / other.peakMB,
      },
    ];
  });
}

/** Runs the bench in temporary folders. */
export async function run(): Promise<readonly BenchRow[]> {
  return sizes.flatMap(size => {
    const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
    try {
      return bench(size, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
