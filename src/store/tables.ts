import type { Database } from "./database";

/** What reads tables. */
export type Tables = Pick<Database, "all" | "packed" | "first" | "value">;

/** Tables without a row, for which no SQLite is started: statements that count or add up must not be asked of them. */
export const noTables: Tables = { all: () => [], packed: () => [], first: () => null, value: () => null };
