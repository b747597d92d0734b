import { crc32 } from "../../columns/checksum";

// 0xff never occurs in UTF-8, so no text inside a payload can be taken for the start of a frame.
const marker = [0xff, 0x48, 0x4c, 0x01] as const;
const headBytes = 12;
/** No record is longer; a greater length means damage. */
const maxPayload = 1 << 28;

/**
 * A payload as stored in a segment file: the marker ff 48 4c 01, the length and the CRC-32 of the payload (both 32 bits,
 * little endian), then the payload, which is UTF-8. A segment consists of frames and nothing else.
 */
export function frame(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(headBytes + payload.length);
  bytes.set(marker);
  const view = new DataView(bytes.buffer);
  view.setUint32(4, payload.length, true);
  view.setUint32(8, crc32(payload), true);
  bytes.set(payload, headBytes);
  return bytes;
}

/** A payload that was read; `end` is where its frame ends, `afterDamage` whether bytes before it were unreadable. */
export interface ReadFrame {
  readonly payload: Uint8Array;
  readonly end: number;
  readonly afterDamage: boolean;
}

/** CRC-32 of bytes. */
type Checksum = (bytes: Uint8Array) => number;

type Found = Omit<ReadFrame, "afterDamage">;

/**
 * The complete frame that starts at an offset, or null. UTF-8 has no byte 0xff, so a payload with one is damaged, and its
 * checksum need not be computed. Any other frame starts with that byte: no byte is hashed for more than three frames, and
 * reading takes linear time, whatever the bytes are.
 */
function frameAt(bytes: Uint8Array, at: number, checksum: Checksum): Found | null {
  if (at + headBytes > bytes.length || marker.some((byte, i) => bytes[at + i] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at);
  const length = view.getUint32(4, true);
  const end = at + headBytes + length;
  if (length > maxPayload || end > bytes.length) return null;
  const next = bytes.indexOf(marker[0], at + headBytes);
  if (next >= 0 && next < end) return null;
  const payload = bytes.subarray(at + headBytes, end);
  return checksum(payload) === view.getUint32(8, true) ? { payload, end } : null;
}

/** The next complete frame after an offset, or null. */
function nextFrame(bytes: Uint8Array, after: number, checksum: Checksum): Found | null {
  let found: Found | null = null;
  for (let at = bytes.indexOf(marker[0], after + 1); at >= 0 && found === null; ) {
    found = frameAt(bytes, at, checksum);
    at = bytes.indexOf(marker[0], at + 1);
  }
  return found;
}

/**
 * Whether bytes without a complete frame are the beginning of one, as a killed process leaves it. Any others are damage:
 * they begin in another way, or all of their frame is there, under its length or up to the end.
 */
export function isUnfinished(bytes: Uint8Array, checksum: Checksum = crc32): boolean {
  if (marker.some((byte, at) => at < bytes.length && bytes[at] !== byte)) return false;
  if (bytes.length < headBytes) return true;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = view.getUint32(4, true);
  const payload = bytes.subarray(headBytes);
  return length <= maxPayload && length > payload.length && checksum(payload) !== view.getUint32(8, true);
}

/**
 * The frames of a segment, or of a part that starts with a frame. Unreadable bytes between two frames are skipped;
 * unreadable bytes at the end are an unfinished frame, not damage.
 */
export function readFrames(bytes: Uint8Array, checksum: Checksum = crc32): ReadFrame[] {
  const frames: ReadFrame[] = [];
  let afterDamage = false;
  for (let at = 0; at < bytes.length; ) {
    let found = frameAt(bytes, at, checksum);
    if (found === null) {
      afterDamage = true;
      found = nextFrame(bytes, at, checksum);
    }
    if (found === null) break;
    frames.push({ ...found, afterDamage });
    at = found.end;
  }
  return frames;
}
