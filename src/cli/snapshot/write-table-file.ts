import { closeSync, openSync, writeSync } from "node:fs";
import { checksum } from "../../platform/node-checksum";
import { type TableToWrite, writeParquet } from "../../snapshot/export/parquet-file";

/** Writes a table as a Parquet file that did not exist before; returns the CRC-32 of its bytes. */
export function writeTableFile(path: string, { columns, rows, read }: TableToWrite): number {
  const file = openSync(path, "wx");
  try {
    let sum = 0;
    const write = (bytes: Uint8Array) => {
      sum = checksum(bytes, sum);
      writeAll(file, bytes);
    };
    writeParquet(write, columns, rows, read());
    return sum;
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}
