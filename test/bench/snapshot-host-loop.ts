import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { ImportProgress } from "../../src/app/ports/snapshot-ports";
import { snapshotFilesIn } from "../../src/platform/node-snapshot";
import { snapshotTask } from "../../src/vscode/report/snapshot-task";
import type { BenchRow } from "../harness/bench-row";
import { makeTable } from "../harness/recorded/census-tables";
import { repoRoot } from "../harness/root";

/** What this bench measures. */
export const title =
  "How long the host's event loop is held while 3.04 million models are imported, and how soon a cancel is answered";

const thousands = 3040;

/** When a cancel is asked for, as a share of the models that are read by then. */
const moments = [0.01, 0.5, 0.97];

/** One table, and the index that it goes to. */
interface Place {
  readonly table: string;
  readonly index: string;
}

function importTable(
  { table, index }: Place,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void = () => undefined,
): Promise<unknown> {
  return snapshotTask(
    {
      scriptPath: join(repoRoot(), "dist/snapshot-worker.js"),
      files: { part: () => Promise.reject(new Error("Nothing is to be asked for.")) },
      signal,
      onProgress,
    },
    program => program.call("importSnapshot", { folder: index, source: { path: table } }),
  );
}

/** ms from the cancel of an import to its answer. */
async function cancelAt(place: Place, share: number): Promise<number> {
  const stop = new AbortController();
  let asked = Number.NaN;
  const outcome = await importTable(place, stop.signal, ({ models }) => {
    if (stop.signal.aborted || models < thousands * 1000 * share) return;
    asked = performance.now();
    stop.abort();
  }).catch((error: unknown) => error);
  if (!(outcome instanceof DOMException)) throw new Error(`The import was not canceled at ${share}.`);
  return performance.now() - asked;
}

/** What the index is: the mark by which every window knows its snapshot, and a digest of the file. */
async function stateOf(index: string): Promise<string> {
  const digest = createHash("sha256").update(readFileSync(join(index, "snapshot.columns")));
  return `${await snapshotFilesIn(index).mark()} ${digest.digest("hex")}`;
}

/** Runs the bench in a temporary folder. */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
  const place = { table: join(folder, "table.parquet"), index: join(folder, "index") };
  try {
    makeTable(place.table, thousands);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await importTable(place, new AbortController().signal);
    delay.disable();
    const rows: BenchRow[] = [
      { what: "longest hold of the event loop in an import", value: delay.max / 1e6, unit: "ms" },
      { what: "  99th percentile", value: delay.percentile(99) / 1e6, unit: "ms" },
    ];
    const before = await stateOf(place.index);
    for (const share of moments) {
      delay.reset();
      delay.enable();
      const value = await cancelAt(place, share);
      delay.disable();
      rows.push({ what: `answer to a cancel when ${share * 100} % is read`, value, unit: "ms" });
      rows.push({ what: "  longest hold of the event loop", value: delay.max / 1e6, unit: "ms" });
    }
    const changed = (await stateOf(place.index)) === before ? 0 : 1;
    rows.push({ what: "snapshots changed by canceled imports", value: changed, unit: "" });
    const left = readdirSync(place.index).filter(name => name !== "snapshot.columns").length;
    rows.push({ what: "files left behind until the next import", value: left, unit: "" });
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
