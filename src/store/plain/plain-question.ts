import type { HubTableName } from "../../app/ports/snapshot-ports";

/** What a plain question computes over rows. */
export type Aggregate = "count" | "sum" | "min" | "max" | "avg";

/** What a plain question selects, groups by, or orders by. */
export type Term =
  | { readonly kind: "column"; readonly column: string }
  /** The first characters of a time's text: `substr(created_at, 1, 7)`. */
  | { readonly kind: "beginning"; readonly column: string; readonly length: number }
  /** Over all rows (`count(*)`) if it has no column. */
  | { readonly kind: "aggregate"; readonly of: Aggregate; readonly column: string | null };

/** Compares a column with literals; a NULL satisfies none but `null`. */
export interface Condition {
  readonly column: string;
  readonly operator: "=" | "<>" | "<" | "<=" | ">" | ">=" | "in" | "null" | "not null";
  readonly values: readonly (string | number)[];
}

/** A statement over one table of the snapshot that is answered from its columns. */
export interface PlainQuestion {
  readonly table: HubTableName;
  readonly items: readonly { readonly name: string; readonly term: Term }[];
  /** All of them hold. */
  readonly where: readonly Condition[];
  readonly groups: readonly Term[];
  readonly order: readonly { readonly term: Term; readonly isDescending: boolean }[];
  readonly limit: number;
}

/** Thrown where an answer from the columns could be another one than SQLite's. */
export class NotPlain extends Error {}

/** Whether two terms are the same. */
export function isSameTerm(one: Term, other: Term): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether a question has one row for all rows or for each group. */
export function isGrouped({ items, groups }: Pick<PlainQuestion, "items" | "groups">): boolean {
  return groups.length > 0 || items.some(({ term }) => term.kind === "aggregate");
}
