import { UserError } from "../app/ports/errors";

/*
 * A snapshot's file: 8 bytes that name the format, the header's length (u32) and CRC-32 (u32), the header (JSON), and
 * sections of numbers or bytes, little-endian, each at a multiple of 8. The header gives the location of each section
 * and the CRC-32 of each of its blocks, so part of a section can be read and checked without the rest.
 */

/** The kinds of numbers a section can hold. */
export type SectionArray =
  | Uint8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

const kinds = {
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f64: Float64Array,
};

/** Bytes per block; the last block of a section may be shorter. */
export const blockBytes = 65_536;

/** One section of a file: `offset` (relative to the header's end in the written header) and `length`, in bytes. */
export interface SectionInfo {
  readonly kind: keyof typeof kinds;
  readonly offset: number;
  readonly length: number;
  /** CRC-32 of each block, from the start of the section. */
  readonly crcs: readonly number[];
}

/** The contents of a file's header; `facts` is any JSON the writer chooses. */
export interface SnapshotHeader {
  readonly version: number;
  readonly facts: unknown;
  readonly sections: Readonly<Record<string, SectionInfo>>;
}

/** The version of the sections that this program writes and reads. */
export const snapshotVersion = 3;

const magic = new TextEncoder().encode("HLSNAP\r\n");
const align = 8;

/** CRC-32 of bytes. */
export type Checksum = (bytes: Uint8Array) => number;

const bytesOf = (array: SectionArray) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const aligned = (length: number) => Math.ceil(length / align) * align;

/** The file of sections, in pieces to be written in order. */
export function encodeSnapshot(
  facts: unknown,
  sections: Readonly<Record<string, SectionArray>>,
  checksum: Checksum,
): Uint8Array[] {
  const infos = new Map<string, SectionInfo>();
  let offset = 0;
  for (const [name, array] of Object.entries(sections)) {
    const length = array.byteLength;
    infos.set(name, { kind: kindOf(array), offset, length, crcs: checksums(bytesOf(array), checksum) });
    offset += aligned(length);
  }
  const header = encodeHeader({ version: snapshotVersion, facts, sections: Object.fromEntries(infos) });
  const head = new DataView(new ArrayBuffer(16));
  new Uint8Array(head.buffer).set(magic);
  head.setUint32(8, header.length, true);
  head.setUint32(12, checksum(header), true);
  const pieces = [new Uint8Array(head.buffer), header];
  for (const array of Object.values(sections)) {
    pieces.push(bytesOf(array), new Uint8Array(aligned(array.byteLength) - array.byteLength));
  }
  return pieces;
}

function kindOf(array: SectionArray): SectionInfo["kind"] {
  const names = Object.keys(kinds) as SectionInfo["kind"][];
  return names.find(name => array instanceof kinds[name]) ?? "u8";
}

/** The header as JSON, padded with spaces to a multiple of 8. */
function encodeHeader(header: SnapshotHeader): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = new Uint8Array(aligned(text.length)).fill(0x20);
  padded.set(text);
  return padded;
}

/** Fills `into` from an offset in the file; throws if the file ends first. */
export type ReadAt = (into: Uint8Array, from: number) => void;

/**
 * Reads and checks the header; returned offsets are from the start of the file. Throws SnapshotDamaged if the file is of
 * another format or damaged, and UserError if it is of another version.
 */
export function readSnapshotHeader(read: ReadAt, fileBytes: number, checksum: Checksum): SnapshotHeader {
  const head = new Uint8Array(16);
  if (fileBytes < head.length) throw damaged();
  read(head, 0);
  const view = new DataView(head.buffer);
  if (magic.some((byte, at) => head[at] !== byte)) throw damaged();
  const length = view.getUint32(8, true);
  if (16 + length > fileBytes) throw damaged();
  const bytes = new Uint8Array(length);
  read(bytes, 16);
  if (checksum(bytes) !== view.getUint32(12, true)) throw damaged();
  const header = parsedHeader(bytes);
  if (header.version > snapshotVersion)
    throw new UserError(
      "The snapshot in the index was written by a newer version of Hub Lineage. Update Hub Lineage, or import the snapshot again.",
    );
  if (header.version < snapshotVersion)
    throw new UserError(
      "The snapshot in the index was written by an older version of Hub Lineage. Import it again.",
    );
  const start = 16 + length;
  let end = 0;
  const sections = Object.entries(header.sections).map(([name, section]) => {
    if (!isSection(section) || section.offset < end) throw damaged();
    end = section.offset + section.length;
    if (start + end > fileBytes) throw damaged();
    return [name, { ...section, offset: start + section.offset }] as const;
  });
  return { ...header, sections: Object.fromEntries(sections) };
}

function parsedHeader(bytes: Uint8Array): SnapshotHeader {
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes)) as SnapshotHeader;
    if (Number.isInteger(header.version) && header.sections && header.facts) return header;
  } catch {
    // It is no JSON.
  }
  throw damaged();
}

/** Whether a section is as `encodeSnapshot` writes it; its numbers are aligned, and each block has a checksum. */
function isSection({ kind, offset, length, crcs }: SectionInfo): boolean {
  if (!Object.hasOwn(kinds, kind) || !Array.isArray(crcs)) return false;
  const isPlace = (at: number) => Number.isSafeInteger(at) && at >= 0;
  if (!isPlace(offset) || !isPlace(length) || offset % align !== 0) return false;
  return length % kinds[kind].BYTES_PER_ELEMENT === 0 && crcs.length === Math.ceil(length / blockBytes);
}

/** Loads and checks one section; throws SnapshotDamaged if it is damaged. */
export function readSection(read: ReadAt, section: SectionInfo, checksum: Checksum): SectionArray {
  const bytes = new Uint8Array(section.length);
  read(bytes, section.offset);
  if (checksums(bytes, checksum).some((crc, block) => crc !== section.crcs[block])) throw damaged();
  // The header is data of a file: its words need not be those of the type.
  const kind = Object.hasOwn(kinds, section.kind) ? kinds[section.kind] : undefined;
  if (kind === undefined) throw damaged();
  return new kind(bytes.buffer);
}

function checksums(bytes: Uint8Array, checksum: Checksum): readonly number[] {
  return Array.from({ length: Math.ceil(bytes.length / blockBytes) }, (_, block) =>
    checksum(bytes.subarray(block * blockBytes, (block + 1) * blockBytes)),
  );
}

/** A snapshot whose file does not hold what was written. */
export class SnapshotDamaged extends UserError {}

/** The error shown to users for a damaged snapshot. */
export function damaged(): SnapshotDamaged {
  return new SnapshotDamaged("The snapshot in the index is damaged. Import it again. Nothing else was lost.");
}
