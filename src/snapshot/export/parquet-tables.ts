import { ParquetWriter } from "hyparquet-writer";
import { fileWriter } from "hyparquet-writer/src/node.js";
import { asLists, type Trait } from "../../columns/columns";
import { packedId } from "../../columns/id-builder";
import { links, relationOf, type SnapshotColumns } from "../../columns/snapshot-columns";
import { authorOf } from "../../lineage/repo-id";

type Schema = ConstructorParameters<typeof ParquetWriter>[0]["schema"];
type Value = string | number | bigint | boolean | Date | null;

/** A table to write: its columns, and its rows in pieces, as one list per column. */
export interface TableToWrite {
  readonly schema: Schema;
  pieces(): Iterable<Readonly<Record<string, readonly Value[]>>>;
}

const decoder = new TextDecoder();

/** Rows per piece; each piece becomes a row group. */
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

/** One row per model; `model` is its number in the other tables. */
export function modelTable(columns: SnapshotColumns): TableToWrite {
  const { models, ids, numbers } = columns;
  const wholes = ["downloads", "likes", "parameters"] as const;
  const times = { created_at: numbers.createdAt, last_modified: numbers.lastModified };
  return {
    schema: rooted([
      row("model"),
      text("id"),
      text("author"),
      ...Object.keys(times).map(time),
      ...wholes.map(whole),
    ]),
    *pieces() {
      for (let from = 0; from < models; from += pieceRows) {
        const rows = Array.from({ length: Math.min(pieceRows, models - from) }, (_, at) => from + at);
        const names = rows.map(model => decoder.decode(packedId(ids, model)));
        const dates = Object.entries(times).map(
          ([name, values]) => [name, rows.map(model => dateOf(values?.[model]))] as const,
        );
        const counts = wholes.map(
          name => [name, rows.map(model => bigintOf(numbers[name]?.[model]))] as const,
        );
        yield {
          model: rows,
          id: names,
          author: names.map(authorOf),
          ...Object.fromEntries<Value[]>([...dates, ...counts]),
        };
      }
    },
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
  return {
    schema: rooted([row("model"), text("trait"), text("value")]),
    *pieces() {
      const rows = function* (): Generator<readonly Value[]> {
        for (const [name, trait] of Object.entries(traits)) {
          if (trait === null) continue;
          const { starts, codes, values } = asLists(trait);
          for (let model = 0; model < models; model++)
            for (let at = starts[model] ?? 0; at < (starts[model + 1] ?? 0); at++)
              yield [model, name, values[codes[at] ?? 0] ?? null];
        }
      };
      yield* inPieces(rows(), ["model", "trait", "value"]);
    },
  };
}

/** One row for each parent that a model names; `parent` is null if the table has no such model. */
export function edgeTable({ models, parents }: SnapshotColumns): TableToWrite {
  return {
    schema: rooted([row("child"), row("parent"), text("parent_id"), text("relation")]),
    *pieces() {
      const rows = function* (): Generator<readonly Value[]> {
        for (const { child, at } of links(models, parents)) {
          const name = parents.names[at] ?? 0;
          const parent = parents.rows[name] ?? -1;
          const relation = relationOf(parents.claims[at] ?? 0);
          yield [child, parent < 0 ? null : parent, parents.values[name] ?? null, relation];
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
  let lists = names.map((): Value[] => []);
  const piece = () => Object.fromEntries(names.map((name, at) => [name, lists[at] ?? []]));
  let count = 0;
  for (const row of rows) {
    for (const [at, list] of lists.entries()) list.push(row[at] ?? null);
    if (++count % pieceRows > 0) continue;
    yield piece();
    lists = names.map((): Value[] => []);
  }
  if (count % pieceRows > 0 || count === 0) yield piece();
}

/** Writes a table as a Parquet file and returns its number of rows. */
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
