import { Growing } from "./growing";
import type { PackedTexts } from "./snapshot-columns";

/** A column of texts, kept as UTF-8. */
export class TextColumn {
  readonly #bytes = new Growing(Uint8Array, 0);
  readonly #offsets = new Growing(Uint32Array, 0);

  constructor() {
    this.#offsets.push(0);
  }

  /** Adds the UTF-8 of the next row's text. */
  add(utf8: Uint8Array<ArrayBuffer>): void {
    this.#bytes.pushAll(utf8);
    this.#offsets.push(this.#bytes.length);
  }

  /** All of it, after which nothing can be added. */
  finish(): PackedTexts {
    return { bytes: this.#bytes.finish(), offsets: this.#offsets.finish() };
  }
}
