import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LineageColumns } from "../../../src/columns/columns";
import { lineageColumns } from "../../../src/columns/snapshot-columns";
import { snapshotFilesIn } from "../../../src/platform/node-snapshot";
import { openSnapshot } from "../../../src/snapshot/open-snapshot";
import { repoRoot } from "../root";
import { census } from "./census-tables";
import { loadAll } from "./load-columns";

/** Imports the census into a folder of its own and hands its columns to some work. */
export async function withCensus<T>(work: (columns: LineageColumns) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-census-"));
  try {
    const program = join(repoRoot(), "dist/cli.js");
    const { status, stderr } = spawnSync(process.execPath, [program, "import", census, "--index", folder]);
    if (status !== 0) throw new Error(stderr.toString());
    const snapshot = await openSnapshot(snapshotFilesIn(folder));
    if (snapshot === null) throw new Error("There is no snapshot.");
    const decoder = new TextDecoder();
    const columns = lineageColumns(snapshot.columns(), bytes => decoder.decode(bytes));
    loadAll(columns);
    const result = await work(columns);
    snapshot.close();
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
