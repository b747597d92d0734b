import { UserError } from "../../app/ports/errors";
import { checksum } from "../node-checksum";

/*
 * A dated snapshot's file lists the parts that make up the snapshot, so that several snapshots share those that are equal: 8
 * bytes that name the format, the length (u32, little-endian) and CRC-32 (u32) of the list, the list (JSON), and what is too
 * short for a file of its own.
 */

/** A part in a file of its own, named by the SHA-256 of its bytes, or so many bytes in the list's own file. */
export type SnapshotPart = { readonly name: string; readonly bytes: number } | number;

const magic = new TextEncoder().encode("HLPARTS\n");
const headBytes = 16;
const mostListBytes = 4 * 1_048_576;

/** What a file of parts says of them, and where its own bytes begin. */
export interface PartsList {
  readonly parts: readonly SnapshotPart[];
  readonly own: number;
}

/** The file of a list, in pieces to be written in order; `own` is what is in no other file. */
export function encodeParts(parts: readonly SnapshotPart[], own: readonly Uint8Array[]): Uint8Array[] {
  const list = new TextEncoder().encode(JSON.stringify(parts));
  const head = new DataView(new ArrayBuffer(headBytes));
  new Uint8Array(head.buffer).set(magic);
  head.setUint32(8, list.length, true);
  head.setUint32(12, checksum(list), true);
  return [new Uint8Array(head.buffer), list, ...own];
}

/** Reads a list; null if the file is no list of parts. Throws UserError if it is damaged. */
export function decodeParts(
  read: (into: Uint8Array, from: number) => void,
  fileBytes: number,
): PartsList | null {
  const head = new Uint8Array(headBytes);
  if (fileBytes < headBytes) return null;
  read(head, 0);
  if (magic.some((byte, at) => head[at] !== byte)) return null;
  const view = new DataView(head.buffer);
  const length = view.getUint32(8, true);
  if (length > mostListBytes || headBytes + length > fileBytes) throw damagedList();
  const list = new Uint8Array(length);
  read(list, headBytes);
  if (checksum(list) !== view.getUint32(12, true)) throw damagedList();
  const parts: unknown = JSON.parse(new TextDecoder().decode(list));
  if (!Array.isArray(parts) || !parts.every(isPart)) throw damagedList();
  return { parts, own: headBytes + length };
}

/** How many bytes a part has. */
export function bytesOfPart(part: SnapshotPart): number {
  return typeof part === "number" ? part : part.bytes;
}

function isPart(part: unknown): part is SnapshotPart {
  const isLength = (bytes: unknown) => Number.isSafeInteger(bytes) && Number(bytes) >= 0;
  if (typeof part !== "object" || part === null) return isLength(part);
  const { name, bytes } = part as { readonly name?: unknown; readonly bytes?: unknown };
  // The name is that of a file, so it must not lead elsewhere.
  return typeof name === "string" && /^[0-9a-f]{64}$/.test(name) && isLength(bytes);
}

function damagedList(): UserError {
  return new UserError("The snapshot in the index is damaged. Import it again. Nothing else was lost.");
}
