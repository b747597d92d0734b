import initSqlJs from "sql.js";
import { UserError } from "../app/ports/errors";

/** What a column can hold, and what a parameter can be. */
export type Value = string | number | null | Uint8Array;

/** One row, in the order of the selected columns. */
export type Row = readonly Value[];

/** A file of SQLite's format that is read in parts: all that sql.js takes of the bytes of a database which it only reads. */
export interface ReadableFile {
  readonly length: number;
  /** The bytes of a range, which hold until the next call. */
  subarray(from: number, to: number): Uint8Array;
  slice(): ReadableFile;
}

/** A SQLite database in memory (sql.js) that prepares each statement once and caches it. */
export class Database {
  readonly raw: initSqlJs.Database;
  readonly #sqlite: initSqlJs.SqlJsStatic;
  readonly #statements = new Map<string, initSqlJs.Statement>();

  constructor(raw: initSqlJs.Database, sqlite: initSqlJs.SqlJsStatic) {
    this.raw = raw;
    this.#sqlite = sqlite;
  }

  /** Makes the tables of a file readable under a name until the function that is returned is called. */
  attach(name: string, file: ReadableFile): () => void {
    // Its types leave out the name that sql.js gives to the file of a database.
    const other = new this.#sqlite.Database(file as unknown as Uint8Array) as initSqlJs.Database & {
      readonly filename: string;
    };
    // On the raw database: a cached statement would keep the attached one in use.
    this.raw.run(`ATTACH '${other.filename}' AS ${name}`);
    return () => {
      this.raw.run(`DETACH ${name}`);
      other.close();
    };
  }

  /** Every row of a statement. */
  all(sql: string, params: readonly Value[] = []): Row[] {
    const rows: Row[] = [];
    this.each(sql, row => rows.push(row), params);
    return rows;
  }

  /** Visits every row of a statement without keeping any. */
  each(sql: string, visit: (row: Row) => void, params: readonly Value[] = []): void {
    const statement = this.#bound(sql, params);
    try {
      while (statement.step()) visit(statement.get());
    } finally {
      statement.reset();
    }
  }

  /**
   * Every row of a statement that selects `json_group_array(json_array(…))`: for tens of thousands of rows, reading one
   * text is several times as fast as reading each cell.
   */
  packed(sql: string, params: readonly Value[] = []): Row[] {
    return JSON.parse(String(this.value(sql, params))) as Row[];
  }

  /** The first row of a statement, or null. */
  first(sql: string, params: readonly Value[] = []): Row | null {
    const statement = this.#bound(sql, params);
    try {
      return statement.step() ? statement.get() : null;
    } finally {
      statement.reset();
    }
  }

  /** Runs a statement and ignores its rows. */
  run(sql: string, params: readonly Value[] = []): void {
    this.first(sql, params);
  }

  /** The first column of the first row, or null. */
  value(sql: string, params: readonly Value[] = []): Value {
    return this.first(sql, params)?.[0] ?? null;
  }

  /** Runs `work` in a transaction, which is rolled back if it throws; inside another transaction it is part of that one. */
  transaction<T>(work: () => T): T {
    this.run("SAVEPOINT work");
    try {
      const result = work();
      this.run("RELEASE work");
      return result;
    } catch (error) {
      this.run("ROLLBACK TO work");
      this.run("RELEASE work");
      throw error;
    }
  }

  /** The bytes of the database as a SQLite file; the prepared statements stay usable. */
  bytes(): Uint8Array {
    return this.raw.export();
  }

  close(): void {
    for (const statement of this.#statements.values()) statement.free();
    this.#statements.clear();
    this.raw.close();
  }

  #bound(sql: string, params: readonly Value[]): initSqlJs.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.raw.prepare(sql);
      this.#statements.set(sql, statement);
    }
    statement.bind([...params]);
    return statement;
  }
}

/**
 * Starts sql.js from the bytes of its `.wasm` file; the returned function opens a database from bytes, or an empty one.
 * Rejects with UserError if there is too little memory for it.
 */
export async function loadSqlite(
  wasm: ArrayBuffer | Uint8Array,
): Promise<(bytes: Uint8Array | null) => Database> {
  const bytes = wasm instanceof Uint8Array ? wasm.slice().buffer : wasm;
  const sqlite = await new Promise<initSqlJs.SqlJsStatic>((resolve, reject) => {
    // Left to itself, the library also prints a failure and throws it where nobody can catch it.
    const instantiateWasm = (
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance) => void,
    ) => {
      WebAssembly.instantiate(bytes, imports)
        .then(({ instance }) => done(instance), noMemory)
        .catch(reject);
      return {};
    };
    initSqlJs({ instantiateWasm }).then(resolve, reject);
  });
  return saved => new Database(new sqlite.Database(saved), sqlite);
}

function noMemory(error: unknown): never {
  if (!(error instanceof RangeError)) throw error;
  throw new UserError(
    "There is too little memory to start the index. Close other programs, or raise the limit of this one (ulimit -v).",
  );
}
