import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { SnapshotBatch, SnapshotBytes, SnapshotTable } from "../../../../src/app/ports/snapshot-ports";

/** A model as a row of a snapshot; what is left out is null. */
export interface SnapshotRow {
  readonly id: string;
  readonly createdAt?: Date;
  readonly lastModified?: Date;
  readonly downloads?: bigint;
  readonly likes?: bigint;
  readonly tags?: readonly string[];
  readonly pipeline_tag?: string;
  readonly library_name?: string;
  readonly cardData?: string;
  readonly safetensors?: { readonly parameters: Readonly<Record<string, bigint>>; readonly total: bigint };
  /** Only in files that are made with `usedStorageColumn`. */
  readonly usedStorage?: bigint;
  /** Only in files that are made with `listingColumns`. */
  readonly _id?: string;
  readonly trendingScore?: bigint;
  readonly private?: boolean;
  readonly gguf?: string;
  readonly baseModels?: {
    readonly relation: string;
    readonly models: readonly { readonly _id: string; readonly id: string }[];
  };
  readonly siblings?: readonly string[];
}

type Schema = ConstructorParameters<typeof ParquetWriter>[0]["schema"];

const text = (name: string) =>
  ({ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" }) as const;
const whole = (name: string) =>
  ({ name, type: "INT64", converted_type: "INT_64", repetition_type: "OPTIONAL" }) as const;
const time = (name: string) =>
  ({ name, type: "INT64", converted_type: "TIMESTAMP_MILLIS", repetition_type: "OPTIONAL" }) as const;
const group = (name: string, num_children: number) =>
  ({ name, num_children, repetition_type: "OPTIONAL" }) as const;
const list = (name: string, element: Schema) => [
  { name, num_children: 1, repetition_type: "OPTIONAL", converted_type: "LIST" } as const,
  { name: "list", num_children: 1, repetition_type: "REPEATED" } as const,
  ...element,
];

/** The column with the counts of weights, of these types. */
export function weightsColumn(types: readonly string[]): Readonly<Record<string, Schema>> {
  const counts = [group("parameters", types.length), ...types.map(whole)];
  return { safetensors: [group("safetensors", 2), ...counts, whole("total")] as Schema };
}

/** Adds the column with the sizes of repositories. */
export const usedStorageColumn: Readonly<Record<string, Schema>> = { usedStorage: [whole("usedStorage")] };

/** Adds the columns that only listings have. */
export const listingColumns: Readonly<Record<string, Schema>> = {
  _id: [text("_id")],
  trendingScore: [whole("trendingScore")],
  private: [{ name: "private", type: "BOOLEAN", repetition_type: "OPTIONAL" }],
};

/** The columns of hub-stats that a snapshot of a test may have, with their types there. */
const columns: Readonly<Record<string, Schema>> = {
  id: [text("id")],
  createdAt: [time("createdAt")],
  lastModified: [time("lastModified")],
  downloads: [whole("downloads")],
  likes: [whole("likes")],
  tags: list("tags", [text("element")]),
  cardData: [text("cardData")],
  safetensors: [group("safetensors", 2), group("parameters", 1), whole("F32"), whole("total")],
  gguf: [text("gguf")],
  baseModels: [
    group("baseModels", 2),
    text("relation"),
    ...list("models", [group("element", 2), text("_id"), text("id")]),
  ],
  pipeline_tag: [text("pipeline_tag")],
  library_name: [text("library_name")],
  siblings: list("siblings", [text("element")]),
};

/** A Parquet file of these rows; `replaced` gives a column another type, `groupRows` is the length of a row group. */
export function parquetOf(
  rows: readonly SnapshotRow[],
  options: {
    readonly only?: readonly string[];
    readonly replaced?: Readonly<Record<string, Schema>>;
    readonly groupRows?: number;
  } = {},
): Uint8Array<ArrayBuffer> {
  const all = { ...columns, ...options.replaced };
  const names = options.only ?? Object.keys(all);
  const schema = [{ name: "root", num_children: names.length }, ...names.flatMap(name => all[name] ?? [])];
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema: schema as Schema });
  const columnData = names.map(name => ({
    name,
    data: rows.map(row => (row as unknown as Record<string, unknown>)[name] ?? null) as unknown[],
  }));
  parquet.write({ columnData, rowGroupSize: options.groupRows ?? 100 });
  parquet.finish();
  return new Uint8Array(writer.getBuffer());
}

/** Bytes in memory as a snapshot; `asked` notes what was read of it. */
export function inMemory(
  bytes: Uint8Array<ArrayBuffer>,
  name = "models.parquet",
): SnapshotBytes & { readonly asked: [number, number][] } {
  const asked: [number, number][] = [];
  return {
    asked,
    name,
    byteLength: bytes.length,
    slice: async (start, end = bytes.length) => {
      asked.push([start, end]);
      return bytes.slice(start, end).buffer;
    },
    close: async () => undefined,
  };
}

/** Every batch of a table. */
export async function allBatches(table: SnapshotTable): Promise<SnapshotBatch[]> {
  const batches: SnapshotBatch[] = [];
  for await (const batch of table.batches()) batches.push(batch);
  return batches;
}

/** The ids of a batch as texts. */
export function idsOf(batch: SnapshotBatch): (string | null)[] {
  return [...batch.ids].map(id => (id ? new TextDecoder().decode(id) : null));
}
