import { meaningOf, type QueryTable } from "./query-template";

/** One name that may be written in a query. */
export interface QueryCompletion {
  readonly kind: "table" | "column";
  readonly label: string;
  /** For a table what it holds, for a column its tables. */
  readonly detail: string;
}

/** A table named after FROM or JOIN, and its alias. */
const named = /\b(?:from|join)\s+([a-z_][\w.]*)(?:\s+(?:as\s+)?([a-z_]\w*))?/gi;
const notAliases: ReadonlySet<string> = new Set(
  "on where join left inner cross natural group order limit using union full right having window".split(" "),
);

/**
 * Names that fit where the cursor is: `before` is the statement up to it, without the word at the cursor, and `statement` all of it.
 * After a table or alias and a dot, its columns; after FROM and JOIN, tables; elsewhere the columns of the tables that the
 * statement names, or of all tables, and then tables.
 */
export function queryCompletions(
  before: string,
  statement: string,
  tables: readonly QueryTable[],
): readonly QueryCompletion[] {
  const asTables = tables.map(
    ({ name }): QueryCompletion => ({ kind: "table", label: name, detail: meaningOf(name) }),
  );
  const used = usedTables(statement, tables);
  const owner = /([\w.]{1,100})\.$/.exec(before)?.[1]?.toLowerCase();
  if (owner === "hub")
    return asTables
      .filter(({ label }) => label.startsWith("hub."))
      .map(each => ({ ...each, label: each.label.slice("hub.".length) }));
  if (owner !== undefined) {
    const table = used.get(owner) ?? tables.find(({ name }) => name === owner);
    return table === undefined ? [] : columnsOf([table]);
  }
  if (/\b(?:from|join)\s+$/i.test(before)) return asTables;
  const named = new Set(used.values());
  return [...columnsOf(named.size === 0 ? tables : [...named]), ...asTables];
}

/** The tables that a statement names, by their names and aliases in lower case. */
function usedTables(statement: string, tables: readonly QueryTable[]): ReadonlyMap<string, QueryTable> {
  const used = new Map<string, QueryTable>();
  for (const [, name = "", alias = ""] of statement.matchAll(named)) {
    const table = tables.find(each => each.name === name.toLowerCase());
    if (table === undefined) continue;
    used.set(table.name, table);
    if (alias !== "" && !notAliases.has(alias.toLowerCase())) used.set(alias.toLowerCase(), table);
  }
  return used;
}

function columnsOf(tables: readonly QueryTable[]): readonly QueryCompletion[] {
  const owners = new Map<string, string[]>();
  for (const { name, columns } of tables)
    for (const column of columns) owners.set(column, [...(owners.get(column) ?? []), name]);
  return [...owners].map(([label, names]) => ({ kind: "column", label, detail: names.join(", ") }));
}
