/** A file in a zip archive. */
export interface ZipEntry {
  readonly path: string;
  /** Bytes that it takes in the archive. */
  readonly packed: number;
  readonly bytes: number;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;

/** The files of a zip archive, from its directory; throws if the bytes are not one. */
export function zipEntries(archive: Buffer): readonly ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || archive.readUInt32LE(end) !== endMark) throw new Error("This file is not a zip archive.");
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    if (archive.readUInt32LE(at) !== entryMark) throw new Error("The directory of the archive is damaged.");
    const [name, extra, comment] = [28, 30, 32].map(field => archive.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const path = archive.toString("utf8", at + 46, at + 46 + name);
    const entry = { path, packed: archive.readUInt32LE(at + 20), bytes: archive.readUInt32LE(at + 24) };
    at += 46 + name + extra + comment;
    return entry;
  });
}
