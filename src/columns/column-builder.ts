import { ListColumn, WordColumn } from "./coded-column";
import type { NumberName } from "./columns";
import { Growing } from "./growing";
import { narrowNumbers } from "./narrow";
import { ParentColumn } from "./parent-column";
import { type ListName, resolvedEdges, type SingleName, type SnapshotColumns } from "./snapshot-columns";

/** Lists of text, by name. */
export const listNames = ["tag", "license", "language", "dataset", "paper"] as const satisfies ListName[];
/** Text with at most one value per model. */
export const singleNames = [
  "task",
  "library",
  "licenseName",
  "licenseLink",
  "emissions",
  "parametersFrom",
] as const satisfies SingleName[];
/** Numbers, by name. */
export const numberNames = [
  "createdAt",
  "lastModified",
  "downloads",
  "likes",
  "parameters",
  "cardLength",
  "cardGenerated",
  "usedStorage",
  "trendingScore",
  "isPrivate",
  "recordHigh",
  "recordLow",
  "weightBytes",
] as const satisfies (NumberName | "lastModified")[];

/** The columns a source may have in addition to ids, parents, and cards. */
export type ColumnName = ListName | SingleName | NumberName | "lastModified";

function byName<Name extends string, Column>(
  names: readonly Name[],
  make: (name: Name) => Column,
): Readonly<Record<Name, Column>> {
  return Object.fromEntries(names.map(name => [name, make(name)])) as Record<Name, Column>;
}

/** The finished columns. */
export type BuiltColumns = Pick<
  SnapshotColumns,
  "singles" | "lists" | "numbers" | "parents" | "edges" | "unresolved"
>;

/** Approximate number of values in each list per Hub model; only sets the initial allocation. */
const perModel: Readonly<Record<ListName, number>> = {
  tag: 10,
  license: 0.6,
  language: 0.4,
  dataset: 0.3,
  paper: 0.4,
};

/**
 * Builds columns from models passed one at a time, from any source. Each column takes its own rows, in model order; a
 * column missing from the source takes none.
 */
export class ColumnBuilder {
  readonly singles: Readonly<Record<SingleName, WordColumn>>;
  readonly lists: Readonly<Record<ListName, ListColumn>>;
  readonly numbers: Readonly<Record<NumberName | "lastModified", Growing<Float64Array<ArrayBuffer>>>>;
  readonly parents: ParentColumn;
  readonly #columns: ReadonlySet<ColumnName>;

  /** `columns` are those of the source; `expected` is the approximate number of models. */
  constructor(columns: ReadonlySet<ColumnName>, expected: number) {
    const room = (name: ColumnName) => (columns.has(name) ? expected : 0);
    this.#columns = columns;
    this.singles = byName(singleNames, name => new WordColumn(room(name)));
    this.lists = byName(listNames, name => new ListColumn(room(name), perModel[name]));
    this.numbers = byName(numberNames, name => new Growing(Float64Array, room(name)));
    this.parents = new ParentColumn(expected);
  }

  /**
   * Returns all columns; nothing can be added afterward. `rowOf` returns the row of a model's id, or -1 if there is
   * none.
   */
  finish(rowOf: (id: string) => number): BuiltColumns {
    const finished = <Column>(name: ColumnName, finish: () => Column) =>
      this.#columns.has(name) ? finish() : null;
    const parents = this.parents.finish(rowOf);
    return {
      singles: byName(singleNames, name => finished(name, () => this.singles[name].finish())),
      lists: byName(listNames, name => finished(name, () => this.lists[name].finish())),
      numbers: byName(numberNames, name => finished(name, () => narrowNumbers(this.numbers[name].finish()))),
      parents,
      ...resolvedEdges(parents.starts.length - 1, parents),
    };
  }
}
