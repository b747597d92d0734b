/** The text of a card, every character of it; null if its bytes are not UTF-8. */
export function cardTextOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The bytes of a card's text: what `cardTextOf` read, and what fixes changed in it. */
export function cardBytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
