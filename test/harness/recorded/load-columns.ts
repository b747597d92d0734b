/** Reads every column, each of which is loaded and checked on first read. */
export function loadAll(columns: object): void {
  for (const value of Object.values(columns))
    if (value !== null && typeof value === "object" && !ArrayBuffer.isView(value) && !Array.isArray(value))
      loadAll(value);
}
