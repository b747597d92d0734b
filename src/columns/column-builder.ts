import { ListColumn, WordColumn } from "./coded-column";
import type { NumberName } from "./columns";
import { Growing } from "./growing";
import { narrowNumbers } from "./narrow";
import { ParentColumn } from "./parent-column";
import { type ListName, resolvedEdges, type SingleName, type SnapshotColumns } from "./snapshot-columns";

/** The columns that a source may have beside ids, parents and cards. */
export type ColumnName = ListName | SingleName | NumberName | "lastModified";

/** What a builder makes of its rows. */
export type BuiltColumns = Pick<
  SnapshotColumns,
  "singles" | "lists" | "numbers" | "parents" | "edges" | "unresolved"
>;

/** About how many values of each list a model of the Hub has; only how much room is taken at first. */
const perModel: Readonly<Record<ListName, number>> = {
  tag: 10,
  license: 0.6,
  language: 0.4,
  dataset: 0.3,
  paper: 0.4,
};

/**
 * Builds columns from models that are handed in one by one, whatever they come from. Each column takes its rows for itself, in
 * the order of the models; one that the source lacks takes none.
 */
export class ColumnBuilder {
  readonly singles: Readonly<Record<SingleName, WordColumn>>;
  readonly lists: Readonly<Record<ListName, ListColumn>>;
  readonly numbers: Readonly<Record<NumberName | "lastModified", Growing<Float64Array<ArrayBuffer>>>>;
  readonly parents: ParentColumn;
  readonly #columns: ReadonlySet<ColumnName>;

  /** `columns` are those of the source, `expected` is about how many models there will be. */
  constructor(columns: ReadonlySet<ColumnName>, expected: number) {
    const room = (name: ColumnName) => (columns.has(name) ? expected : 0);
    const words = (name: SingleName) => new WordColumn(room(name));
    const list = (name: ListName) => new ListColumn(room(name), perModel[name]);
    const numbers = (name: NumberName | "lastModified") => new Growing(Float64Array, room(name));
    this.#columns = columns;
    this.singles = { task: words("task"), library: words("library"), licenseName: words("licenseName") };
    this.lists = {
      tag: list("tag"),
      license: list("license"),
      language: list("language"),
      dataset: list("dataset"),
      paper: list("paper"),
    };
    this.numbers = {
      createdAt: numbers("createdAt"),
      lastModified: numbers("lastModified"),
      downloads: numbers("downloads"),
      likes: numbers("likes"),
      parameters: numbers("parameters"),
      cardLength: numbers("cardLength"),
      cardGenerated: numbers("cardGenerated"),
    };
    this.parents = new ParentColumn(expected);
  }

  /** All columns, after which nothing can be added; `rowOf` finds a model by its id, and answers -1 where there is none. */
  finish(rowOf: (id: string) => number): BuiltColumns {
    const has = this.#columns;
    const words = (name: SingleName) => (has.has(name) ? this.singles[name].finish() : null);
    const list = (name: ListName) => (has.has(name) ? this.lists[name].finish() : null);
    const numbers = (name: NumberName | "lastModified") =>
      has.has(name) ? narrowNumbers(this.numbers[name].finish()) : null;
    const parents = this.parents.finish(rowOf);
    return {
      singles: { task: words("task"), library: words("library"), licenseName: words("licenseName") },
      lists: {
        tag: list("tag"),
        license: list("license"),
        language: list("language"),
        dataset: list("dataset"),
        paper: list("paper"),
      },
      numbers: {
        createdAt: numbers("createdAt"),
        lastModified: numbers("lastModified"),
        downloads: numbers("downloads"),
        likes: numbers("likes"),
        parameters: numbers("parameters"),
        cardLength: numbers("cardLength"),
        cardGenerated: numbers("cardGenerated"),
      },
      parents,
      ...resolvedEdges(parents.starts.length - 1, parents),
    };
  }
}
