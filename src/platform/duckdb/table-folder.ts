import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** The version of the tables that this program writes and reads. */
const tablesVersion = 1;

/** Begins the names of the folders of tables. */
export const tablesPrefix = "snapshot-tables-";

/** The file with the size of each table, written last. */
export const sizesName = "sizes.json";

/** The name of the folder with the tables of the snapshot with this mark. */
export function tablesFolder(mark: string): string {
  return `${tablesPrefix}${tablesVersion}-${mark}`;
}

/**
 * The Parquet files of the snapshot with this mark, by the names of their tables; null if they were not written yet, or are not
 * as they were written.
 */
export async function writtenTables(
  folder: string,
  mark: string,
): Promise<Readonly<Record<string, string>> | null> {
  const place = join(folder, tablesFolder(mark));
  try {
    const sizes = JSON.parse(await readFile(join(place, sizesName), "utf8")) as Record<string, number>;
    const tables = Object.entries(sizes).map(async ([name, size]) => {
      const path = join(place, `${name}.parquet`);
      return (await stat(path)).size === size ? ([name, path] as const) : null;
    });
    const found = await Promise.all(tables);
    const whole = found.filter(each => each !== null);
    return whole.length === found.length ? Object.fromEntries(whole) : null;
  } catch {
    return null;
  }
}
