import { type FileMetaData, parquetMetadataAsync, parquetScan } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { HubError, UserError } from "../../app/ports/errors";
import type { Cells, SnapshotBatch, SnapshotBytes, SnapshotTable } from "../../app/ports/snapshot-ports";
import { type Projection, projectSnapshot } from "./snapshot-schema";

/**
 * Opens a Parquet table of the Hub's models in the schema of `cfahlgren1/hub-stats` (`models.parquet`). Reads only the
 * columns in use, one row group at a time. Throws UserError if it is not a Parquet file or a table of models, or if a
 * column has an unexpected type.
 */
export async function openParquet(bytes: SnapshotBytes): Promise<SnapshotTable> {
  const projection = projectSnapshot(await readMetadata(bytes), bytes.name);
  return {
    rows: Number(projection.metadata.num_rows),
    columns: projection.columns,
    batches: signal => batches(bytes, projection, signal),
  };
}

async function readMetadata(bytes: SnapshotBytes): Promise<FileMetaData> {
  try {
    return await parquetMetadataAsync(bytes);
  } catch (error) {
    throw asReadable(error, `${bytes.name} is not a Parquet file, or is incomplete`);
  }
}

function asReadable(error: unknown, problem: string): Error {
  if (error instanceof UserError || error instanceof HubError) return error;
  if (error instanceof Error && error.name === "AbortError") return error;
  const reason = error instanceof Error ? ` (${error.message})` : "";
  return new UserError(`${problem}${reason}. Check the file, or download it again.`);
}

/** Reads one column of a range of rows. */
type ReadColumn = (column: string, parser?: "bytes") => Promise<ArrayLike<unknown>>;

async function* batches(
  file: SnapshotBytes,
  { metadata, columns }: Projection,
  signal?: AbortSignal,
): AsyncGenerator<SnapshotBatch> {
  const here = new Set<string>(columns.map(column => column.split(".")[0] ?? ""));
  const shared = { file, metadata, compressors };
  const texts = await parquetScan({ ...shared, parsers: timesAsNumbers });
  const bytes = await parquetScan({ ...shared, columns: ["id"], parsers: textsAsBytes });
  for (const range of texts.ranges) {
    signal?.throwIfAborted();
    const read: ReadColumn = async (column, parser) =>
      here.has(column) ? (parser ? bytes : texts).readColumn({ column, ...range }) : [];
    try {
      yield await readBatch(read, here, range.rowEnd - range.rowStart);
    } catch (error) {
      throw asReadable(error, `Rows ${range.rowStart} to ${range.rowEnd} of ${file.name} cannot be read`);
    }
  }
}

const timesAsNumbers = {
  timestampFromMilliseconds: (millis: bigint) => Number(millis),
  timestampFromMicroseconds: (micros: bigint) => Math.floor(Number(micros) / 1_000),
  timestampFromNanoseconds: (nanos: bigint) => Math.floor(Number(nanos) / 1_000_000),
};

/** Ids are copied as bytes: converting millions of them to strings costs more than everything else. */
const textsAsBytes = { stringFromBytes: (bytes: Uint8Array) => bytes };

async function readBatch(read: ReadColumn, here: ReadonlySet<string>, rows: number): Promise<SnapshotBatch> {
  const cells = async <T>(column: string) =>
    here.has(column) ? ((await read(column)) as unknown as Cells<T>) : null;
  const numbers = async (column: string) => (here.has(column) ? asNumbers(await read(column)) : null);
  const baseModels = await cells<BaseModels>("baseModels");
  const safetensors = await cells<{ readonly total?: unknown }>("safetensors");
  return {
    rows,
    ids: (await read("id", "bytes")) as unknown as Cells<Uint8Array>,
    createdAt: await numbers("createdAt"),
    lastModified: await numbers("lastModified"),
    downloads: await numbers("downloads"),
    likes: await numbers("likes"),
    tags: await cells("tags"),
    tasks: await cells("pipeline_tag"),
    libraries: await cells("library_name"),
    cardData: await cells("cardData"),
    safetensorsTotal: safetensors?.map(cell => asNumber(cell?.total)) ?? null,
    gguf: await cells("gguf"),
    relations: baseModels?.map(cell => cell?.relation ?? null) ?? null,
    parents: baseModels?.map(cell => cell?.models?.map(model => model?.id ?? null) ?? null) ?? null,
    cards: null,
  };
}

interface BaseModels {
  readonly relation?: string | null;
  readonly models?: readonly ({ readonly id?: string | null } | null)[] | null;
}

function asNumber(value: unknown): number | null {
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

function asNumbers(values: ArrayLike<unknown>): Cells<number> {
  const numbers = new Array<number | null>(values.length);
  for (let row = 0; row < values.length; row++) numbers[row] = asNumber(values[row]);
  return numbers;
}
