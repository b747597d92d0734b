import { ListColumn, WordColumn } from "./coded-column";
import type { NumberName } from "./columns";
import { Growing } from "./growing";
import { narrowNumbers } from "./narrow";
import { ParentColumn } from "./parent-column";
import { type ListName, resolvedEdges, type SingleName, type SnapshotColumns } from "./snapshot-columns";

/** Lists of texts, by name. */
export const listNames = ["tag", "license", "language", "dataset", "paper"] as const satisfies ListName[];
/** Texts of which a model has one at most. */
export const singleNames = ["task", "library", "licenseName"] as const satisfies SingleName[];
/** Numbers, by name. */
export const numberNames = [
  "createdAt",
  "lastModified",
  "downloads",
  "likes",
  "parameters",
  "cardLength",
  "cardGenerated",
] as const satisfies (NumberName | "lastModified")[];

/** The columns that a source may have beside ids, parents and cards. */
export type ColumnName = ListName | SingleName | NumberName | "lastModified";

function byName<Name extends string, Column>(
  names: readonly Name[],
  make: (name: Name) => Column,
): Readonly<Record<Name, Column>> {
  return Object.fromEntries(names.map(name => [name, make(name)])) as Record<Name, Column>;
}

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
    this.#columns = columns;
    this.singles = byName(singleNames, name => new WordColumn(room(name)));
    this.lists = byName(listNames, name => new ListColumn(room(name), perModel[name]));
    this.numbers = byName(numberNames, name => new Growing(Float64Array, room(name)));
    this.parents = new ParentColumn(expected);
  }

  /** All columns, after which nothing can be added; `rowOf` finds a model by its id, and answers -1 where there is none. */
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
