import type { HubTableName } from "../../app/ports/snapshot-ports";
import { firstCodes, type NumberColumn, relationCodes } from "../../columns/columns";
import { claimBits, relationOf, type SnapshotColumns } from "../../columns/snapshot-columns";
import { once } from "../../lineage/make-once";
import { ownValue } from "../../lineage/own-value";
import { hasPlainYear } from "../../snapshot/export/iso-texts";
import { NotPlain } from "./plain-question";

/** A column of a table of the snapshot, with a value or NULL for each row. */
export type PlainColumn =
  /** Texts by their codes, or small numbers that are codes too; -1 is NULL. */
  | {
      readonly kind: "codes";
      readonly codes: ArrayLike<number>;
      readonly values: readonly (string | number)[];
    }
  /** Numbers; NaN is NULL. */
  | { readonly kind: "numbers"; readonly values: NumberColumn }
  /** Times in whole ms since 1970, with years of four digits; NaN is NULL. */
  | { readonly kind: "times"; readonly values: NumberColumn }
  /** The id of a model for each row, by the model's row; null if both are the same. */
  | { readonly kind: "ids"; readonly models: Uint32Array | null };

/** A table of the snapshot. */
export interface PlainTable {
  readonly rows: number;
  /** Throws NotPlain if a column has values that SQLite's program gives in a way of its own. */
  column(name: string): PlainColumn;
}

/** A table of a snapshot; `authorBytes` is how many bytes the file has of authors' names. */
export function plainTable(columns: SnapshotColumns, name: HubTableName, authorBytes: number): PlainTable {
  const { rows, ...made } =
    name === "models"
      ? { rows: columns.models, columns: modelColumns(columns, authorBytes) }
      : name === "edges"
        ? edgeColumns(columns)
        : valueColumns(columns, name === "model_languages" ? "language" : "dataset");
  const known = new Map<string, PlainColumn>();
  return {
    rows,
    column: column => {
      const found = known.get(column) ?? ownValue(made.columns, column)?.() ?? withoutValues(rows);
      known.set(column, found);
      return found;
    },
  };
}

/** A column that the snapshot lacks. */
function withoutValues(rows: number): PlainColumn {
  return { kind: "codes", codes: new Int8Array(rows).fill(-1), values: [] };
}

/** Null for a column that the snapshot lacks. */
type Made = Readonly<Record<string, () => PlainColumn | null>>;

type Coded = { readonly codes: ArrayLike<number>; readonly values: readonly string[] } | null;

function coded(trait: Coded): PlainColumn | null {
  if (trait === null) return null;
  const { codes, values } = trait;
  // Codes of equal texts are not told apart by a question.
  if (new Set(values).size !== values.length) throw new NotPlain();
  return { kind: "codes", codes, values };
}

function modelColumns(columns: SnapshotColumns, authorBytes: number): Made {
  const { models, singles, lists, numbers } = columns;
  const number = (values: NumberColumn | null): PlainColumn | null => values && { kind: "numbers", values };
  return {
    id: () => ({ kind: "ids", models: null }),
    author: () => {
      const { codes, values } = columns.author;
      if (!isAsWritten(values, authorBytes)) throw new NotPlain();
      // They are told apart by their bytes.
      return { kind: "codes", codes, values };
    },
    license: () =>
      coded(lists.license && { codes: firstCodes(lists.license, models), values: lists.license.values }),
    license_name: () => coded(singles.licenseName),
    task: () => coded(singles.task),
    library: () => coded(singles.library),
    downloads: () => number(numbers.downloads),
    likes: () => number(numbers.likes),
    parameters: () => number(numbers.parameters),
    created_at: () => numbers.createdAt && plainTimes(numbers.createdAt),
    last_modified: () => numbers.lastModified && plainTimes(numbers.lastModified),
  };
}

/** Whether texts are, byte for byte, those of the ids that they were read from. */
function isAsWritten(values: readonly string[], bytes: number): boolean {
  const all = values.join("");
  return !all.includes("\ufffd") && new TextEncoder().encode(all).length === bytes;
}

/** Times as a column; throws NotPlain if one has a text that is not in the order of the times. */
export function plainTimes(values: NumberColumn): PlainColumn {
  for (let row = 0; row < values.length; row++) {
    const time = values[row] ?? 0;
    if (!Number.isNaN(time) && !(hasPlainYear(time) && Number.isInteger(time))) throw new NotPlain();
  }
  return { kind: "times", values };
}

/** The owner of each item of a list, one after another. */
function ownersOf(starts: Uint32Array, items: number): Uint32Array {
  const owners = new Uint32Array(items);
  for (let model = 0; model + 1 < starts.length; model++)
    for (let at = starts[model] ?? 0; at < (starts[model + 1] ?? 0); at++) owners[at] = model;
  return owners;
}

function valueColumns({ lists }: SnapshotColumns, name: "language" | "dataset") {
  const trait = lists[name];
  if (trait === null) return { rows: 0, columns: {} };
  const columns: Made = {
    model: () => ({ kind: "ids", models: ownersOf(trait.starts, trait.codes.length) }),
    [name]: () => coded(trait),
  };
  return { rows: trait.codes.length, columns };
}

function edgeColumns({ parents }: SnapshotColumns) {
  const { claims } = parents;
  const isWhole = claims.indexOf(claimBits.card) < 0;
  let links = claims.length;
  if (!isWhole) for (let at = 0; at < claims.length; at++) if (claims[at] === claimBits.card) links--;
  // Claims of cards alone are no rows of the table.
  const kept = <T extends Uint32Array | Int8Array | Uint8Array>(all: T): T => {
    if (isWhole) return all;
    let row = 0;
    for (let at = 0; at < claims.length; at++) if (claims[at] !== claimBits.card) all[row++] = all[at] ?? 0;
    return all.subarray(0, row) as T;
  };
  const each = (codeOf: (at: number) => number) => {
    const all = new Int8Array(claims.length);
    for (let at = 0; at < all.length; at++) all[at] = codeOf(at);
    return kept(all);
  };
  const relations = once(() =>
    Array.from({ length: 256 }, (_, claim) => relationCodes.indexOf(relationOf(claim))),
  );
  const columns: Made = {
    child: () => ({ kind: "ids", models: kept(ownersOf(parents.starts, claims.length)) }),
    parent: () =>
      coded({ codes: kept(isWhole ? parents.names : parents.names.slice()), values: parents.values }),
    relation: () =>
      coded({ codes: each(at => relations()[claims[at] ?? 0] ?? -1), values: [...relationCodes] }),
    resolved: () => ({
      kind: "codes",
      codes: each(at => ((parents.rows[parents.names[at] ?? 0] ?? -1) < 0 ? 0 : 1)),
      values: [0, 1],
    }),
  };
  return { rows: links, columns };
}
