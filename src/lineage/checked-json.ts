/** A JSON object whose fields have not been checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as a JSON object, or null for anything else (lists included). */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The value as a list; an empty list for anything else. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The trimmed text, or null if not a text, empty, longer than `limit` characters, or with control characters. */
export function asText(value: unknown, limit: number): string | null {
  if (typeof value !== "string" || value.length > limit * 2) return null;
  const text = value.trim();
  return text === "" || text.length > limit || /\p{Cc}/u.test(text) ? null : text;
}

/** The valid texts (see `asText`) of a text or of a list of texts, without duplicates. */
export function asTexts(value: unknown, limit: number): readonly string[] {
  const found = new Set<string>();
  for (const item of typeof value === "string" ? [value] : asList(value)) {
    const text = asText(item, limit);
    if (text !== null) found.add(text);
  }
  return [...found];
}

/** The value as a count (a whole number that is exact, and not negative; −0 counts as negative), or null. */
export function asCount(value: unknown): number | null {
  const isCount = typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
  return isCount && !Object.is(value, -0) ? value : null;
}

/** The value as a measured number (finite, and not −0), or null. */
export function asMeasure(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && !Object.is(value, -0) ? value : null;
}
