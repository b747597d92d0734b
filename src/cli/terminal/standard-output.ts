import { once } from "node:events";
import { fstatSync, writeSync } from "node:fs";
import { onDisk } from "../../platform/disk-errors";

let isFile: boolean | null = null;

/**
 * Writes to standard output; done once there is room for more. A regular file is written here and not by Node, which takes a
 * write that fits only in part, on a disk that fills up, for a whole one. Throws UserError if the disk refuses.
 */
export async function writeOut(text: string): Promise<void> {
  isFile ??= fstatSync(process.stdout.fd).isFile();
  if (isFile) await onDisk("the output", async () => writeWhole(process.stdout.fd, Buffer.from(text)));
  else if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
