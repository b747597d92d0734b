import type initSqlJs from "sql.js";
import { UserError } from "../../app/ports/errors";
import type { QueryResult } from "../../app/ports/index-port";
import { hubTables } from "../../app/ports/snapshot-ports";
import { type Database, reasonOf } from "../database";

const leading = /^(?:\s|;|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$))*/;
const reading = /^(?:explain\s+(?:query\s+plan\s+)?)?(?:select|with|values)\b/i;

const ofHub = Object.keys(hubTables).map(name => `hub.${name}`);

type Cell = string | number | null;

function cell(value: initSqlJs.SqlValue): Cell {
  return value instanceof Uint8Array ? `<blob ${value.length} bytes>` : value;
}

/** SQLite runs some PRAGMAs while it prepares them, so that what is not a SELECT must not even get that far. */
function refuseWriting(sql: string): void {
  const statement = sql.replace(leading, "");
  if (statement === "") throw new UserError("The query is empty. Write a SELECT.");
  if (!reading.test(statement)) {
    throw new UserError(
      "Only SELECT, WITH … SELECT, VALUES and EXPLAIN are run here: queries only read. " +
        "(Instead of PRAGMA table_info(models) write SELECT * FROM pragma_table_info('models').)",
    );
  }
}

/** How much a query may answer: rows, and characters of text in all of them (no limit where absent). */
export interface QueryLimits {
  readonly rows: number;
  readonly characters?: number;
}

function rowsOf(statement: initSqlJs.Statement, limits: QueryLimits): QueryResult {
  const columns = statement.getColumnNames();
  const rows: Cell[][] = [];
  let left = limits.characters ?? Number.POSITIVE_INFINITY;
  while (statement.step()) {
    const row = statement.get().map(cell);
    for (const value of row) left -= typeof value === "string" ? value.length : 0;
    if (rows.length === limits.rows || left < 0) return { columns, rows, truncated: true };
    rows.push(row);
  }
  return { columns, rows, truncated: false };
}

function runOne(raw: initSqlJs.Database, sql: string, limits: QueryLimits): QueryResult {
  const statements = raw.iterateStatements(sql);
  try {
    const { value: statement, done } = statements.next();
    if (done) throw new UserError("The query is empty. Write a SELECT.");
    if (statements.getRemainingSQL().replace(leading, "") !== "") {
      throw new UserError("There is more than one statement. Run them one by one.");
    }
    return rowsOf(statement, limits);
  } finally {
    closeIterator(statements);
  }
}

/** Frees the statement that the iterator prepared last; the types do not know that it is a generator. */
function closeIterator(statements: initSqlJs.StatementIterator): void {
  (statements as { return?(): unknown }).return?.();
}

/**
 * Runs one reading statement that a person wrote and answers as much as the limits allow. Nothing can be written: other
 * statements are refused by their first word, and SQLite itself is set to read only meanwhile.
 */
export function userQuery(database: Database, sql: string, limits: QueryLimits): QueryResult {
  refuseWriting(sql);
  database.run("PRAGMA query_only = ON");
  try {
    return runOne(database.raw, sql, limits);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `SQLite refused the query: ${reasonOf(error)}. The tables are models, edges, children_lists, failures, ` +
        `aliases and cards, and of an imported snapshot ${ofHub.slice(0, -1).join(", ")} and ${ofHub.at(-1)}; ` +
        "SELECT * FROM pragma_table_info('models') shows the columns of one.",
    );
  } finally {
    database.run("PRAGMA query_only = OFF");
  }
}
