import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchRow } from "../../harness/bench-row";
import { runDuckdb } from "../../harness/engines";
import { census, makeTable } from "../../harness/recorded/census-tables";
import { repoRoot } from "../../harness/root";

/** What this bench measures. */
export const title =
  "Two snapshots of 3 million models: comparing them, beside DuckDB over the two tables, and what sharing saves";

const days = ["2024-07-01", "2024-08-01", "2024-08-02"] as const;

function ours(args: readonly string[]): { readonly output: string; readonly seconds: number } {
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(repoRoot(), "dist/cli.js"), ...args], {
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr.toString());
  return { output: stdout.toString(), seconds: (performance.now() - begin) / 1000 };
}

/** A later table: some models are gone, others are new, some have another license, and half have other downloads. */
function makeLater(later: string, table: string): void {
  const tags =
    "list_transform(tags, tag -> CASE WHEN tag = 'license:mit' AND hash(id) % 7 = 0 THEN 'license:apache-2.0' ELSE tag END)";
  const downloads = "CASE WHEN hash(id) % 2 = 0 THEN downloads + 1 ELSE downloads END";
  const sql = `COPY (SELECT * REPLACE (${downloads} AS downloads, ${tags} AS tags) FROM '${table}' WHERE hash(id) % 40 <> 0
    UNION ALL SELECT * REPLACE (id || '-new' AS id) FROM '${table}' WHERE hash(id) % 25 = 1) TO '${later}' (FORMAT parquet, ROW_GROUP_SIZE 100000)`;
  if (runDuckdb([sql]) === null) throw new Error("The tables require DuckDB, which could not be downloaded.");
}

/** A table of the same models in the same order a day later, in which only downloads differ. */
function makeNextDay(next: string, table: string): void {
  const sql = `COPY (SELECT * REPLACE (downloads + 1 AS downloads) FROM '${table}') TO '${next}' (FORMAT parquet, ROW_GROUP_SIZE 100000)`;
  if (runDuckdb([sql]) === null) throw new Error("The tables require DuckDB, which could not be downloaded.");
}

/** The same counts in SQL over the two tables. */
function comparedInDuckdb(table: string, later: string) {
  const license = (of: string) => `list_sort(list_filter(${of}.tags, tag -> tag LIKE 'license:%'))`;
  const links = (of: string) =>
    `(SELECT DISTINCT id, tag FROM (SELECT id, unnest(tags) AS tag FROM '${of}') WHERE tag LIKE 'base_model:%')`;
  const outcome = runDuckdb([
    `SELECT count(*) FILTER (WHERE a.id IS NULL), count(*) FILTER (WHERE b.id IS NULL),
      count(*) FILTER (WHERE a.id IS NOT NULL AND b.id IS NOT NULL),
      count(*) FILTER (WHERE a.downloads <> b.downloads),
      count(*) FILTER (WHERE len(${license("a")}) > 0 AND len(${license("b")}) > 0 AND ${license("a")} <> ${license("b")}),
      count(*) FILTER (WHERE list_sort(a.tags) <> list_sort(b.tags)),
      count(*) FILTER (WHERE a.pipeline_tag <> b.pipeline_tag), count(*) FILTER (WHERE a.library_name <> b.library_name)
      FROM '${table}' a FULL JOIN '${later}' b ON a.id = b.id`,
    `SELECT count(*) FILTER (WHERE a.id IS NULL), count(*) FILTER (WHERE b.id IS NULL)
      FROM ${links(table)} a FULL JOIN ${links(later)} b ON a.id = b.id AND a.tag = b.tag`,
  ]);
  if (outcome === null) throw new Error("DuckDB could not be downloaded.");
  const [[added, gone, kept, downloads, license_] = []] = outcome.results[0]?.rows ?? [];
  const seconds = outcome.results.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  return { counts: [added, gone, kept, downloads, license_].map(Number), seconds };
}

/** Runs the bench in a temporary folder. */
export async function run(): Promise<readonly BenchRow[]> {
  if (!existsSync(census)) throw new Error(`This bench needs ${census} (HUB_LINEAGE_DATA).`);
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
  try {
    const index = ["--index", join(folder, "index")];
    const [table, later, next] = days.map(day => join(folder, `${day}.parquet`)) as [string, string, string];
    makeTable(table, 3040);
    makeLater(later, table);
    makeNextDay(next, later);
    const plain = ours(["import", table, "--index", join(folder, "plain"), "--format", "json"]);
    const imports = [table, later, next].map((file, at) =>
      ours(["import", file, "--as", days[at] ?? "", ...index, "--format", "json"]),
    );
    const compared = ours(["compare", days[0], days[1], ...index, "--format", "json"]);
    const { models, columns } = JSON.parse(compared.output).result;
    const duckdb = comparedInDuckdb(table, later);
    const found = [
      models.added,
      models.gone,
      models.kept,
      columns.downloads.changed,
      columns.license.changed,
    ];
    // An ID that a table has twice is imported once, and joined twice in SQL: some 50 of the copies.
    if (found.some((count, at) => Math.abs(count - (duckdb.counts[at] ?? 0)) > 1e-4 * models.kept))
      throw new Error(`The counts differ: ${found.join(" ")}, and in DuckDB ${duckdb.counts.join(" ")}.`);
    const { bytes, apart } = JSON.parse(ours(["history", ...index, "--format", "json"]).output);
    const megabytes = (n: number) => n / 2 ** 20;
    const [second, third] = imports.slice(1).map(({ output }) => JSON.parse(output).snapshot);
    return [
      beside(
        `compare two snapshots of ${models.kept + models.added} models, compared with DuckDB (2 threads)`,
        "s",
        compared.seconds,
        duckdb.seconds,
      ),
      beside("import --as, compared with import", "s", imports[0]?.seconds ?? 0, plain.seconds),
      beside(
        "a month later: room that is shared, of all",
        "MB",
        megabytes(second.shared),
        megabytes(second.bytes),
      ),
      beside(
        "a day later, with other downloads: room that is shared, of all",
        "MB",
        megabytes(third.shared),
        megabytes(third.bytes),
      ),
      beside(
        "the disk for all three, compared with three snapshots apart",
        "MB",
        megabytes(bytes),
        megabytes(apart),
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function beside(what: string, unit: string, value: number, other: number): BenchRow {
  return { what, value, unit, beside: other, ratio: value / other };
}
