/** A JSON object whose fields are not checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as a JSON object, or null when it is anything else (lists included). */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The value as a list; an empty one when it is anything else. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The trimmed text, or null when it is no text, empty, longer than `limit` characters, or has control characters. */
export function asText(value: unknown, limit: number): string | null {
  if (typeof value !== "string" || value.length > limit * 2) return null;
  const text = value.trim();
  return text === "" || text.length > limit || /\p{Cc}/u.test(text) ? null : text;
}

/** The texts of a text or of a list of texts, without duplicates; what is no text of at most `limit` characters is left out. */
export function asTexts(value: unknown, limit: number): readonly string[] {
  const found = new Set<string>();
  for (const item of typeof value === "string" ? [value] : asList(value)) {
    const text = asText(item, limit);
    if (text !== null) found.add(text);
  }
  return [...found];
}

/** The value as a count (a finite number that is not negative), or null. */
export function asCount(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
}
