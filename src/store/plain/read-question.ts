import { type HubTableName, hubTables } from "../../app/ports/snapshot-ports";
import { ownValue } from "../../lineage/own-value";
import {
  type Aggregate,
  type Condition,
  isGrouped,
  isSameTerm,
  NotPlain,
  type PlainQuestion,
  type Term,
} from "./plain-question";
import { isName, plainTokens, type Token } from "./plain-tokens";

/** Most characters of a statement that is looked at. */
const longest = 4000;

const counts: readonly string[] = ["downloads", "likes", "parameters"];
const times: readonly string[] = ["created_at", "last_modified"];
const ids: readonly string[] = ["id", "child", "model"];

/** Whether a column has numbers; all others have texts. */
export function isOfNumbers(column: string): boolean {
  return counts.includes(column) || column === "resolved";
}

/**
 * Reads a statement of the plain kind: items of one table, conditions on single columns, groups by columns of few values, an order,
 * and a limit. Throws NotPlain if it is none.
 */
export function readQuestion(sql: string): PlainQuestion {
  if (sql.length > longest || sql.includes("\0")) throw new NotPlain();
  return new QuestionReader(sql).read();
}

interface Item {
  readonly name: string;
  readonly term: Term;
  readonly isAlias: boolean;
}

class QuestionReader {
  readonly #sql: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #columns: readonly string[] = [];
  #qualifier = "";
  #items: readonly Item[] = [];

  constructor(sql: string) {
    this.#sql = sql;
    this.#tokens = plainTokens(sql);
  }

  read(): PlainQuestion {
    this.#need("select");
    const from = this.#tokens.findIndex(({ kind, value }) => kind === "word" && value === "from");
    if (from < 0) throw new NotPlain();
    // The table is read first, because it tells what the names before it are.
    this.#at = from + 1;
    const table = this.#table();
    const rest = this.#at;
    this.#at = 1;
    this.#items = this.#readItems();
    if (this.#at !== from) throw new NotPlain();
    this.#at = rest;
    const where = this.#has("where") ? this.#separated("and", () => this.#condition()) : [];
    const groups = this.#has("group") ? this.#groups() : [];
    const order = this.#has("order") ? this.#order() : [];
    const limit = this.#has("limit") ? this.#whole() : Number.POSITIVE_INFINITY;
    this.#has(";");
    if (this.#next().kind !== "end") throw new NotPlain();
    const question = { table, items: this.#items, where, groups, order, limit };
    refuseUnlike(question);
    return question;
  }

  #next(): Token {
    const next = this.#tokens[this.#at++];
    if (next === undefined) throw new NotPlain();
    return next;
  }

  #peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  /** Whether the next is this word or sign, which is then read. */
  #has(value: string): boolean {
    const next = this.#peek();
    const is = (next?.kind === "word" || next?.kind === "sign") && next.value === value;
    if (is) this.#at++;
    return is;
  }

  #need(value: string): void {
    if (!this.#has(value)) throw new NotPlain();
  }

  #separated<T>(separator: string, read: () => T): readonly T[] {
    const all = [read()];
    while (this.#has(separator)) all.push(read());
    return all;
  }

  #name(): string {
    const next = this.#next();
    if (!isName(next)) throw new NotPlain();
    return next.value;
  }

