import { hubTables } from "../../../../src/app/ports/snapshot-ports";
import type { ListTrait, NumberColumn, SingleTrait } from "../../../../src/columns/columns";
import { links, relationOf, type SnapshotColumns } from "../../../../src/columns/snapshot-columns";
import { authorOf } from "../../../../src/lineage/repo-id";
import type { Database, Value } from "../../../../src/store/database";

/** The tables of a snapshot as rows that SQLite itself stores, one after another: the plain way, to compare others with. */
export function insertTables(database: Database, columns: SnapshotColumns): void {
  const numbers: ReadonlySet<string> = new Set(["downloads", "likes", "parameters"]);
  const all = { models: models(columns), edges: edges(columns), ...values(columns) };
  for (const [name, rows] of Object.entries(all)) {
    const names = hubTables[name as keyof typeof hubTables];
    const typed = names.map(column => (numbers.has(column) ? `${column} INTEGER` : column));
    database.run(`CREATE TABLE ${name} (${typed.join(", ")})`);
    for (const row of rows)
      database.run(`INSERT INTO ${name} VALUES (${names.map(() => "?").join(", ")})`, row);
  }
}

/** Of an id, nothing is left out: not even a mark of byte order. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function models({ models, id, singles, lists, numbers }: SnapshotColumns): Value[][] {
  return Array.from({ length: models }, (_, row) => {
    const name = decoder.decode(id(row));
    return [
      ...[name, authorOf(name), first(lists.license, row)],
      ...[single(singles.licenseName, row), single(singles.task, row), single(singles.library, row)],
      ...[number(numbers.downloads, row), number(numbers.likes, row), number(numbers.parameters, row)],
      ...[time(numbers.createdAt, row), time(numbers.lastModified, row)],
    ];
  });
}

function edges({ models, id, parents }: SnapshotColumns): Value[][] {
  return Array.from(links(models, parents), ({ child, at }) => {
    const name = parents.names[at] ?? 0;
    return [
      ...[decoder.decode(id(child)), parents.values[name] ?? null],
      ...[relationOf(parents.claims[at] ?? 0), (parents.rows[name] ?? -1) < 0 ? 0 : 1],
    ];
  });
}

function values({ models, id, lists }: SnapshotColumns): Readonly<Record<string, Value[][]>> {
  const rows = (trait: ListTrait | null) =>
    Array.from({ length: models }, (_, row) =>
      all(trait, row).map(value => [decoder.decode(id(row)), value]),
    ).flat();
  return { model_languages: rows(lists.language), model_datasets: rows(lists.dataset) };
}

function all(trait: ListTrait | null, row: number): readonly Value[] {
  if (trait === null) return [];
  const codes = [...trait.codes.subarray(trait.starts[row], trait.starts[row + 1])];
  return codes.map(code => trait.values[code] ?? null);
}

function first(trait: ListTrait | null, row: number): Value {
  return all(trait, row)[0] ?? null;
}

function single(trait: SingleTrait | null, row: number): Value {
  return trait?.values[trait.codes[row] ?? -1] ?? null;
}

function number(numbers: NumberColumn | null, row: number): Value {
  const value = numbers?.[row] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}

function time(numbers: NumberColumn | null, row: number): Value {
  const date = new Date(numbers?.[row] ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
