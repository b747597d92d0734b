import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const MARK = join("test", "hub", "families");

/** Absolute path of something under `test/hub`, found from HUB_LINEAGE_ROOT, this file or the working folder; throws with what to do when none of them is in a checkout. */
export function hubAsset(...parts: string[]): string {
  const starts = [process.env.HUB_LINEAGE_ROOT, __dirname, process.cwd()];
  for (const start of starts) {
    const root = start === undefined ? undefined : checkoutAround(start);
    if (root !== undefined) return join(root, "test", "hub", ...parts);
  }
  throw new Error(`No ${MARK} above ${__dirname} or ${process.cwd()}. Set HUB_LINEAGE_ROOT to the checkout.`);
}

function checkoutAround(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, MARK))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