  #whole(): number {
    const { kind, value } = this.#next();
    if (kind !== "number" || value.includes(".")) throw new NotPlain();
    return Number(value);
  }

  #table(): HubTableName {
    this.#need("hub");
    this.#need(".");
    const name = this.#name();
    if (!Object.hasOwn(hubTables, name)) throw new NotPlain();
    const table = name as HubTableName;
    this.#columns = hubTables[table];
    const next = this.#peek();
    this.#qualifier = this.#has("as") || (next && isName(next)) ? this.#name() : table;
    return table;
  }

  /** The name of a column of the table, with or without that of the table. */
  #column(): string {
    if (this.#peek(1)?.value === "." && this.#name() === this.#qualifier) this.#need(".");
    const column = this.#name();
    if (!this.#columns.includes(column)) throw new NotPlain();
    return column;
  }

  #readItems(): readonly Item[] {
    if (this.#has("*"))
      return this.#columns.map(column => ({
        name: column,
        term: { kind: "column", column },
        isAlias: false,
      }));
    return this.#separated(",", () => this.#item());
  }

  #item(): Item {
    const from = this.#peek()?.from ?? 0;
    const term = this.#term();
    const to = this.#tokens[this.#at - 1]?.to ?? from;
    const next = this.#peek();
    if (!this.#has("as") && !(next && isName(next))) {
      // SQLite names a column as its table does, and anything else as it is written.
      const name = term.kind === "column" ? term.column : this.#sql.slice(from, to);
      return { name, term, isAlias: false };
    }
    const given = this.#next();
    if (!isName(given)) throw new NotPlain();
    return { name: this.#sql.slice(given.from, given.to), term, isAlias: true };
  }

  #term(): Term {
    if (this.#peek(1)?.value !== "(") return { kind: "column", column: this.#column() };
    const called = this.#name();
    this.#need("(");
    const term = called === "substr" ? this.#beginning() : this.#aggregate(called);
    this.#need(")");
    return term;
  }

  #aggregate(called: string): Term {
    const of = ownValue<Aggregate>(
      { count: "count", sum: "sum", min: "min", max: "max", avg: "avg" },
      called,
    );
    if (of === undefined) throw new NotPlain();
    if (of === "count" && this.#has("*")) return { kind: "aggregate", of, column: null };
    const column = this.#column();
    const isOfText = !isOfNumbers(column);
    if (isOfText && (of === "sum" || of === "avg")) throw new NotPlain();
    if (ids.includes(column) && of !== "count") throw new NotPlain();
    return { kind: "aggregate", of, column };
  }

  #beginning(): Term {
    const column = this.#column();
    if (!times.includes(column)) throw new NotPlain();
    this.#need(",");
    if (this.#whole() !== 1) throw new NotPlain();
    this.#need(",");
    const length = this.#whole();
    const date = 10;
    if (length < 1 || length > date) throw new NotPlain();
    return { kind: "beginning", column, length };
  }

  #condition(): Condition {
    const column = this.#column();
    if (this.#has("is")) {
      const operator = this.#has("not") ? "not null" : "null";
      this.#need("null");
      return { column, operator, values: [] };
    }
    if (this.#has("in")) {
      this.#need("(");
      const values = this.#separated(",", () => this.#literal(column));
      this.#need(")");
      return { column, operator: "in", values };
    }
    const { kind, value } = this.#next();
    const operator = kind === "sign" ? ownValue(operators, value) : undefined;
    if (operator === undefined) throw new NotPlain();
    return { column, operator, values: [this.#literal(column)] };
  }

  /** A literal of the column's own kind: what SQLite converts is not plain. */
  #literal(column: string): string | number {
    const isNegative = this.#has("-");
    const { kind, value } = this.#next();
    if (kind === "text" && !isNegative && !isOfNumbers(column)) return value;
    if (kind === "number" && isOfNumbers(column)) return isNegative ? -Number(value) : Number(value);
    throw new NotPlain();
  }

  #groups(): readonly Term[] {
    this.#need("by");
    const groups = this.#separated(",", () => this.#groupKey());
    const isPlain = groups.every(
      group =>
        group.kind === "beginning" ||
        (group.kind === "column" && ![...counts, ...times, ...ids].includes(group.column)),
    );
    const isTwice = groups.length === 2 && groups.every(group => isSameTerm(group, groups[0] ?? group));
    if (!isPlain || groups.length > 2 || isTwice) throw new NotPlain();
    return groups;
  }

  /** Of a column and an alias with one name, SQLite groups by the column, but orders by the alias. */
  #groupKey(): Term {
    const next = this.#peek();
    return next?.kind === "word" && this.#columns.includes(next.value) ? this.#term() : this.#reference();
  }

  #order(): PlainQuestion["order"] {
    this.#need("by");
    return this.#separated(",", () => {
      const term = this.#reference();
      const isDescending = this.#has("desc");
      if (!isDescending) this.#has("asc");
      return { term, isDescending };
    });
  }

  /** An item by its place or its alias, or a term of its own. */
  #reference(): Term {
    const next = this.#peek();
    if (next?.kind === "number") {
      const item = this.#items[this.#whole() - 1];
      if (item === undefined) throw new NotPlain();
      return item.term;
    }
    const named = this.#items.filter(
      ({ name, isAlias }) => isAlias && next?.kind === "word" && name.toLowerCase() === next.value,
    );
    const isCalled = ["(", "."].includes(this.#peek(1)?.value ?? "");
    if (named.length === 0 || isCalled) return this.#term();
    const [{ term } = { term: null }, ...others] = named;
    if (term === null || others.length > 0) throw new NotPlain();
    this.#at++;
    return term;
  }
}

const operators: Readonly<Record<string, Condition["operator"]>> = {
  "=": "=",
  "==": "=",
  "<>": "<>",
  "!=": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

/** Refuses what SQLite rejects, or answers with any row of a group. */
function refuseUnlike(question: PlainQuestion): void {
  const { items, groups, order } = question;
  const used = [...items, ...order].map(({ term }) => term);
  const grouped = isGrouped(question);
  for (const term of used) {
    const isKey = groups.some(group => isSameTerm(group, term));
    if (grouped ? term.kind !== "aggregate" && !isKey : term.kind !== "column") throw new NotPlain();
  }
}
