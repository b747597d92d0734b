import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { snapshotTask } from "../../src/vscode/snapshot-task";
import type { BenchRow } from "../harness/bench-row";
import { repoRoot } from "../harness/root";
import { makeTable } from "../harness/snapshot-tables";

/** What this bench measures. */
export const title =
  "How long the host's event loop is held while 3.04 million models are imported, and how soon a cancel is answered";

/** Runs the bench in a temporary folder. */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
  try {
    const table = join(folder, "table.parquet");
    makeTable(table, 3040);
    const task = (signal: AbortSignal, onProgress: () => void = () => undefined) =>
      snapshotTask(
        {
          scriptPath: join(repoRoot(), "dist/snapshot-worker.js"),
          files: { part: () => Promise.reject(new Error("Nothing is to be asked for.")) },
          signal,
          onProgress,
        },
        program => program.call("importSnapshot", { folder: join(folder, "index"), source: { path: table } }),
      );
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await task(new AbortController().signal);
    delay.disable();
    const stop = new AbortController();
    let asked = 0;
    await task(stop.signal, () => {
      if (asked > 0) return;
      asked = performance.now();
      stop.abort();
    }).catch(() => undefined);
    return [
      { what: "longest hold of the event loop", value: delay.max / 1e6, unit: "ms" },
      { what: "99th percentile", value: delay.percentile(99) / 1e6, unit: "ms" },
      { what: "answer to a cancel", value: performance.now() - asked, unit: "ms" },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
