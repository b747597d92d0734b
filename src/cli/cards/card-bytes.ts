/** A card's text as far as its bytes are text. */
export interface DecodedCard {
  readonly text: string;
  /** Whether all bytes are UTF-8; if not, the text has U+FFFD in place of some and must never be written. */
  readonly isUtf8: boolean;
}

/** Decodes a card, BOM included. */
export function decodeCard(bytes: Uint8Array): DecodedCard {
  const decoded = (fatal: boolean) => new TextDecoder("utf-8", { fatal, ignoreBOM: true }).decode(bytes);
  try {
    return { text: decoded(true), isUtf8: true };
  } catch {
    return { text: decoded(false), isUtf8: false };
  }
}

/** The bytes of a card's text: those that were decoded, but for what fixes changed. */
export function encodeCard(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
