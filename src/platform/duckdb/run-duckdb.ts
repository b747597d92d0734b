import { devNull } from "node:os";
import { dirname } from "node:path";
import { distinctNames } from "../../app/ports/column-names";
import { UserError } from "../../app/ports/errors";
import type { QueryResult } from "../../app/ports/index-port";
import { asQuestion, isLocked, lock, lockedSetup, reasonAgainst, structureOf } from "./duckdb-sql";
import type { Duckdb } from "./find-duckdb";
import { packageProgram } from "./package-program";
import { ProcessGroup } from "./process-group";
import { type QuotedCell, QuotedRows } from "./quoted-rows";

/** A question to DuckDB: the tables that it names, by their names under `hub`, and its limits. */
export interface DuckdbQuestion {
  readonly sql: string;
  readonly tables: Readonly<Record<string, string>>;
  readonly rows: number;
  /** Characters of text in all rows together. */
  readonly characters: number;
  /** Ends the process. */
  readonly signal: AbortSignal;
}

/** The most MB that its programs may hold: half as much again as DuckDB's own limit. */
const mostMB = 3072;

/** DuckDB does not answer a statement; SQLite may. */
export class NotForDuckdb extends Error {}

/** Runs a statement in a process of its own. Throws NotForDuckdb, UserError where memory is short, and AbortError. */
export function runDuckdb(duckdb: Duckdb, question: DuckdbQuestion): Promise<QueryResult> {
  return new Promise((resolve, reject) => {
    const talk = new Talk(duckdb, question);
    const end = (error: Error | null) => {
      talk.kill();
      if (error === null) resolve(talk.result());
      else reject(error);
    };
    talk.start(end);
  });
}

/** The rows of one question, as they come: those of its structure first. */
class Talk {
  readonly #group: ProcessGroup;
  readonly #question: DuckdbQuestion;
  readonly #isProgram: boolean;
  #seen = 0;
  #columns: readonly string[] = [];
  readonly #rows: (readonly QuotedCell[])[] = [];
  #left: number;
  #truncated = false;
  #stderr = "";
  #watching: NodeJS.Timeout | undefined;
  #end: (error: Error | null) => void = () => undefined;

  constructor(duckdb: Duckdb, question: DuckdbQuestion) {
    this.#question = question;
    this.#left = question.characters;
    this.#isProgram = duckdb.kind === "program";
    const folder = dirname(Object.values(question.tables)[0] ?? "");
    const [program, args] = this.#isProgram
      ? [duckdb.path, ["-init", devNull, "-batch", "-bail"]]
      : [process.execPath, ["-e", packageProgram, duckdb.path]];
    // Nothing of the environment is told to what runs a stranger's SQL: it may hold tokens.
    const env = { HOME: folder, SystemRoot: process.env.SystemRoot, ELECTRON_RUN_AS_NODE: "1" };
    this.#group = new ProcessGroup(program, args, folder, env);
  }

  /** Ends the process once it holds too much: DuckDB's own limit leaves long texts out. Only Linux tells what it holds. */
  #watch(): void {
    const read = async () => {
      if (((await this.#group.heldMB()) ?? 0) > mostMB) this.#end(tooMuch());
    };
    if (process.platform === "linux") this.#watching = setInterval(() => void read(), 100);
  }

  start(end: (error: Error | null) => void): void {
    const { signal, sql, tables } = this.#question;
    const abort = () => this.#end(new DOMException("The query was stopped.", "AbortError"));
    this.#end = error => {
      this.#end = () => undefined;
      signal.removeEventListener("abort", abort);
      end(error);
    };
    signal.addEventListener("abort", abort);
    const { child } = this.#group;
    const printed = this.#isProgram
      ? new QuotedRows(row => this.#take(row))
      : jsonRows(row => this.#take(row));
    child.stdout.setEncoding("utf8").on("data", (text: string) => this.#try(() => printed.add(text)));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(0, 4000);
    });
    child.stdin.on("error", () => undefined);
    child.on("error", error => this.#end(new NotForDuckdb(error.message)));
    child.on("close", code => this.#end(code === 0 && this.#seen > 2 ? null : failure(this.#stderr)));
    if (signal.aborted) abort();
    else this.#watch();
    if (this.#isProgram) child.stdin.write(".mode quote\n");
    for (const statement of lockedSetup(tables)) this.#send(statement, false);
    // The command line has a mode of its own, which also takes its commands and getenv away.
    if (this.#isProgram) child.stdin.write(".safe_mode\n");
    else for (const statement of lock) this.#send(statement, false);
    this.#send(structureOf(sql), true);
  }

  result(): QueryResult {
    return { columns: this.#columns, rows: this.#rows as QueryResult["rows"], truncated: this.#truncated };
  }

  kill(): void {
    clearInterval(this.#watching);
    this.#group.end();
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (error) {
      const isLarge = error instanceof RangeError;
      this.#end(
        isLarge ? tooMuch() : new NotForDuckdb(error instanceof Error ? error.message : String(error)),
      );
    }
  }

  #send(sql: string, isShown: boolean): void {
    this.#group.child.stdin.write(this.#isProgram ? `${sql};\n` : `${JSON.stringify({ sql, isShown })}\n`);
  }

  #take(row: readonly QuotedCell[]): void {
    this.#seen++;
    if (this.#seen === 1) return;
    if (this.#seen === 2) {
      const { sql } = this.#question;
      const reason = isLocked(row) ? reasonAgainst(sql, String(row[0])) : "This version cannot be locked.";
      if (reason !== null) {
        this.#end(new NotForDuckdb(reason));
        return;
      }
      this.#send(asQuestion(sql, String(row[0])), true);
      this.#group.child.stdin.end();
      return;
    }
    if (this.#seen === 3) {
      this.#columns = namesAsInSqlite(row.map(String), this.#question.sql);
      return;
    }
    for (const value of row) this.#left -= typeof value === "string" ? value.length : 0;
    if (this.#rows.length < this.#question.rows && this.#left >= 0) this.#rows.push(row);
    else {
      this.#truncated = true;
      this.#end(null);
    }
  }
}

/** Reads rows as lines of JSON, as our own program prints them. */
function jsonRows(onRow: (row: readonly QuotedCell[]) => void): { add(text: string): void } {
  let rest = "";
  return {
    add: text => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onRow(JSON.parse(line) as readonly QuotedCell[]);
    },
  };
}

/** The names of columns as SQLite gives them. DuckDB numbers columns of one name (`id`, `id_1`) unless the statement does. */
function namesAsInSqlite(columns: readonly string[], sql: string): readonly string[] {
  // DuckDB takes names for one that differ in their case alone.
  const names = new Set(columns.map(name => name.toLowerCase()));
  const own = columns.map(name => {
    const first = name.replace(/_\d+$/, "");
    return first !== name && names.has(first.toLowerCase()) && !sql.includes(name) ? first : name;
  });
  return distinctNames(own.map(name => name.replaceAll("count_star()", "count(*)")));
}

const color = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, "g");

function failure(stderr: string): Error {
  if (/out of memory/i.test(stderr)) return tooMuch();
  // It colors what it says even where nobody can see it.
  const [line = ""] = stderr.replaceAll(color, "").trim().split("\n");
  return new NotForDuckdb(line || "DuckDB ended without an answer.");
}

function tooMuch(): UserError {
  return new UserError(
    "The query was stopped because it needs more memory than a query may take. Select fewer or shorter values, or narrow it with WHERE.",
  );
}
