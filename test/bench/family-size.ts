import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { snapshotFilesIn } from "../../src/platform/node-snapshot";
import { openIndex } from "../../src/store/open-index";
import type { BenchRow } from "../harness/bench-row";
import { census } from "../harness/recorded/census-tables";
import { repoRoot } from "../harness/root";
import { jsonDecoder, memoryFiles, wasm } from "../unit/store/test-index";

/** What this bench measures. */
export const title =
  "Counting a family of the census, as opening a card does, beside gathering it, as showing it does; and searching IDs";

const families = ["mistralai/Mistral-7B-v0.1", "google/gemma-2b", "bigscience/bloom-560m"];
/** Texts that occur in many IDs, and in few. */
const texts = ["lla", "bloom-5"];
const rounds = 5;

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[rounds >> 1] ?? Number.NaN;
}

async function bench(folder: string): Promise<readonly BenchRow[]> {
  const program = join(repoRoot(), "dist/cli.js");
  const { status, stderr } = spawnSync(process.execPath, [program, "import", census, "--index", folder]);
  if (status !== 0) throw new Error(stderr.toString());
  const snapshot = snapshotFilesIn(folder);
  const index = await openIndex({ wasm: wasm(), decoder: jsonDecoder, files: memoryFiles(), snapshot });
  const rows: BenchRow[] = [];
  for (const id of families) {
    const { descendants } = await index.familySize(id);
    const value = await medianOf(() => index.familySize(id));
    const beside = await medianOf(() => index.family({ id, up: 0 }));
    rows.push({
      what: `${id}, ${descendants} descendants`,
      value,
      unit: "ms",
      beside,
      ratio: value / beside,
    });
  }
  for (const text of texts) {
    const value = await medianOf(() => index.search({ what: "models", text, limit: 20 }));
    rows.push({ what: `IDs with ${text}`, value, unit: "ms" });
  }
  await index.close();
  return rows;
}

/** Runs the bench in a temporary folder. */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
  try {
    return await bench(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
