import { authorOf } from "../lineage/repo-id";
import { type SingleTrait, singleTrait } from "./columns";
import { Growing } from "./growing";
import type { PackedIds } from "./id-builder";
import { narrowOptionalCodes } from "./narrow";

const slash = 47;

/**
 * The owner of each model as a trait, in order of first appearance: the bytes of its id before the slash, exactly as
 * written. A model without one (`gpt2`) has code -1. Reads each id once and decodes all owners together.
 */
export function authorsOfPackedIds(
  { bytes, offsets }: Pick<PackedIds, "bytes" | "offsets">,
  decode: (utf8: Uint8Array) => string,
): SingleTrait {
  const models = offsets.length - 1;
  const codes = new Int32Array(models).fill(-1);
  const owners = new Owners();
  for (let model = 0; model < models; model++) {
    const from = offsets[model]!;
    const end = offsets[model + 1]!;
    // FNV-1a, as in id-hash.ts, but of bytes as they are, and in the same pass that looks for the slash.
    let hash = 0x811c9dc5 | 0;
    let to = from;
    for (; to < end && bytes[to] !== slash; to++) hash = Math.imul(hash ^ bytes[to]!, 0x01000193);
    if (to < end) codes[model] = owners.code(bytes, from, to, hash);
  }
  const values = owners.texts(decode);
  return singleTrait(values, narrowOptionalCodes(codes, values.length));
}

/** Numbers of one owner in the table of `Owners`: its hash, where its bytes begin, and its code + 1 (0 in a free place). */
const perOwner = 4;
const shift = 2;

/**
 * Numbered owners. What is looked up for each of millions of models lies together: the numbers of an owner side by side,
 * and the bytes of all owners, apart from the much longer ids.
 */
class Owners {
  /** Each owner with its slash, one after another. */
  readonly #bytes = new Growing<Uint8Array<ArrayBuffer>>(Uint8Array, 1 << 14);
  #count = 0;
  #table = new Int32Array(perOwner * 1024);

  /** The code of the owner in `ids` from `from` up to the slash at `to`, assigning one if it is new. */
  code(ids: Uint8Array<ArrayBuffer>, from: number, to: number, hash: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let at = (hash << shift) & mask;
    for (; table[at + 2] !== 0; at = (at + perOwner) & mask)
      if (table[at] === hash && this.#is(table[at + 1]!, ids, from, to)) return table[at + 2]! - 1;
    table[at] = hash;
    table[at + 1] = this.#bytes.length;
    table[at + 2] = ++this.#count;
    this.#bytes.pushAll(ids.subarray(from, to + 1));
    if (this.#count * 2 * perOwner > table.length) this.#enlarge();
    return this.#count - 1;
  }

  /** The comparison includes the slash, so that an owner does not match a longer one. */
  #is(start: number, ids: Uint8Array, from: number, to: number): boolean {
    const known = this.#bytes.values;
    let place = start;
    for (let at = from; at <= to; at++) if (known[place++] !== ids[at]) return false;
    return true;
  }

  #enlarge(): void {
    const table = new Int32Array(this.#table.length * 2);
    const mask = table.length - 1;
    for (let from = 0; from < this.#table.length; from += perOwner) {
      if (this.#table[from + 2] === 0) continue;
      let at = (this.#table[from]! << shift) & mask;
      while (table[at + 2] !== 0) at = (at + perOwner) & mask;
      table.set(this.#table.subarray(from, from + perOwner), at);
    }
    this.#table = table;
  }

  /** The owners as text, decoded together, which takes a fraction of decoding each: none contains a slash. */
  texts(decode: (utf8: Uint8Array) => string): readonly string[] {
    const bytes = this.#bytes.finish();
    return bytes.length === 0 ? [] : decode(bytes.subarray(0, -1)).split("/");
  }
}

/** The same for ids as text. */
export function authorsOfIds(ids: readonly string[]): SingleTrait {
  const places = new Map<string, number>();
  const codes = Int32Array.from(ids, id => {
    const author = authorOf(id);
    if (author === null) return -1;
    const code = places.get(author) ?? places.size;
    places.set(author, code);
    return code;
  });
  return singleTrait([...places.keys()], narrowOptionalCodes(codes, places.size));
}
