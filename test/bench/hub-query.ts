import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dialect } from "../../src/platform/duckdb/duckdb-sql";
import { fastQuery } from "../../src/platform/duckdb/fast-query";
import type { BenchRow } from "../harness/bench-row";
import { duckdbProgram } from "../harness/engines";
import { makeTable } from "../harness/recorded/census-tables";
import { hubQuestions } from "../harness/recorded/hub-questions";
import { repoRoot } from "../harness/root";
import { testEnvironment } from "../harness/test-environment";

/** What this bench measures. */
export const title =
  "hub-query: 20 fixed questions over the whole snapshot by the command line with DuckDB and without, compared with DuckDB's own command line; every way must give the same rows";

/** Models in thousands. */
const sizes = [760, 3040];

/** The best of so many runs counts, because others may use the machine. */
const runs = 3;

/** What a run of a program gave, and what it took. */
interface Taken {
  readonly stdout: string;
  readonly seconds: number;
  /** The most MB that one of its processes held; NaN where nothing tells. */
  readonly peakMB: number;
}

const timeProgram = "/usr/bin/time";

function take(program: string, args: readonly string[], duckdb = "off", input = ""): Taken {
  const [command, all] = existsSync(timeProgram)
    ? [timeProgram, ["-f", "peak %M", program, ...args]]
    : [program, args];
  const begin = performance.now();
  const env = testEnvironment({ HUB_LINEAGE_DUCKDB: duckdb });
  const { status, stdout, stderr } = spawnSync(command, all, { env, input, maxBuffer: 1 << 28 });
  const seconds = (performance.now() - begin) / 1000;
  if (status !== 0) throw new Error(stderr.toString());
  const peak = /^peak (\d+)$/m.exec(stderr.toString())?.[1];
  return { stdout: stdout.toString(), seconds, peakMB: Math.round(Number(peak) / 1024) };
}

function best(run: () => Taken): Taken {
  const all = Array.from({ length: runs }, run);
  return all.reduce((one, other) => (other.seconds < one.seconds ? other : one));
}

const cli = (...args: readonly string[]) => [join(repoRoot(), "dist/cli.js"), ...args];

/** The rows as texts: DuckDB's own JSON has numbers of more than 64 bits as texts. */
function rowsOf(json: string): string {
  const rows = JSON.parse(json.trim() || "[]") as readonly Readonly<Record<string, unknown>>[];
  return JSON.stringify(rows.map(row => Object.values(row).map(String)));
}

/** What each way took for one question, in seconds, and the most MB. */
interface Measured {
  readonly what: string;
  readonly own: Taken;
  readonly fast: Taken;
  readonly running: number;
  readonly slow: Taken;
}

async function measure(index: string, duckdb: string): Promise<readonly Measured[]> {
  // The first question writes the tables.
  take(process.execPath, cli("query", "SELECT count(*) FROM hub.models", "--index", index), duckdb);
  const folder = readdirSync(index).find(name => name.startsWith("snapshot-tables-")) ?? "";
  const tables = ["models", "edges", "model_languages", "model_datasets"].map(
    name => `CREATE VIEW hub.${name} AS FROM '${join(index, folder, `${name}.parquet`)}'`,
  );
  const setup = ["CREATE SCHEMA hub", ...tables, ...dialect].map(line => `${line};\n`).join("");
  const measured: Measured[] = [];
  for (const { what, sql } of hubQuestions) {
    const ask = ["query", sql, "--index", index];
    const own = best(() => take(duckdb, ["-init", "/dev/null", "-json"], "off", `${setup}${sql};\n`));
    const fast = best(() => take(process.execPath, cli(...ask), duckdb));
    const running = await askRunning(index, duckdb, sql);
    const slow = best(() => take(process.execPath, cli(...ask, "--timeout", "600")));
    for (const other of [fast, slow])
      if (rowsOf(other.stdout) !== rowsOf(own.stdout)) throw new Error(`The rows differ: ${what}`);
    measured.push({ what, own, fast, running, slow });
  }
  return measured;
}

