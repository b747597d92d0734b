import { existsSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../root";

const folder = process.env.HUB_LINEAGE_DATA ?? join(repoRoot(), "../shared/data");

/** The place of a file of the recorded data, which a clone does not have: below HUB_LINEAGE_DATA, else ../shared/data. */
export function recordedPath(name: string): string {
  return join(folder, name);
}

/** Options of a test that needs a recorded file: where there is none, it is skipped and says so. */
export function needsRecorded(name: string): { readonly skip: string | false } {
  return {
    skip: existsSync(recordedPath(name)) ? false : `needs recorded data: ${name} in HUB_LINEAGE_DATA`,
  };
}
