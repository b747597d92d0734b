import { Growing } from "../../columns/growing";
import type { PackedTexts } from "../../columns/snapshot-columns";

/** A column of texts, kept as UTF-8. */
export class TextColumn {
  readonly #bytes = new Growing(Uint8Array, 0);
  readonly #offsets = new Growing(Uint32Array, 0);
  readonly #encoder = new TextEncoder();

  constructor() {
    this.#offsets.push(0);
  }

  /** Adds the text of the next row. */
  add(text: string): void {
    if (text !== "") this.#bytes.pushAll(this.#encoder.encode(text));
    this.#offsets.push(this.#bytes.length);
  }

  /** All of it, after which nothing can be added. */
  finish(): PackedTexts {
    return { bytes: this.#bytes.finish(), offsets: this.#offsets.finish() };
  }
}
