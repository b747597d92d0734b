import type { TextEdit } from "../finding";
import type { Range } from "../position";

/** Applies edits, which must not overlap but may be in any order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let out = "";
  let at = 0;
  for (const { range, newText } of inOrder(edits)) {
    out += text.slice(at, range.start) + newText;
    at = range.end;
  }
  return out + text.slice(at);
}

/** Where the parts of a text are after edits. */
export class Moved {
  readonly #edits: readonly TextEdit[];
  /** The ranges of the new text that the edits wrote, in order; empty for a deletion. */
  readonly written: readonly Range[];

  constructor(edits: readonly TextEdit[]) {
    this.#edits = inOrder(edits);
    let shift = 0;
    this.written = this.#edits.map(({ range, newText }) => {
      const start = range.start + shift;
      shift += newText.length - (range.end - range.start);
      return { start, end: start + newText.length };
    });
  }

  /** Whether no two edits overlap. */
  get isOrdered(): boolean {
    return this.#edits.every(
      ({ range }, at) => range.start <= range.end && range.start >= (this.#edits[at - 1]?.range.end ?? 0),
    );
  }

  /** The new offset of an offset; of one in a replaced part, where the replacement starts. */
  to(offset: number): number {
    let to = offset;
    for (const { range, newText } of this.#edits) {
      if (range.start >= offset && range.end > offset) break;
      if (range.end <= offset) to += newText.length - (range.end - range.start);
      else to -= offset - range.start;
    }
    return to;
  }

  /** How much longer the text becomes from an offset on. */
  growthFrom(offset: number): number {
    const later = this.#edits.filter(({ range }) => range.start >= offset);
    return later.reduce((sum, { range, newText }) => sum + newText.length - (range.end - range.start), 0);
  }

  /** Whether an edit replaces part of a range or inserts within it; one that only borders on it does not. */
  changes({ start, end }: Range): boolean {
    return this.#edits.some(({ range }) => range.start < end && start < range.end);
  }

  /** Whether an edit is within a range or borders on it. */
  meets({ start, end }: Range): boolean {
    return this.#edits.some(({ range }) => range.start <= end && start <= range.end);
  }

  /** Whether one edit replaces a complete range. */
  covers({ start, end }: Range): boolean {
    return this.#edits.some(
      ({ range }) => range.start <= start && end <= range.end && range.start < range.end,
    );
  }

  /** The number of the edit that wrote the text at an offset of the new text, or -1. */
  writerOf(offset: number): number {
    return this.written.findIndex(({ start, end }) => start <= offset && offset < end);
  }
}

function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
