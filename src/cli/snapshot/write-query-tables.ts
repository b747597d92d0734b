import { snapshotFiles } from "#platform";
import { UserError } from "../../app/ports/errors";
import { overSnapshot } from "../../app/snapshot/over-snapshot";
import { onDisk } from "../../platform/disk-errors";
import { tablePath } from "../../platform/duckdb/table-folder";
import { writeTables } from "../../platform/duckdb/write-tables";
import { queryTables } from "../../snapshot/export/query-tables";
import { openSnapshot } from "../../snapshot/open-snapshot";
import { writeTableFile } from "./write-table-file";

/**
 * Writes the tables of the snapshot with a mark beside it, for DuckDB, and returns their files; null if the snapshot was replaced
 * meanwhile. Throws UserError if there is none, or if the disk refuses.
 */
export function writeQueryTables(
  folder: string,
  mark: string,
): Promise<Readonly<Record<string, string>> | null> {
  const files = snapshotFiles(folder);
  const missing = `There is no snapshot in ${folder}. Run hub-lineage import FILE first.`;
  if (files === null) throw new UserError(missing);
  const write = (place: string) =>
    overSnapshot(openSnapshot(files), missing, columns =>
      Object.fromEntries(
        Object.entries(queryTables(columns)).map(([name, table]) => [
          name,
          writeTableFile(tablePath(place, name), table),
        ]),
      ),
    );
  return onDisk(folder, () => writeTables(folder, mark, write, () => files.mark()));
}
