import { Growing } from "./growing";
import type { PackedTexts } from "./snapshot-columns";

/** A column of text, stored as UTF-8. */
export class TextColumn {
  readonly #bytes = new Growing(Uint8Array, 0);
  readonly #offsets = new Growing(Uint32Array, 0);

  constructor() {
    this.#offsets.push(0);
  }

  /** Adds the next row's text as UTF-8. */
  add(utf8: Uint8Array<ArrayBuffer>): void {
    this.#bytes.pushAll(utf8);
    this.#offsets.push(this.#bytes.length);
  }

  /** Returns the finished column; nothing can be added afterward. */
  finish(): PackedTexts {
    return { bytes: this.#bytes.finish(), offsets: this.#offsets.finish() };
  }
}
