import { existsSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../root";

const folder = process.env.HUB_LINEAGE_DATA ?? join(repoRoot(), "../shared/data");

/** The path of a recorded data file, which is not in the repository: in HUB_LINEAGE_DATA, or else in ../shared/data. */
export function recordedPath(name: string): string {
  return join(folder, name);
}

/** Options of a test that needs a recorded file: if the file is missing, the test is skipped and says so. */
export function needsRecorded(name: string): { readonly skip: string | false } {
  return {
    skip: existsSync(recordedPath(name)) ? false : `needs recorded data: ${name} in HUB_LINEAGE_DATA`,
  };
}
