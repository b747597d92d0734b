import { asLists, type ListTrait, type NumberColumn, relationCodes, type Trait } from "../../columns/columns";
import { links, relationOf, type SnapshotColumns } from "../../columns/snapshot-columns";
import { packTexts } from "../pack-texts";
import type { TableColumn, TableToWrite } from "./parquet-file";
import type { ColumnRows } from "./parquet-values";

/** Makes a table of columns, each of which gives the rows from a place on. */
function table(
  rows: number,
  columns: readonly TableColumn[],
  read: () => (from: number, count: number) => readonly ColumnRows[],
): TableToWrite {
  const continued = () => {
    const piece = read();
    let from = 0;
    return (count: number) => {
      const rowsOfPiece = piece(from, count);
      from += count;
      return rowsOfPiece;
    };
  };
  return { columns, rows, read: continued };
}

/** One row per model; `model` is its number in the other tables. */
export function modelTable(snapshot: SnapshotColumns): TableToWrite {
  const { models, ids, numbers } = snapshot;
  const wholes = ["downloads", "likes", "parameters"] as const;
  const columns: readonly TableColumn[] = [
    { name: "model", type: "row" },
    { name: "id", type: "text" },
    { name: "author", type: "text" },
    { name: "created_at", type: "time" },
    { name: "last_modified", type: "time" },
    ...wholes.map(name => ({ name, type: "whole" }) as const),
  ];
  return table(models, columns, () => {
    const { codes, values } = snapshot.author;
    const owners = packTexts(values);
    const all = [numbers.createdAt, numbers.lastModified, ...wholes.map(name => numbers[name])];
    return (from, count) => {
      const rows = Int32Array.from({ length: count }, (_, at) => from + at);
      return [
        { kind: "numbers", values: rows },
        { kind: "plain", codes: rows, texts: ids },
        { kind: "dictionary", codes: rows.map(row => codes[row] ?? -1), texts: owners },
        ...all.map(values => numbersFrom(values, from, count)),
      ];
    };
  });
}

function numbersFrom(values: NumberColumn | null, from: number, count: number): ColumnRows {
  return {
    kind: "numbers",
    values: values?.subarray(from, from + count) ?? new Float64Array(count).fill(Number.NaN),
  };
}

/** One row for each value of a trait that a model has. */
export function traitTable({ models, lists, singles }: SnapshotColumns): TableToWrite {
  const traits: Readonly<Record<string, Trait | null>> = {
    license: lists.license,
    license_name: singles.licenseName,
    language: lists.language,
    task: singles.task,
    library: singles.library,
    dataset: lists.dataset,
    paper: lists.paper,
  };
  const present = Object.entries(traits).flatMap(([name, trait]) =>
    trait === null ? [] : [{ name, trait }],
  );
  const rows = present.reduce((sum, { trait }) => sum + rowsOf(trait), 0);
  const columns: readonly TableColumn[] = [
    { name: "model", type: "row" },
    { name: "trait", type: "text" },
    { name: "value", type: "text" },
  ];
  return table(rows, columns, () => {
    const names = packTexts(present.map(({ name }) => name));
    const values = packTexts(present.flatMap(({ trait }) => trait.values));
    const next = valuesInTurn(
      models,
      present.map(({ trait }) => trait),
    );
    return (_, count) => {
      const [owners, trait, value] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)];
      for (let at = 0; at < count; at++) {
        const row = next.next().value;
        if (row === undefined) break;
        owners[at] = row.model;
        trait[at] = row.trait;
        value[at] = row.value;
      }
      return [
        { kind: "numbers", values: owners },
        { kind: "dictionary", codes: trait, texts: names },
        { kind: "dictionary", codes: value, texts: values },
      ];
    };
  });
}

function rowsOf(trait: Trait): number {
  return trait.kind === "single" ? trait.known : trait.codes.length;
}

/** Each value of each trait with its model; a value is a place among those of all traits. The same object every time. */
function* valuesInTurn(
  models: number,
  traits: readonly Trait[],
): Generator<{ readonly model: number; readonly trait: number; readonly value: number }, undefined> {
  const row = { model: 0, trait: 0, value: 0 };
  let before = 0;
  for (const [number, trait] of traits.entries()) {
    const { starts, codes }: ListTrait = asLists(trait);
    row.trait = number;
    for (let model = 0; model < models; model++) {
      const end = starts[model + 1] ?? 0;
      row.model = model;
      for (let at = starts[model] ?? 0; at < end; at++) {
        row.value = before + (codes[at] ?? 0);
        yield row;
      }
    }
    before += trait.values.length;
  }
}

/** One row for each parent that a model names; `parent` is null if the table has no such model. */
export function edgeTable({ models, parents }: SnapshotColumns): TableToWrite {
  const all = [...links(models, parents)];
  const columns: readonly TableColumn[] = [
    { name: "child", type: "row" },
    { name: "parent", type: "row" },
    { name: "parent_id", type: "text" },
    { name: "relation", type: "text" },
  ];
  return table(all.length, columns, () => {
    const [names, relations] = [packTexts(parents.values), packTexts(relationCodes)];
    return (from, count) => {
      const piece = all.slice(from, from + count);
      const named = Int32Array.from(piece, ({ at }) => parents.names[at] ?? 0);
      const found = (name: number) => {
        const row = parents.rows[name] ?? -1;
        return row < 0 ? Number.NaN : row;
      };
      const relation = Int32Array.from(piece, ({ at }) =>
        relationCodes.indexOf(relationOf(parents.claims[at] ?? 0)),
      );
      return [
        { kind: "numbers", values: piece.map(({ child }) => child) },
        { kind: "numbers", values: Array.from(named, found) },
        { kind: "dictionary", codes: named, texts: names },
        { kind: "dictionary", codes: relation, texts: relations },
      ];
    };
  });
}
