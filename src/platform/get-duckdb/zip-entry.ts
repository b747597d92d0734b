import { inflateRawSync } from "node:zlib";

const [endMark, entryMark, fileMark] = [0x06054b50, 0x02014b50, 0x04034b50];
const endBytes = 22;

/** The most bytes of an unpacked file. */
const mostBytes = 512 * 1_048_576;

/** The bytes of one file in a ZIP archive (APPNOTE 6.3, stored or deflated); null if the archive has none of that name. */
export function zipEntry(archive: Uint8Array, name: string): Uint8Array | null {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = bytes.lastIndexOf(Uint8Array.of(0x50, 0x4b, 0x05, 0x06));
  if (end < 0 || end + endBytes > bytes.length || bytes.readUInt32LE(end) !== endMark) return null;
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) return null;
    const [names, extra, comment] = [28, 30, 32].map(place => bytes.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    if (bytes.toString("utf8", at + 46, at + 46 + names) === name) return unpacked(bytes, at);
    at += 46 + names + extra + comment;
  }
  return null;
}

function unpacked(bytes: Buffer, entry: number): Uint8Array | null {
  const [method, packed, length] = [
    bytes.readUInt16LE(entry + 10),
    bytes.readUInt32LE(entry + 20),
    bytes.readUInt32LE(entry + 24),
  ];
  const file = bytes.readUInt32LE(entry + 42);
  if (file + 30 > bytes.length || bytes.readUInt32LE(file) !== fileMark || length > mostBytes) return null;
  const start = file + 30 + bytes.readUInt16LE(file + 26) + bytes.readUInt16LE(file + 28);
  const content = bytes.subarray(start, start + packed);
  if (method === 0) return content;
  return method === 8 ? inflateRawSync(content, { maxOutputLength: Math.max(1, length) }) : null;
}
