import type { BenchRow } from "../harness/bench-row";
import { coverageRows } from "../harness/recorded/author-coverage";
import { organizationTimes } from "../harness/recorded/organization-times";
import { emissionRows } from "../harness/recorded/recorded-emissions";
import { sizeRows } from "../harness/recorded/recorded-sizes";
import { recordedFolder } from "../hub/models/recorded-models";

/** What is measured. */
export const title =
  "organizations: how much of the Hub the table of authors covers, how often names tell the right size, what is read of emissions, and how long the analyses take beside DuckDB (2 threads)";

/** What the study of organizations stands on, each part with its own rows. */
const parts: readonly (() => readonly BenchRow[] | Promise<readonly BenchRow[]>)[] = [
  coverageRows,
  sizeRows,
  emissionRows,
  organizationTimes,
];

/** Runs all parts over the recorded data. */
export async function run(): Promise<readonly BenchRow[]> {
  if (recordedFolder() === undefined)
    throw new Error("The recorded data are not here. Set HUB_LINEAGE_DATA.");
  const rows: BenchRow[] = [];
  for (const part of parts) rows.push(...(await part()));
  return rows;
}
