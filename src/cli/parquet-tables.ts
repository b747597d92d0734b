import { ParquetWriter } from "hyparquet-writer";
import { fileWriter } from "hyparquet-writer/src/node.js";
import { packedId } from "../lineage/id-builder";
import { relationOf, type SnapshotColumns } from "../lineage/snapshot-columns";

type Schema = ConstructorParameters<typeof ParquetWriter>[0]["schema"];
type Value = string | number | bigint | boolean | Date | null;

/** A table to be written: its columns, and its rows piece by piece as one list for each column. */
export interface TableToWrite {
  readonly schema: Schema;
  pieces(): Iterable<Readonly<Record<string, readonly Value[]>>>;
}

/** Rows of a piece, which becomes a row group. */
const pieceRows = 100_000;

const column = (name: string, type: string, converted_type?: string) =>
  ({
    name,
    type,
    repetition_type: "OPTIONAL",
    ...(converted_type ? { converted_type } : {}),
  }) as Schema[number];
const text = (name: string) => column(name, "BYTE_ARRAY", "UTF8");
const whole = (name: string) => column(name, "INT64");
const row = (name: string) => column(name, "INT32");
const time = (name: string) => column(name, "INT64", "TIMESTAMP_MILLIS");
const rooted = (columns: readonly Schema[number][]): Schema => [
  { name: "root", num_children: columns.length },
  ...columns,
];

/** One row for each model; `model` is its number in the other tables. */
export function modelTable(columns: SnapshotColumns): TableToWrite {
  const { models, ids } = columns;
  const wholes = ["downloads", "likes", "parameters"] as const;
  const times = { created_at: columns.createdAt, last_modified: columns.lastModified };
  const words = { task: columns.tasks, library: columns.libraries, license_name: columns.licenseNames };
  return {
    schema: rooted([
      row("model"),
      text("id"),
      text("author"),
      ...Object.keys(times).map(time),
      ...wholes.map(whole),
      ...Object.keys(words).map(text),
    ]),
    *pieces() {
      for (let from = 0; from < models; from += pieceRows) {
        const rows = Array.from({ length: Math.min(pieceRows, models - from) }, (_, at) => from + at);
        const names = rows.map(model => packedId(ids, model));
        const piece: Record<string, Value[]> = {
          model: rows,
          id: names,
          author: names.map(name => (name.includes("/") ? name.slice(0, name.indexOf("/")) : null)),
        };
        for (const [name, values] of Object.entries(times))
          piece[name] = rows.map(model => dateOf(values[model]));
        for (const name of wholes) piece[name] = rows.map(model => bigintOf(columns[name][model]));
        for (const [name, { codes, texts }] of Object.entries(words))
          piece[name] = rows.map(model => texts[(codes[model] ?? 0) - 1] ?? null);
        yield piece;
      }
    },
  };
}

/** One row for each value that a model has of a trait. */
export function traitTable(columns: SnapshotColumns): TableToWrite {
  const traits = {
    license: columns.licenses,
    language: columns.languages,
    dataset: columns.datasets,
    paper: columns.papers,
  };
  return {
    schema: rooted([row("model"), text("trait"), text("value")]),
    *pieces() {
      const rows = function* (): Generator<readonly Value[]> {
        for (const [trait, { starts, codes, texts }] of Object.entries(traits))
          for (let model = 0; model < columns.models; model++)
            for (let at = starts[model] ?? 0; at < (starts[model + 1] ?? 0); at++)
              yield [model, trait, texts[codes[at] ?? 0] ?? null];
        for (const [trait, { codes, texts }] of [
          ["task", columns.tasks],
          ["library", columns.libraries],
        ] as const)
          for (const [model, code] of codes.entries())
            if (code > 0) yield [model, trait, texts[code - 1] ?? null];
      };
      yield* inPieces(rows(), ["model", "trait", "value"]);
    },
  };
}

/** One row for each parent that a model names; `parent` is null where the table has no such model. */
export function edgeTable(columns: SnapshotColumns): TableToWrite {
  const { models, parents, parentRows } = columns;
  return {
    schema: rooted([row("child"), row("parent"), text("parent_id"), text("relation")]),
    *pieces() {
      const rows = function* (): Generator<readonly Value[]> {
        for (let child = 0; child < models; child++) {
          for (let at = parents.starts[child] ?? 0; at < (parents.starts[child + 1] ?? 0); at++) {
            const name = parents.names[at] ?? 0;
            const parent = parentRows[name] ?? -1;
            const relation = relationOf(parents.claims[at] ?? 0);
            yield [child, parent < 0 ? null : parent, parents.texts[name] ?? null, relation];
          }
        }
      };
      yield* inPieces(rows(), ["child", "parent", "parent_id", "relation"]);
    },
  };
}

function* inPieces(
  rows: Iterable<readonly Value[]>,
  names: readonly string[],
): Generator<Readonly<Record<string, readonly Value[]>>> {
  const empty = () => Object.fromEntries(names.map(name => [name, [] as Value[]]));
  let piece = empty();
  let count = 0;
  for (const row of rows) {
    for (const [at, name] of names.entries()) piece[name]?.push(row[at] ?? null);
    if (++count % pieceRows > 0) continue;
    yield piece;
    piece = empty();
  }
  if (count % pieceRows > 0 || count === 0) yield piece;
}

/** Writes a table as a Parquet file and answers how many rows it has. */
export function writeTable(path: string, { schema, pieces }: TableToWrite): number {
  const parquet = new ParquetWriter({ writer: fileWriter(path), schema, createdBy: "hub-lineage" });
  let rows = 0;
  for (const piece of pieces()) {
    const columnData = Object.entries(piece).map(([name, data]) => ({ name, data: [...data] }));
    parquet.write({ columnData, rowGroupSize: pieceRows });
    rows += columnData[0]?.data.length ?? 0;
  }
  parquet.finish();
  return rows;
}

function dateOf(value: number | undefined): Date | null {
  return value === undefined || Number.isNaN(value) ? null : new Date(value);
}

function bigintOf(value: number | undefined): bigint | null {
  return value === undefined || !Number.isFinite(value) ? null : BigInt(Math.trunc(value));
}
