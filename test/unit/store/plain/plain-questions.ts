import { hubTables } from "../../../../src/app/ports/snapshot-ports";
import type { Random } from "../../../../src/statistics/random";

const numbers: ReadonlySet<string> = new Set(["downloads", "likes", "parameters", "resolved"]);
const times: ReadonlySet<string> = new Set(["created_at", "last_modified"]);
const ids: ReadonlySet<string> = new Set(["id", "child", "model"]);

/** Draws statements of the plain kind and what is close to them, some of which are wrong. */
export class PlainQuestions {
  readonly #random: Random;
  readonly #texts: readonly string[];
  #table: keyof typeof hubTables = "models";
  #qualifier = "";

  /** `texts` are values to compare columns with. */
  constructor(random: Random, texts: readonly string[]) {
    this.#random = random;
    this.#texts = texts;
  }

  next(): string {
    this.#table = this.#one(["models", "models", "models", "edges", "model_languages", "model_datasets"]);
    this.#qualifier = this.#one(["", "", "", "t"]);
    const alias = this.#qualifier === "" ? "" : this.#one([" AS t", " t", "\nAs T"]);
    const grouped = this.#chance(0.6);
    const keys = grouped ? this.#some(this.#one([0, 1, 1, 1, 2]), () => this.#key()) : [];
    const items = grouped
      ? [...keys.filter(() => this.#chance(0.9)), ...this.#some(1 + this.#below(3), () => this.#aggregate())]
      : this.#some(1 + this.#below(4), () => this.#column());
    const selected =
      !grouped && this.#chance(0.2) ? ["*"] : this.#shuffled(items).map(item => this.#named(item));
    const where = this.#some(this.#one([0, 0, 1, 1, 2, 3]), () => this.#condition());
    const groups = keys.map(key => this.#reference(key, items));
    const order = this.#some(this.#one([0, 1, 2, 2]), () => this.#order(grouped, items, keys));
    // Most orders are whole, or there would be nothing to compare.
    if (this.#chance(0.7)) order.push(...(grouped ? keys : [hubTables[this.#table][0]]));
    return [
      this.#one(["SELECT ", "select ", " Select\n"]) + selected.join(this.#one([", ", ",", "\n, "])),
      `FROM ${this.#one(["hub.", "hub.", "HUB .  "])}${this.#table}${alias}`,
      ...(where.length > 0 ? [`WHERE ${where.join(this.#chance(0.03) ? " OR " : " AND ")}`] : []),
      ...(groups.length > 0 ? [`GROUP BY ${groups.join(", ")}`] : []),
      ...(order.length > 0 ? [`ORDER BY ${order.join(", ")}`] : []),
      ...(this.#chance(0.5) ? [`LIMIT ${this.#one([0, 1, 2, 5, 20, 1000])}`] : []),
      ...this.#one([[], [], [], [";"], [], [], [], [" ; -- end"], ["OFFSET 1"]]),
    ].join(this.#one([" ", " ", "\n"]));
  }

  #below(limit: number): number {
    return this.#random.below(limit);
  }

  #chance(share: number): boolean {
    return this.#random.next() < share;
  }

  #one<T>(all: readonly T[]): T {
    return all[this.#below(all.length)] as T;
  }

  #some<T>(count: number, make: () => T): T[] {
    return Array.from({ length: count }, make);
  }

  #shuffled<T>(all: readonly T[]): T[] {
    return all
      .map(value => ({ value, at: this.#random.next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ value }) => value);
  }

  /** A column's name without its table's. */
  #bare(): string {
    return this.#chance(0.01) ? this.#one(["rowid", "tasks"]) : this.#one<string>(hubTables[this.#table]);
  }

  /** A column, most often one of a kind. */
  #likely(isMeant: (column: string) => boolean): string {
    const meant = hubTables[this.#table].filter(isMeant);
    return meant.length > 0 && this.#chance(0.95) ? this.#one(meant) : this.#bare();
  }

  #written(column: string): string {
    const cased = this.#chance(0.1) ? column.toUpperCase() : column;
    return this.#qualifier !== "" && this.#chance(0.4) ? `${this.#qualifier}.${cased}` : cased;
  }

  #column(): string {
    return this.#written(this.#bare());
  }

  #key(): string {
    const column = this.#likely(column => !numbers.has(column) && !ids.has(column));
    if (!times.has(column)) return this.#written(column);
    return `substr(${this.#written(column)}, 1, ${this.#one([1, 4, 7, 10, 11])})`;
  }

  #aggregate(): string {
    const of = this.#one(["count", "count", "sum", "min", "max", "avg", "sum", "Count", "MIN", "total"]);
    if (of === "count" && this.#chance(0.6)) return this.#one(["count(*)", "COUNT( * )", "count(*)"]);
    const column = this.#likely(name => (["sum", "avg"].includes(of) ? numbers.has(name) : !ids.has(name)));
    return `${of}(${this.#written(column)})`;
  }

  #named(item: string): string {
    if (this.#chance(0.75)) return item;
    return `${item}${this.#one([" AS ", " "])}${this.#one(["n", "Total", "n", "task", "license", "likes", "downloads", "order"])}`;
  }

  #literal(column: string): string {
    if (this.#chance(0.04)) return this.#one(["NULL", "'1'", "2", "id", "1e3", "x'00'", '"mit"']);
    if (numbers.has(column))
      return this.#one([
        "0",
        "1",
        "5",
        "-1",
        "2.5",
        "1.0",
        "-3.25",
        "1000",
        "999999999999999",
        "9007199254740993",
      ]);
    if (times.has(column))
      return this.#one(["'2024'", "'2024-06-02T01:02:03.000Z'", "''", "'1970-01-01'", "'é'", "'2023-05'"]);
    return `'${this.#one(this.#texts).replaceAll("'", "''")}'`;
  }

  #condition(): string {
    const column = this.#bare();
    const written = this.#written(column);
    if (this.#chance(0.2)) return `${written} IS ${this.#one(["", "NOT ", "not "])}NULL`;
    if (this.#chance(0.2))
      return `${written} ${this.#one(["IN", "IN", "NOT IN"])} (${this.#some(1 + this.#below(4), () => this.#literal(column)).join(", ")})`;
    return `${written} ${this.#one(["=", "=", "==", "<>", "!=", "<", "<=", ">", ">=", this.#chance(0.1) ? "LIKE" : "="])} ${this.#literal(column)}`;
  }

  /** A term, or its place among the items. */
  #reference(term: string, items: readonly string[]): string {
    const at = items.indexOf(term);
    return at >= 0 && this.#chance(0.3) ? String(at + 1) : term;
  }

  #order(grouped: boolean, items: readonly string[], keys: readonly string[]): string {
    const terms = grouped ? [...items, ...keys, ...keys, "n", "task"] : [this.#column(), ...items, "id", "n"];
    const term = this.#reference(this.#one(terms), items);
    return `${term}${this.#one(["", "", " ASC", " desc", " DESC", " DESC", this.#chance(0.1) ? " NULLS LAST" : ""])}`;
  }
}
