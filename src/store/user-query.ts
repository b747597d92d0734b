import type initSqlJs from "sql.js";
import { type QueryResult, UserError } from "../app/ports";
import { type Database, reasonOf } from "./database";

const leading = /^(?:\s|;|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$))*/;
const reading = /^(?:explain\s+(?:query\s+plan\s+)?)?(?:select|with|values)\b/i;

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

function rowsOf(statement: initSqlJs.Statement, limit: number): QueryResult {
  const columns = statement.getColumnNames();
  const rows: Cell[][] = [];
  while (statement.step()) {
    if (rows.length === limit) return { columns, rows, truncated: true };
    rows.push(statement.get().map(cell));
  }
  return { columns, rows, truncated: false };
}

function runOne(raw: initSqlJs.Database, sql: string, limit: number): QueryResult {
  const statements = raw.iterateStatements(sql);
  try {
    const { value: statement, done } = statements.next();
    if (done) throw new UserError("The query is empty. Write a SELECT.");
    if (statements.getRemainingSQL().replace(leading, "") !== "") {
      throw new UserError("There is more than one statement. Run them one by one.");
    }
    return rowsOf(statement, limit);
  } finally {
    closeIterator(statements);
  }
}

/** Frees the statement that the iterator prepared last; the types do not know that it is a generator. */
function closeIterator(statements: initSqlJs.StatementIterator): void {
  (statements as { return?(): unknown }).return?.();
}

/**
 * Runs one reading statement that a person wrote and answers at most `limit` rows. Nothing can be written: other
 * statements are refused by their first word, and SQLite itself is set to read only meanwhile.
 */
export function userQuery(database: Database, sql: string, limit: number): QueryResult {
  refuseWriting(sql);
  database.run("PRAGMA query_only = ON");
  try {
    return runOne(database.raw, sql, limit);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `SQLite refused the query: ${reasonOf(error)}. The tables are models, edges, children_lists, failures, ` +
        "aliases and cards; SELECT * FROM pragma_table_info('models') shows the columns of one.",
    );
  } finally {
    database.run("PRAGMA query_only = OFF");
  }
}
