import { UserError } from "../../app/ports/errors";
import type { SnapshotFiles } from "../../app/ports/file-ports";
import type { QueryResult } from "../../app/ports/index-port";
import type { HubTableName } from "../../app/ports/snapshot-ports";
import { hubTablesIn, type WantedTable } from "../../app/ports/wanted-tables";
import type { ListTrait, NumberColumn, SingleTrait } from "../../columns/columns";
import { packedId } from "../../columns/id-builder";
import { links, relationOf, type SnapshotColumns } from "../../columns/snapshot-columns";
import { ownValue } from "../../lineage/own-value";
import { authorOf } from "../../lineage/repo-id";
import { openSnapshot } from "../../snapshot/open-snapshot";
import type { Database, Value } from "../database";
import { type QueryLimits, userQuery } from "./user-query";

/** Reads one cell of a row by the row's number; a row is a model, an edge, or a value. */
type Cell = (row: number) => Value;

/** A table of the snapshot: its number of rows, and for each column a function that loads the data and returns a reader. */
interface Rows {
  readonly count: number;
  readonly columns: Readonly<Record<string, () => Cell>>;
}

const decoder = new TextDecoder();

/**
 * Runs a statement that a person wrote, like `userQuery`. If it names tables of the snapshot (under `hub`), they are
 * filled in memory and dropped afterward. Throws UserError if it names one and there is no snapshot.
 */
export async function queryWithHub(
  database: Database,
  files: SnapshotFiles | null,
  sql: string,
  limits: QueryLimits,
): Promise<QueryResult> {
  const wanted = hubTablesIn(sql);
  if (wanted.length === 0) return userQuery(database, sql, limits);
  const snapshot = files && (await openSnapshot(files));
  if (snapshot === null) {
    throw new UserError(
      `There is no table hub.${wanted[0]?.name}, because no Hub snapshot has been imported. ` +
        "Run Hub Lineage: Import Hub Snapshot (hub-lineage import) first, or remove the hub. prefix to query the index.",
    );
  }
  // On the raw database: a cached statement would keep the attached database in use.
  database.raw.run("ATTACH ':memory:' AS hub");
  try {
    const columns = snapshot.columns();
    for (const table of wanted) fill(database, table, rowsOf[table.name](columns));
    // Without this index, a join would sort the models again for each side of an edge.
    if (
      wanted.length > 1 &&
      wanted.some(({ name, columns: named }) => name === "models" && named.includes("id"))
    )
      database.raw.run("CREATE INDEX hub.models_by_id ON models (id)");
    return userQuery(database, sql, withTables(database, limits));
  } finally {
    snapshot.close();
    database.raw.run("DETACH hub");
  }
}

/** The limits with the memory that the tables take already; SQLite needs a little more than their pages. */
function withTables(database: Database, limits: QueryLimits): QueryLimits {
  const pages = "SELECT page_count * page_size FROM pragma_page_count('hub'), pragma_page_size('hub')";
  const [result] = limits.memory === undefined ? [] : database.raw.exec(pages);
  const taken = Number(result?.values[0]?.[0] ?? 0);
  return limits.memory === undefined ? limits : { ...limits, memory: limits.memory + Math.ceil(taken * 1.1) };
}

const numbers: ReadonlySet<string> = new Set(["downloads", "likes", "parameters"]);

function fill(database: Database, { name, columns }: WantedTable, { count, columns: readers }: Rows): void {
  const cells = columns.map(column => ownValue(readers, column)?.() ?? (() => null));
  // Without their type, sql.js would store numbers from 2³¹ on as fractions, which divide and print otherwise.
  const typed = columns.map(column => (numbers.has(column) ? `${column} INTEGER` : column));
  database.raw.run(`CREATE TABLE hub.${name} (${typed.join(", ")}); BEGIN`);
  const insert = database.raw.prepare(
    `INSERT INTO hub.${name} VALUES (${columns.map(() => "?").join(", ")})`,
  );
  try {
    for (let row = 0; row < count; row++) insert.run(cells.map(cell => cell(row)));
  } finally {
    insert.free();
    database.raw.run("COMMIT");
  }
}

const rowsOf: Readonly<Record<HubTableName, (columns: SnapshotColumns) => Rows>> = {
  models: modelRows,
  edges: edgeRows,
  model_languages: columns => valueRows(columns, "language"),
  model_datasets: columns => valueRows(columns, "dataset"),
};

function modelRows(columns: SnapshotColumns): Rows {
  const { models, singles, lists, numbers } = columns;
  const id = idsOf(columns);
  return {
    count: models,
    columns: {
      id: () => id,
      author: () => row => authorOf(id(row)),
      license: () => firstOf(lists.license),
      license_name: () => singleOf(singles.licenseName),
      task: () => singleOf(singles.task),
      library: () => singleOf(singles.library),
      downloads: () => numberOf(numbers.downloads),
      likes: () => numberOf(numbers.likes),
      parameters: () => numberOf(numbers.parameters),
      created_at: () => timeOf(numbers.createdAt),
      last_modified: () => timeOf(numbers.lastModified),
    },
  };
}

function edgeRows(columns: SnapshotColumns): Rows {
  const { models, parents } = columns;
  const id = idsOf(columns);
  const all = [...links(models, parents)];
  const nameOf = (row: number) => parents.names[all[row]?.at ?? 0] ?? 0;
  return {
    count: all.length,
    columns: {
      child: () => row => id(all[row]?.child ?? 0),
      parent: () => row => parents.values[nameOf(row)] ?? null,
      relation: () => row => relationOf(parents.claims[all[row]?.at ?? 0] ?? 0),
      resolved: () => row => ((parents.rows[nameOf(row)] ?? -1) < 0 ? 0 : 1),
    },
  };
}

function valueRows(columns: SnapshotColumns, name: "language" | "dataset"): Rows {
  const trait = columns.lists[name];
  if (trait === null) return { count: 0, columns: {} };
  const { starts, codes, values } = trait;
  const id = idsOf(columns);
  const models = new Uint32Array(codes.length);
  for (let model = 0; model < columns.models; model++) models.fill(model, starts[model], starts[model + 1]);
  return {
    count: codes.length,
    columns: {
      model: () => row => id(models[row] ?? 0),
      [name]: () => row => values[codes[row] ?? 0] ?? null,
    },
  };
}

/** Reads ids; all of them are loaded when the first is read. */
function idsOf(columns: SnapshotColumns): (row: number) => string {
  return row => decoder.decode(packedId(columns.ids, row));
}

function singleOf(trait: SingleTrait | null): Cell {
  if (trait === null) return () => null;
  const { codes, values } = trait;
  return row => values[codes[row] ?? -1] ?? null;
}

/** The first value, as the index stores the license. */
function firstOf(trait: ListTrait | null): Cell {
  if (trait === null) return () => null;
  const { starts, codes, values } = trait;
  return row => (starts[row] === starts[row + 1] ? null : (values[codes[starts[row] ?? 0] ?? 0] ?? null));
}

function numberOf(numbers: NumberColumn | null): Cell {
  return row => {
    const value = numbers?.[row] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  };
}

/** ISO 8601, as the index stores times. */
function timeOf(numbers: NumberColumn | null): Cell {
  return row => {
    const time = new Date(numbers?.[row] ?? Number.NaN);
    return Number.isNaN(time.getTime()) ? null : time.toISOString();
  };
}
