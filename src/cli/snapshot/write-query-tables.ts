import { join } from "node:path";
import { snapshotFiles } from "#platform";
import { UserError } from "../../app/ports/errors";
import { overSnapshot } from "../../app/snapshot/over-snapshot";
import { writeTables } from "../../platform/duckdb/write-tables";
import { queryTables } from "../../snapshot/export/query-tables";
import { openSnapshot } from "../../snapshot/open-snapshot";
import { writeTableFile } from "./write-table-file";

/**
 * Writes the tables of the snapshot with a mark beside it, for DuckDB, and returns their files; null if the snapshot was replaced
 * meanwhile. Throws UserError if there is none.
 */
export function writeQueryTables(
  folder: string,
  mark: string,
): Promise<Readonly<Record<string, string>> | null> {
  const files = snapshotFiles(folder);
  const missing = `There is no snapshot in ${folder}. Run hub-lineage import FILE first.`;
  if (files === null) throw new UserError(missing);
  const write = (place: string) =>
    overSnapshot(openSnapshot(files), missing, columns => {
      for (const [name, table] of Object.entries(queryTables(columns)))
        writeTableFile(join(place, `${name}.parquet`), table);
    });
  return writeTables(folder, mark, write, () => files.mark());
}
