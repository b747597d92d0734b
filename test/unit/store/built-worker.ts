import { join } from "node:path";
import { build } from "esbuild";
import { repoRoot } from "../../harness/root";

/** Builds the index worker as the desktop runs it. */
export async function buildWorker(outfile: string): Promise<void> {
  const root = repoRoot();
  await build({
    absWorkingDir: root,
    entryPoints: ["src/worker.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "silent",
    alias: { "#platform": join(root, "src/platform/node.ts") },
  });
}
