import { ownValue } from "../../lineage/own-value";
import { hubTables } from "../ports/snapshot-ports";

/** A table or view of the index, as described to someone writing a query. */
export interface QueryTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** The text at the start of a document that contains index queries. */
export const queryMark = "-- Hub Lineage:";

/** SQL that lists the tables and views of the index, with one row per column, in order. */
export const tablesQuery = `SELECT t.name, c.name
FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c
WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite_%'
ORDER BY t.type, t.rowid, c.cid`;

/** Converts the rows of `tablesQuery`, without tables that are only of use to this program. */
export function tablesFromRows(rows: readonly (readonly unknown[])[]): readonly QueryTable[] {
  const tables = new Map<string, string[]>();
  for (const [table, column] of rows) {
    const columns = tables.get(String(table)) ?? [];
    columns.push(String(column));
    tables.set(String(table), columns);
  }
  return [...tables]
    .filter(([name]) => Object.hasOwn(meanings, name))
    .map(([name, columns]) => ({ name, columns }));
}

/** The tables that a query may name: those of the index and, with a snapshot, those under `hub`. */
export function queryTables(tables: readonly QueryTable[], hasSnapshot: boolean): readonly QueryTable[] {
  const hub = Object.entries(hubTables).map(([name, columns]) => ({ name: `hub.${name}`, columns }));
  return [...tables, ...(hasSnapshot ? hub : [])];
}

/** What a table holds, in a few words; empty for one that nobody described. */
export function meaningOf(table: string): string {
  return ownValue(meanings, table) ?? "";
}

const meanings: Readonly<Record<string, string>> = {
  models: "one row for each model",
  edges: "one row for each parent that a model declares",
  aliases: "former IDs of renamed models",
  children_lists: "whose children were listed, and when (ms since 1970)",
  failures: "IDs that could not be read, and why",
  cards: "the text of model cards",
  model_languages: "one row for each language of a model",
  model_datasets: "one row for each dataset of a model",
  anomalies: "what is odd in the data, and of which model",
  "hub.models": "models in the imported snapshot of the whole Hub; querying it takes several seconds",
};

const width = 100;

function wrapped(words: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const [at, word] of words.entries()) {
    const piece = at === words.length - 1 ? word : `${word},`;
    if (line !== "" && indent.length + line.length + 1 + piece.length > width) {
      lines.push(indent + line);
      line = piece;
    } else line = line === "" ? piece : `${line} ${piece}`;
  }
  return line === "" ? lines : [...lines, indent + line];
}

const examples = `-- License changes from parent to child, most frequent first
SELECT p.license AS parent_license, c.license AS child_license, e.relation, count(*) AS models
FROM edges AS e
JOIN models AS p ON p.id = e.parent
JOIN models AS c ON c.id = e.child
WHERE p.license <> c.license
GROUP BY 1, 2, 3
ORDER BY models DESC;

-- The most downloaded models
SELECT id, license, task, library, downloads, likes
FROM models
ORDER BY downloads DESC
LIMIT 100;
`;

const hubExample = `
-- The most common licenses on the whole Hub
SELECT license, count(*) AS models
FROM hub.models
GROUP BY 1
ORDER BY 2 DESC
LIMIT 50;
`;

/**
 * A starter document: the given tables and their columns as comments, then sample queries. `hasSnapshot` adds the tables
 * under `hub`.
 */
export function queryTemplate(tables: readonly QueryTable[], hasSnapshot: boolean): string {
  const summary = queryTables(tables, hasSnapshot).flatMap(({ name, columns }) => [
    ["--", name + (meaningOf(name) === "" ? "" : `: ${meaningOf(name)}`)].join(" "),
    ...wrapped(columns, "--     "),
  ]);
  return [
    `${queryMark} read-only queries on the index. Press Ctrl+Enter (Cmd+Enter) to run the one at the cursor.`,
    "--",
    ...summary,
    "",
    hasSnapshot ? `${examples}${hubExample}` : examples,
  ].join("\n");
}
