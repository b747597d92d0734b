import { type HubTableName, hubTables } from "./snapshot-ports";

/** A table that a statement reads, with the columns that it may use: none if only the rows count. */
export interface WantedTable {
  readonly name: HubTableName;
  readonly columns: readonly string[];
}

/**
 * The tables under `hub` that a statement names, with the columns whose names appear anywhere in it. All columns are
 * included if it has a `*` (other than in count(*)), a natural join, or asks for a table's columns. Words in string literals and comments may add columns, which only costs time.
 */
export function hubTablesIn(sql: string): readonly WantedTable[] {
  const words = new Set(sql.toLowerCase().match(/\w+/g) ?? []);
  const takesAll =
    /\*/.test(sql.replace(/\bcount\s*\(\s*\*\s*\)/gi, "")) || /\bnatural\b|pragma_table/i.test(sql);
  const names = Object.keys(hubTables) as HubTableName[];
  return names
    .filter(name => new RegExp(`\\bhub["\`\\]]?\\s*\\.\\s*["\`[]?${name}\\b`, "i").test(sql))
    .map(name => {
      const all: readonly string[] = hubTables[name];
      return { name, columns: all.filter(column => takesAll || words.has(column)) };
    });
}
