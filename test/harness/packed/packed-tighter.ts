import { inflateRawSync } from "node:zlib";
import { deflated } from "./deflated";

const signatures = { file: 0x04034b50, directory: 0x02014b50, end: 0x06054b50 };

/**
 * The same archive with its files compressed by Zopfli, which every reader of zip archives reads: four percent less. Throws if it
 * has what vsce does not write: a comment, or more than 4 GB.
 */
export async function packedTighter(archive: Buffer): Promise<Buffer> {
  const end = archive.length - 22;
  if (end < 0 || archive.readUInt32LE(end) !== signatures.end)
    throw new Error("The package is no plain archive.");
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== signatures.directory)
      throw new Error("The package's directory is damaged.");
    const size = 46 + [28, 30, 32].reduce((sum, place) => sum + archive.readUInt16LE(at + place), 0);
    const entry = Buffer.from(archive.subarray(at, at + size));
    const file = await tighter(archive, entry);
    entry.writeUInt32LE(offset, 42);
    for (const piece of file) offset += piece.length;
    pieces.push(...file);
    directory.push(entry);
    at += size;
  }
  const close = Buffer.from(archive.subarray(end));
  close.writeUInt32LE(Buffer.concat(directory).length, 12);
  close.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, ...directory, close]);
}

/** The header, the name, and the bytes of a file; its sizes stand in both of its headers, so no descriptor follows. */
async function tighter(archive: Buffer, entry: Buffer): Promise<readonly Buffer[]> {
  const [method, packed, from] = [entry.readUInt16LE(10), entry.readUInt32LE(20), entry.readUInt32LE(42)];
  if (archive.readUInt32LE(from) !== signatures.file) throw new Error("A file of the package is damaged.");
  const start = from + 30 + archive.readUInt16LE(from + 26) + archive.readUInt16LE(from + 28);
  const header = Buffer.from(archive.subarray(from, start));
  const old = archive.subarray(start, start + packed);
  const bytes = method === 8 ? await deflated(inflateRawSync(old)) : old;
  entry.writeUInt32LE(bytes.length, 20);
  entry.writeUInt16LE(entry.readUInt16LE(8) & ~8, 8);
  header.writeUInt16LE(header.readUInt16LE(6) & ~8, 6);
  for (const [place, field] of [
    [14, 16],
    [18, 20],
    [22, 24],
  ] as const)
    header.writeUInt32LE(entry.readUInt32LE(field), place);
  return [header, bytes];
}
