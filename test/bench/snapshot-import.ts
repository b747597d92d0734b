import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { snapshotFilesIn } from "../../src/platform/node-snapshot";
import { openSnapshot } from "../../src/snapshot/open-snapshot";
import { SnapshotReader } from "../../src/snapshot/snapshot-reader";
import type { BenchRow } from "../harness/bench-row";
import { nodeWithSqlite, runDuckdb, runProgram } from "../harness/engines";
import { census, makeTable } from "../harness/recorded/census-tables";
import { loadAll } from "../harness/recorded/load-columns";
import { repoRoot } from "../harness/root";

/** What this bench measures. */
export const title =
  "Importing the census of July 2024 and four copies of it, reopening, and how both grow; beside DuckDB and node:sqlite";

/** Models in thousands: the sizes at which growth is measured. */
const sizes = [100, 250, 760, 1520, 3040];

/**
 * What an engine takes for a table: seconds by the clock and of processor time (of all its threads; other work on the
 * machine does not count), and MB of memory at most.
 */
interface Figures {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMB: number;
}

/** Loaded into our program, so that it tells at its end what it took. */
const tellCpu = `process.on("exit", () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  require("node:fs").writeSync(2, "\\ncpu " + (userCPUTime + systemCPUTime) / 1e6 + "\\n");
});`;

function importOurs(table: string, index: string, hook: string): Figures {
  const program = join(repoRoot(), "dist/cli.js");
  writeFileSync(hook, tellCpu);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", hook, program, "import", table, "--index", index, "--format", "json"],
    { maxBuffer: 1 << 24 },
  );
  if (status !== 0) throw new Error(stderr.toString());
  const { seconds, peakMemoryMB } = JSON.parse(stdout.toString());
  const cpuSeconds = Number(/^cpu ([\d.]+)$/m.exec(stderr.toString())?.[1]);
  return { seconds, cpuSeconds, peakMB: peakMemoryMB };
}

/** The same work in DuckDB: models, their traits, and the edges with both ends, in a database on the disk. */
function importDuckdb(table: string, file: string): Figures {
  const trait = (name: string, prefix: string) =>
    `SELECT id, '${name}' AS trait, substr(tag, ${prefix.length + 1}) AS value FROM tags WHERE tag LIKE '${prefix}%'`;
  const outcome = runDuckdb(
    [
      `CREATE TABLE models AS SELECT id, createdAt, lastModified, downloads, likes, pipeline_tag, library_name, tags FROM '${table}'`,
      `CREATE TABLE traits AS WITH tags AS (SELECT id, unnest(tags) AS tag FROM models)
        ${trait("license", "license:")} UNION ALL ${trait("dataset", "dataset:")} UNION ALL ${trait("paper", "arxiv:")}
        UNION ALL SELECT id, 'language', tag FROM tags WHERE length(tag) = 2`,
      `CREATE TABLE edges AS SELECT DISTINCT e.child, e.parent FROM (
        SELECT id AS child, substr(tag, 12) AS parent FROM (SELECT id, unnest(tags) AS tag FROM models)
        WHERE tag LIKE 'base_model:%') AS e JOIN models AS m ON m.id = e.parent`,
      "CHECKPOINT",
    ],
    { file },
  );
  if (outcome === null) throw new Error("DuckDB could not be downloaded.");
  const seconds = outcome.results.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  return { seconds, cpuSeconds: outcome.cpuSeconds, peakMB: outcome.peakMB };
}

/** The same work in node:sqlite, with hyparquet for the file, since SQLite reads no Parquet. */
function importSqlite(table: string, file: string): Figures | null {
  const node = nodeWithSqlite();
  return node === null ? null : runProgram(sqliteProgram, [table, file], { node });
}

const sqliteProgram = `
const { DatabaseSync } = require("node:sqlite");
(async () => {
  const [table, file] = process.argv.slice(1);
  const begin = performance.now();
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import("hyparquet");
  const source = await asyncBufferFromFile(table);
  const metadata = await parquetMetadataAsync(source);
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE models (id TEXT PRIMARY KEY, createdAt REAL, lastModified REAL, downloads INT, likes INT, task TEXT, library TEXT, tags TEXT) WITHOUT ROWID; CREATE TABLE traits (id TEXT, trait TEXT, value TEXT); CREATE TABLE named (child TEXT, parent TEXT)");
  const model = database.prepare("INSERT OR IGNORE INTO models VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  const trait = database.prepare("INSERT INTO traits VALUES (?, ?, ?)");
  const edge = database.prepare("INSERT INTO named VALUES (?, ?)");
  const prefixes = { "license:": "license", "dataset:": "dataset", "arxiv:": "paper" };
  let start = 0;
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows);
    const rows = await parquetReadObjects({ file: source, metadata, rowStart: start, rowEnd: end });
    database.exec("BEGIN");
    for (const row of rows) {
      model.run(row.id, Number(row.createdAt), Number(row.lastModified), Number(row.downloads), Number(row.likes), row.pipeline_tag ?? null, row.library_name ?? null, JSON.stringify(row.tags));
      for (const tag of row.tags ?? []) {
        if (tag.length === 2) trait.run(row.id, "language", tag);
        else if (tag.startsWith("base_model:")) edge.run(row.id, tag.slice(11));
        else for (const prefix in prefixes) if (tag.startsWith(prefix)) trait.run(row.id, prefixes[prefix], tag.slice(prefix.length));
      }
    }
    database.exec("COMMIT");
    start = end;
  }
  database.exec("CREATE TABLE edges AS SELECT DISTINCT n.child, n.parent FROM named n JOIN models m ON m.id = n.parent");
  database.close();
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  console.log(JSON.stringify({ seconds: (performance.now() - begin) / 1000, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMB: Math.round(maxRSS / 1024) }));
})();
`;

