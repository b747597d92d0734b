import type { PagedFile } from "./paged-file";
import type { SectionInfo } from "./snapshot-file";

/** Bytes of IDs that are searched at once. */
const chunkBytes = 1 << 20;

const latin = new TextDecoder("latin1");
const utf8 = new TextEncoder();

/** A row whose ID contains a text, and whether it begins with it. */
export interface FoundRow {
  readonly row: number;
  readonly begins: boolean;
}

/** Rows of packed IDs that contain a text, in any case of A to Z, in order; a text of less than a letter finds none. */
export function rowsWith(
  pages: PagedFile,
  bytes: SectionInfo,
  offsets: SectionInfo,
  text: string,
): readonly FoundRow[] {
  // One character for each byte, so that places in the text are places in the file.
  const wanted = latin.decode(utf8.encode(text)).toLowerCase();
  if (wanted === "" || offsets.length === 0) return [];
  const starts = new Uint32Array(pages.bytes(offsets, 0, offsets.length).buffer);
  const rows: FoundRow[] = [];
  const step = chunkBytes - wanted.length;
  for (let from = 0; from < bytes.length; from += step) {
    const chunk = latin.decode(pages.bytes(bytes, from, Math.min(bytes.length, from + chunkBytes)));
    const low = chunk.toLowerCase();
    for (let at = low.indexOf(wanted); at >= 0; ) {
      const row = rowAt(starts, from + at);
      const end = (starts[row + 1] ?? 0) - from;
      if (at + wanted.length <= end) {
        if (rows.at(-1)?.row !== row) rows.push({ row, begins: starts[row] === from + at });
        at = low.indexOf(wanted, end);
      } else at = low.indexOf(wanted, at + 1);
    }
  }
  return rows;
}

/** The row that a byte belongs to: the last one that begins at it or before. */
function rowAt(starts: Uint32Array, byte: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= byte) low = middle;
    else high = middle;
  }
  return low;
}
