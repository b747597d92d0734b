import { readFile } from "node:fs/promises";
import { authorOf } from "../../../src/lineage/repo-id";
import { type AuthorFigures, coverage } from "../../../src/organizations/table-coverage";
import { openSnapshotTable } from "../../../src/snapshot/import/snapshot-table";
import { inMemory } from "../../unit/snapshot/import/parquet-rows";
import type { BenchRow } from "../bench-row";
import { organizationShareRows } from "./organization-share";
import { recordedPath } from "./recorded-data";

const tables = {
  "the census of July 2024": "hub-2024-07.parquet",
  "the extract of June 2026": "tables/hub_stats_frozen_2026-06-05_4167.parquet",
};

/** Models and downloads of each author in a recorded table. */
export async function recordedAuthors(name: string): Promise<ReadonlyMap<string, AuthorFigures>> {
  const table = await openSnapshotTable(inMemory(new Uint8Array(await readFile(recordedPath(name))), name));
  const decoder = new TextDecoder();
  const found = new Map<string, AuthorFigures>();
  for await (const { ids, downloads } of table.batches())
    for (const [at, id] of ids.entries()) {
      const author = id === null || id === undefined ? null : authorOf(decoder.decode(id));
      if (author === null) continue;
      const { models = 0, downloads: sum = 0 } = found.get(author) ?? {};
      found.set(author, { author, models: models + 1, downloads: (sum ?? 0) + (downloads?.[at] ?? 0) });
    }
  return found;
}

/** How much of the authors, uploads, and downloads of each recorded table has a kind by the shipped table. */
export async function coverageRows(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [name, file] of Object.entries(tables)) {
    const authors = [...(await recordedAuthors(file)).values()];
    const { all, known } = coverage(authors);
    rows.push({ what: `Authors with a kind, in ${name}`, value: known.authors, unit: "authors" });
    for (const [what, of] of [
      ["uploads", "models"],
      ["downloads in 30 days", "downloads"],
    ] as const)
      rows.push({
        ...{ what: `  their ${what}, of all by authors`, value: known[of], unit: of },
        ...{ beside: all[of], ratio: known[of] / all[of] },
      });
    if (file.includes("hub-2024-07")) rows.push(...organizationShareRows(authors));
  }
  return rows;
}
