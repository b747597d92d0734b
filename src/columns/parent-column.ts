import type { Relation } from "../lineage/model";
import { Dictionary } from "./coded-column";
import { Growing } from "./growing";
import { type ClaimedParents, claimBits } from "./snapshot-columns";

/** Parents of a row up to which looking at each is faster than a map. */
const mostScanned = 200;

/** Collects the parents that models name, row by row. */
export class ParentColumn {
  readonly dictionary = new Dictionary();
  readonly #starts: Growing<Uint32Array<ArrayBuffer>>;
  readonly #names: Growing<Uint32Array<ArrayBuffer>>;
  readonly #claims: Growing<Uint8Array<ArrayBuffer>>;
  #rowStart = 0;
  /** Where the names of the current row are, if it is long. */
  #places: Map<number, number> | null = null;

  /** Reserves room for `expected` rows. */
  constructor(expected: number) {
    this.#starts = new Growing(Uint32Array, expected + 1);
    this.#names = new Growing(Uint32Array, Math.ceil(expected / 3));
    this.#claims = new Growing(Uint8Array, Math.ceil(expected / 3));
    this.#starts.push(0);
  }

  /** Number of finished rows. */
  get rows(): number {
    return this.#starts.length - 1;
  }

  /** Records that the current row declares a link to a parent; `relationOf` chooses among several relations. */
  link(parent: string, relation: Relation): void {
    this.claim(this.dictionary.code(parent), relation === "unknown" ? 0 : claimBits[relation]);
  }

  /** Records that the current row names a parent, given by its number in the dictionary. */
  claim(name: number, bits: number): void {
    const at = this.#find(name);
    if (at >= 0) {
      const claims = this.#claims.values;
      claims[at] = (claims[at] ?? 0) | bits;
      return;
    }
    this.#names.push(name);
    this.#claims.push(bits);
  }

  /** Records that the card names a parent; adds nothing if a tag or the Hub also names it. */
  claimByCard(name: number): void {
    if (this.#find(name) < 0) this.claim(name, claimBits.card);
  }

  endRow(): void {
    this.#places = null;
    this.#rowStart = this.#names.length;
    this.#starts.push(this.#rowStart);
  }

  /** `rowOf` returns the row of a model's id, or -1 if there is none. */
  finish(rowOf: (name: string) => number): ClaimedParents {
    const { texts: values } = this.dictionary;
    return {
      values,
      starts: this.#starts.finish(),
      names: this.#names.finish(),
      claims: this.#claims.finish(),
      rows: Int32Array.from(values, rowOf),
    };
  }

  #find(name: number): number {
    if (this.#names.length - this.#rowStart > mostScanned) return this.#findInLong(name);
    const names = this.#names.values;
    for (let at = this.#rowStart; at < this.#names.length; at++) if (names[at] === name) return at;
    return -1;
  }

  /** The same in a long row, where looking at each would take the square of its length. */
  #findInLong(name: number): number {
    this.#places ??= new Map();
    const names = this.#names.values;
    for (let at = this.#rowStart + this.#places.size; at < this.#names.length; at++)
      this.#places.set(names[at] ?? 0, at);
    return this.#places.get(name) ?? -1;
  }
}
