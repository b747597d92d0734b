/** Text from an unknown source made fit for a sentence: one line, no control characters, at most 60 long. */
export function shown(text: string): string {
  const plain = text
    .slice(0, 200)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}

/** `a`, `a and b`, `a, b and c`; beyond `most` entries, the first ones and how many more there are. */
export function listed(entries: readonly string[], most = 6): string {
  const more = entries.length - most;
  if (more > 1) return `${entries.slice(0, most).join(", ")} and ${more} more`;
  const last = entries.at(-1) ?? "";
  return entries.length < 2 ? last : `${entries.slice(0, -1).join(", ")} and ${last}`;
}
