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

/** SQLite runs some PRAGMAs while preparing them, so anything that is not a query must be refused before that. */
function refuseWriting(sql: string): void {
  const statement = sql.replace(leading, "");
  if (statement === "") throw new UserError("The query is empty. Write a SELECT statement.");
  if (!reading.test(statement)) {
    throw new UserError(
      "Queries are read-only: use SELECT, WITH … SELECT, VALUES, or EXPLAIN. " +
        "(Instead of PRAGMA table_info(models), write SELECT * FROM pragma_table_info('models').)",
    );
  }
}

/** How much a query may return: rows, and characters of text in all rows together (absent: no limit). */
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
    if (done) throw new UserError("The query is empty. Write a SELECT statement.");
    if (statements.getRemainingSQL().replace(leading, "") !== "") {
      throw new UserError("The query has more than one statement. Run them one at a time.");
    }
    return rowsOf(statement, limits);
  } finally {
    closeIterator(statements);
  }
}

/** Frees the statement that the iterator prepared last; its type does not say that it is a generator. */
function closeIterator(statements: initSqlJs.StatementIterator): void {
  (statements as { return?(): unknown }).return?.();
}

/**
 * Runs one read-only statement that a person wrote and returns as many rows as the limits allow. Nothing can be written:
 * other statements are refused by their first word, and SQLite itself is set to read-only while it runs.
 */
export function userQuery(database: Database, sql: string, limits: QueryLimits): QueryResult {
  refuseWriting(sql);
  database.run("PRAGMA query_only = ON");
  try {
    return runOne(database.raw, sql, limits);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `SQLite rejected the query: ${reasonOf(error)}. The tables are models, edges, children_lists, failures, ` +
        `aliases, and cards, and in an imported snapshot ${ofHub.slice(0, -1).join(", ")}, and ${ofHub.at(-1)}. ` +
        "To see the columns of one, run SELECT * FROM pragma_table_info('models').",
    );
  } finally {
    database.run("PRAGMA query_only = OFF");
  }
}
