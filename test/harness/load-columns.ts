/** Reads everything that columns hold, of which each is loaded and checked when it is first read. */
export function loadAll(columns: object): void {
  for (const value of Object.values(columns))
    if (value !== null && typeof value === "object" && !ArrayBuffer.isView(value) && !Array.isArray(value))
      loadAll(value);
}
