import { type ListTrait, listTrait, type SingleTrait, singleTrait } from "./columns";
import { Growing } from "./growing";
import { narrowCodes, narrowOptionalCodes } from "./narrow";

/** Numbered unique texts, in order of first appearance. */
export class Dictionary {
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];

  get texts(): readonly string[] {
    return this.#texts;
  }

  /** Returns the number of a text, assigning one if it is new. */
  code(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#texts.length;
    this.#codes.set(text, code);
    this.#texts.push(text);
    return code;
  }
}

/** Members of a row up to which looking at each is faster than a set. */
const mostScanned = 200;

/** Collects a column of text lists, row by row. */
export class ListColumn {
  readonly dictionary = new Dictionary();
  readonly #starts: Growing<Uint32Array<ArrayBuffer>>;
  readonly #codes: Growing<Uint32Array<ArrayBuffer>>;
  #rowStart = 0;
  /** The members of the current row, if it is long. */
  #seen: Set<number> | null = null;

  /** Reserves room for `expected` rows of `perRow` members each. */
  constructor(expected: number, perRow: number) {
    this.#starts = new Growing(Uint32Array, expected + 1);
    this.#codes = new Growing(Uint32Array, Math.ceil(expected * perRow));
    this.#starts.push(0);
  }

  /** Adds a text to the current row, by its number in the dictionary. */
  add(code: number): void {
    this.#codes.push(code);
  }

  /** The same, unless the row already has it. */
  addOnce(code: number): void {
    if (this.#codes.length - this.#rowStart > mostScanned) {
      this.#addToLong(code);
      return;
    }
    const { values } = this.#codes;
    for (let at = this.#rowStart; at < this.#codes.length; at++) if (values[at] === code) return;
    this.#codes.push(code);
  }

  /** The same for a long row, which would take the square of its length. */
  #addToLong(code: number): void {
    this.#seen ??= new Set(this.#codes.values.subarray(this.#rowStart, this.#codes.length));
    if (this.#seen.has(code)) return;
    this.#seen.add(code);
    this.#codes.push(code);
  }

  /** Adds a text to the current row, unless the row already has it. */
  addText(text: string): void {
    this.addOnce(this.dictionary.code(text));
  }

  /** Ends the current row. */
  endRow(): void {
    this.#seen = null;
    this.#rowStart = this.#codes.length;
    this.#starts.push(this.#rowStart);
  }

  finish(): ListTrait {
    const { texts: values } = this.dictionary;
    return listTrait(values, this.#starts.finish(), narrowCodes(this.#codes.finish(), values.length));
  }
}

/** Collects a column of text with at most one value per row. */
export class WordColumn {
  readonly #dictionary = new Dictionary();
  readonly #codes: Growing<Int32Array<ArrayBuffer>>;

  /** Reserves room for `expected` rows. */
  constructor(expected: number) {
    this.#codes = new Growing(Int32Array, expected);
  }

  add(text: string | null | undefined): void {
    this.#codes.push(text ? this.#dictionary.code(text) : -1);
  }

  finish(): SingleTrait {
    const { texts: values } = this.#dictionary;
    return singleTrait(values, narrowOptionalCodes(this.#codes.finish(), values.length));
  }
}
