import { closeSync, openSync, writeSync } from "node:fs";
import { type TableToWrite, writeParquet } from "../../snapshot/export/parquet-file";

/** Writes a table as a Parquet file that did not exist before. */
export function writeTableFile(path: string, { columns, rows, read }: TableToWrite): void {
  const file = openSync(path, "wx");
  try {
    writeParquet(bytes => writeAll(file, bytes), columns, rows, read());
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}