/** Opens a snapshot and loads and checks all of its columns; and opens it for one lookup with its children. */
async function reopen(folder: string): Promise<{ readonly load: number; readonly lookup: number }> {
  const files = snapshotFilesIn(folder);
  const timed = async (use: (snapshot: NonNullable<Awaited<ReturnType<typeof openSnapshot>>>) => unknown) => {
    const begin = performance.now();
    const snapshot = await openSnapshot(files);
    if (snapshot === null) throw new Error("There is no snapshot.");
    use(snapshot);
    const ms = performance.now() - begin;
    snapshot.close();
    return ms;
  };
  const lookup = await timed(snapshot => {
    const reader = new SnapshotReader(snapshot);
    const row = reader.find(reader.id(0));
    return [reader.model(row), reader.children([reader.id(row)])];
  });
  const load = await timed(snapshot => loadAll(snapshot.columns()));
  return { load, lookup };
}

/** The exponent b of the power law y = a · x^b through points, by least squares of the logarithms. */
function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (at: 0 | 1) => logs.reduce((sum, point) => sum + point[at], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const over = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return over / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}

function beside(what: string, unit: string, value: number, other: number): BenchRow {
  return { what, value, unit, beside: other, ratio: value / other };
}

/** Runs the bench in a temporary folder. */
export async function run(): Promise<readonly BenchRow[]> {
  if (!existsSync(census)) throw new Error(`This bench needs ${census} (HUB_LINEAGE_DATA).`);
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
  const rows: BenchRow[] = [];
  const growth: { readonly models: number; readonly figures: Figures }[] = [];
  try {
    for (const size of sizes) {
      const table = join(folder, "table.parquet");
      const index = join(folder, "index");
      makeTable(table, size);
      const ours = importOurs(table, index, join(folder, "hook.cjs"));
      growth.push({ models: size * 1000, figures: ours });
      const what = `import ${size},000 models`;
      const duckdb = importDuckdb(table, join(folder, "duck.db"));
      rows.push(beside(`${what}, compared with DuckDB (2 threads)`, "s", ours.seconds, duckdb.seconds));
      rows.push(
        beside("  its processor time, compared with DuckDB's", "s", ours.cpuSeconds, duckdb.cpuSeconds),
      );
      rows.push(beside("  its peak memory, compared with DuckDB's", "MB", ours.peakMB, duckdb.peakMB));
      const sqlite = size === 760 || size === 3040 ? importSqlite(table, join(folder, "sqlite.db")) : null;
      if (sqlite !== null) {
        rows.push(beside("  beside node:sqlite", "s", ours.seconds, sqlite.seconds));
        rows.push(
          beside(
            "  its processor time, compared with node:sqlite's",
            "s",
            ours.cpuSeconds,
            sqlite.cpuSeconds,
          ),
        );
        rows.push(beside("  its peak memory, compared with node:sqlite's", "MB", ours.peakMB, sqlite.peakMB));
        const bytes = statSync(join(index, "snapshot.columns")).size;
        const database = statSync(join(folder, "sqlite.db")).size;
        rows.push(beside("  its file, compared with the SQLite file", "MB", bytes / 1e6, database / 1e6));
      }
      const { load, lookup } = await reopen(index);
      rows.push({ what: "  reopen: load and check every column", value: load, unit: "ms" });
      rows.push({ what: "  reopen: one model with its children", value: lookup, unit: "ms" });
      for (const name of ["duck.db", "sqlite.db", "index"])
        rmSync(join(folder, name), { recursive: true, force: true });
    }
    const time = growth.map(({ models, figures }) => [models, figures.cpuSeconds] as const);
    const memory = growth.map(({ models, figures }) => [models, figures.peakMB] as const);
    rows.push({ what: "exponent of the processor time over the models", value: exponent(time), unit: "" });
    rows.push({ what: "exponent of the memory over the models", value: exponent(memory), unit: "" });
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
