import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Absolute path of the checkout, wherever the bundled test runs; tests read their assets from it. */
export function repoRoot(): string {
  const told = process.env.HUB_LINEAGE_ROOT;
  if (told) return told;
  let folder = __dirname;
  while (!existsSync(join(folder, "package-lock.json"))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`No checkout above ${__dirname}. Set HUB_LINEAGE_ROOT to it.`);
    folder = above;
  }
  return folder;
}