/** Seconds of a question that a running program asks: the editor, a notebook, or the server of agents' tools. */
async function askRunning(folder: string, path: string, sql: string): Promise<number> {
  const places = { chosen: path, searchPath: "", beside: __filename };
  const { signal } = new AbortController();
  const query = { sql, rows: 1_000_000, timeoutMs: 600_000, longer: "", signal };
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const begin = performance.now();
    const { result } = await fastQuery({ folder, places, write: async () => null }, query);
    if (result === null) throw new Error("DuckDB did not answer.");
    least = Math.min(least, (performance.now() - begin) / 1000);
  }
  return least;
}

/** A row for each question, and the middle and the worst of a way beside DuckDB's own. */
function rowsFor(name: string, measured: readonly Measured[], of: (one: Measured) => Taken): BenchRow[] {
  const ratios = measured
    .map(one => ({ one, ratio: of(one).seconds / one.own.seconds }))
    .sort((a, b) => a.ratio - b.ratio);
  const row = (what: string, at: number): BenchRow[] => {
    const found = ratios[at];
    if (found === undefined) return [];
    const { one, ratio } = found;
    const value = of(one).seconds;
    return [{ what: `${what}: ${one.what}`, value, unit: "s", beside: one.own.seconds, ratio }];
  };
  const peak = Math.max(...measured.map(one => of(one).peakMB));
  const ownPeak = Math.max(...measured.map(({ own }) => own.peakMB));
  const memory: BenchRow = {
    what: `${name}, most memory of a process`,
    value: peak,
    unit: "MB",
    beside: ownPeak,
    ratio: peak / ownPeak,
  };
  return [
    ...row(`${name}, median`, Math.floor((ratios.length - 1) / 2)),
    ...row(`${name}, worst`, ratios.length - 1),
    ...(Number.isNaN(peak) ? [] : [memory]),
  ];
}

async function bench(thousands: number, folder: string, duckdb: string): Promise<readonly BenchRow[]> {
  const [table, index] = [join(folder, "table.parquet"), join(folder, "index")];
  makeTable(table, thousands);
  take(process.execPath, cli("import", table, "--index", index));
  rmSync(table);
  const written = take(
    process.execPath,
    cli("query", "SELECT count(*) FROM hub.models", "--index", index),
    duckdb,
  );
  // The first question to SQLite that needs the order of the IDs finds and keeps it.
  const one = "SELECT likes FROM hub.models WHERE id = 'gpt2'";
  const ordered = take(process.execPath, cli("query", one, "--index", index));
  const measured = await measure(index, duckdb);
  const begun = best(() => take(process.execPath, ["-e", "0"]));
  const { own } = measured[0] ?? { own: begun };
  const name = (way: string) => `${(thousands / 1000).toFixed(2)} million models, ${way}`;
  return [
    ...measured.flatMap(({ what, own: beside, fast, slow }) => [
      {
        what: name(`with DuckDB: ${what}`),
        value: fast.seconds,
        unit: "s",
        beside: beside.seconds,
        ratio: fast.seconds / beside.seconds,
      },
      {
        what: name(`without: ${what}`),
        value: slow.seconds,
        unit: "s",
        beside: beside.seconds,
        ratio: slow.seconds / beside.seconds,
      },
    ]),
    { what: name("with DuckDB: writing the tables, once"), value: written.seconds, unit: "s" },
    { what: name("without: one model, and the order of the IDs, once"), value: ordered.seconds, unit: "s" },
    {
      what: name("the start of Node alone, beside DuckDB's count of models"),
      value: begun.seconds,
      unit: "s",
      beside: own.seconds,
      ratio: begun.seconds / own.seconds,
    },
    ...rowsFor(name("with DuckDB"), measured, ({ fast }) => fast),
    ...rowsFor(name("with DuckDB, asked by a running program"), measured, ({ fast, running }) => ({
      ...fast,
      seconds: running,
      peakMB: Number.NaN,
    })),
    ...rowsFor(name("without DuckDB"), measured, ({ slow }) => slow),
  ];
}

/** Runs the bench in temporary folders. */
export async function run(): Promise<readonly BenchRow[]> {
  const duckdb = duckdbProgram();
  if (duckdb === null) throw new Error("DuckDB's command line could not be downloaded.");
  const rows: BenchRow[] = [];
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
    try {
      rows.push(...(await bench(size, folder, duckdb)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
}
