import type initSqlJs from "sql.js";
import { distinctNames } from "../../app/ports/column-names";
import { UserError } from "../../app/ports/errors";
import type { QueryResult } from "../../app/ports/index-port";
import { hubTables } from "../../app/ports/snapshot-ports";
import type { Database } from "../database";
import { reasonOf } from "../reason-of";

const leading = /^(?:\s|;|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$))*/;
const reading = /^(?:explain\s+(?:query\s+plan\s+)?)?(?:select|with|values)\b/i;

const ofHub = Object.keys(hubTables).map(name => `hub.${name}`);

const tooMuchMemory =
  "The query was stopped because it needs more memory than a query may take. Select fewer or shorter values, or narrow it with WHERE.";

type Cell = string | number | null;

/** A statement of sql.js as it is: its types leave out that it can give whole numbers exactly. */
interface ExactStatement {
  get(): initSqlJs.SqlValue[];
  get(params: null, config: { readonly useBigInt: true }): readonly (initSqlJs.SqlValue | bigint)[];
}

/** The values of a row; a whole number that a number here would round is given in digits, as a text. */
function valuesOf(statement: ExactStatement): Cell[] {
  const values = statement.get();
  const isRounded = values.some(value => Number.isInteger(value) && !Number.isSafeInteger(value));
  if (!isRounded) return values.map(cell);
  // Slower, because it reads the digits of every whole number.
  return statement.get(null, { useBigInt: true }).map(value => {
    if (typeof value !== "bigint") return cell(value);
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  });
}

/** JSON has no infinite numbers, so one is given in words. */
function cell(value: initSqlJs.SqlValue): Cell {
  if (value instanceof Uint8Array) return `<blob ${value.length} bytes>`;
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
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

/** Nothing is bound to the parameters of a statement (`?`, `:name`, `@name`, `$name`): SQLite takes each as NULL without a word. */
function refuseParameters(raw: initSqlJs.Database, sql: string): void {
  if (!/[?:@$]/.test(sql) || /^explain\b/i.test(sql.replace(leading, ""))) return;
  const [program] = raw.exec(`EXPLAIN ${sql}`);
  const opcode = program?.columns.indexOf("opcode") ?? -1;
  if (program?.values.some(step => step[opcode] === "Variable") !== true) return;
  throw new UserError(
    "The query has parameters (?, :name, @name, or $name), and nothing gives them a value. Write the values themselves; texts go in single quotes.",
  );
}

/** How much a query may return: rows, and characters of text in all rows together (absent: no limit). */
export interface QueryLimits {
  readonly rows: number;
  readonly characters?: number;
  /** Bytes of memory that SQLite may take while the query runs; they bind the whole program from then on. */
  readonly memory?: number;
}

function rowsOf(statement: initSqlJs.Statement, limits: QueryLimits): QueryResult {
  const columns = distinctNames(statement.getColumnNames());
  const rows: Cell[][] = [];
  let left = limits.characters ?? Number.POSITIVE_INFINITY;
  while (statement.step()) {
    const row = valuesOf(statement as ExactStatement);
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
    refuseParameters(raw, statement.getSQL());
    return rowsOf(statement, limits);
  } finally {
    closeIterator(statements);
  }
}

/** Frees the statement that the iterator prepared last; its type does not say that it is a generator. */
function closeIterator(statements: initSqlJs.StatementIterator): void {
  (statements as { return?(): unknown }).return?.();
}

/** Whether a failure means that there was no memory: SQLite's own words, or those of the engine under it. */
function isOutOfMemory(error: unknown): boolean {
  if (error instanceof RangeError || (error instanceof Error && error.name === "RuntimeError")) return true;
  return /out of memory|too big|too large/i.test(reasonOf(error));
}

/** Makes SQLite refuse what does not fit: its own memory is bounded, and temporary tables are in it. */
function boundMemory({ raw }: Database, bytes: number): void {
  raw.run(`PRAGMA temp_store = MEMORY; PRAGMA hard_heap_limit = ${bytes}`);
  // SQLite's own takes no memory before its bytes are read, and then all of it at once, outside of SQLite.
  raw.create_function("zeroblob", (length: number | null) => {
    if ((length ?? 0) > bytes / 4) throw new RangeError("out of memory");
    return new Uint8Array(Math.max(0, length ?? 0));
  });
}

/**
 * Runs one read-only statement that a person wrote and returns as many rows as the limits allow. Nothing can be written:
 * other statements are refused by their first word, and SQLite itself is set to read-only while it runs.
 */
export function userQuery(database: Database, sql: string, limits: QueryLimits): QueryResult {
  refuseWriting(sql);
  if (limits.memory !== undefined) boundMemory(database, limits.memory);
  database.run("PRAGMA query_only = ON");
  try {
    return runOne(database.raw, sql, limits);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (isOutOfMemory(error)) throw new UserError(tooMuchMemory);
    throw new UserError(
      `SQLite rejected the query: ${reasonOf(error)}. The tables are models, edges, children_lists, failures, ` +
        `aliases, and cards, and in an imported snapshot ${ofHub.slice(0, -1).join(", ")}, and ${ofHub.at(-1)}. ` +
        "To see the columns of one, run SELECT * FROM pragma_table_info('models').",
    );
  } finally {
    database.run("PRAGMA query_only = OFF");
  }
}
