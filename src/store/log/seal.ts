import { crc32 } from "../../columns/checksum";
import { applicationId, schemaVersion } from "../schema";

/*
 * The checksum of a saved database lies in the file's own header, so that one rename replaces both. SQLite leaves bytes 72
 * to 91 of the header free and keeps what is there: other programs open the file as any other, and older versions of this
 * one, too. The seal in them is a mark, a number, the CRC-32 of the header, and that of everything after the header.
 *
 * When SQLite writes to the file, the seal stays and is wrong. So that this is not taken for damage, the seal's number is
 * put where SQLite counts changes. SQLite adds one to it; sql.js, which reads no such number, sets it to one.
 */
const headerBytes = 100;
const seal = { from: 72, mark: 72, number: 76, headSum: 80, restSum: 84, to: 92 };
/** "HLs1". */
const mark = 0x484c7331;

/** In SQLite's header: the number of changes, twice, the version of the tables, and whose file it is. */
const place = { changes: 24, version: 60, applicationId: 68, validFor: 92 };

/** Whether a database is as it was saved; `none` means that nobody can tell, because another program or version wrote it. */
export type SealState = "whole" | "broken" | "none";

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Whether the header is right but for one bit that flipped in the version. */
function isOwnWithWrongVersion(bytes: Uint8Array, header: DataView): boolean {
  const sum = header.getUint32(seal.headSum);
  const head = headOf(bytes);
  const given = header.getUint32(place.version);
  for (let bit = 0; bit < 32; bit++) {
    viewOf(head).setUint32(place.version, (given ^ (1 << bit)) >>> 0);
    if (headSum(head) === sum) return true;
  }
  return false;
}

/** The seal's number: it differs with the content, and is greater than what SQLite counts. */
function numberFor(restSum: number): number {
  return (restSum | 0x4000_0000) >>> 0;
}

/** A copy of the header. (`slice` of Node's Buffer is none.) */
function headOf(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes.subarray(0, headerBytes));
}

function headSum(bytes: Uint8Array): number {
  return crc32(headOf(bytes).fill(0, seal.headSum, seal.restSum));
}

/** Writes the checksum of a database into its header, and returns the database. */
export function sealed(bytes: Uint8Array): Uint8Array {
  const header = viewOf(bytes);
  const restSum = crc32(bytes.subarray(headerBytes));
  bytes.fill(0, seal.from, seal.to);
  header.setUint32(seal.mark, mark);
  header.setUint32(seal.restSum, restSum);
  for (const at of [seal.number, place.changes, place.validFor]) header.setUint32(at, numberFor(restSum));
  header.setUint32(seal.headSum, headSum(bytes));
  return bytes;
}

/** Compares a database, which has at least SQLite's header, with the checksum in it. */
export function sealOf(bytes: Uint8Array): SealState {
  const header = viewOf(bytes);
  const state = compared(bytes, header);
  // A newer version may seal in another way, so its file is called damaged only if the version itself is what is wrong.
  const isNewer = state === "broken" && header.getUint32(place.version) > schemaVersion;
  return isNewer && !isOwnWithWrongVersion(bytes, header) ? "none" : state;
}

function compared(bytes: Uint8Array, header: DataView): SealState {
  if (header.getUint32(seal.mark) !== mark) {
    const isOurs = header.getUint32(place.applicationId) === applicationId;
    return isOurs && bytes.subarray(seal.from, seal.to).some(byte => byte !== 0) ? "broken" : "none";
  }
  const restSum = header.getUint32(seal.restSum);
  const number = header.getUint32(seal.number);
  if (number !== numberFor(restSum)) return "broken";
  const changes = header.getUint32(place.changes);
  if (changes !== number && changes === header.getUint32(place.validFor)) return "none";
  const isWhole =
    header.getUint32(seal.headSum) === headSum(bytes) && crc32(bytes.subarray(headerBytes)) === restSum;
  return isWhole ? "whole" : "broken";
}
