import { UserError } from "../../app/ports/errors";
import type {
  SnapshotBatch,
  SnapshotBytes,
  SnapshotColumn,
  SnapshotTable,
} from "../../app/ports/snapshot-ports";
import { CsvReader } from "./csv-reader";
import { parsePythonList } from "./python-list";

const pieceBytes = 4_194_304;

/** The columns of the paper's own table, by their names here (its section 1.2). */
const names: Readonly<Record<string, SnapshotColumn>> = {
  model_id: "id",
  createdAt: "createdAt",
  downloads: "downloads",
  likes: "likes",
  tags: "tags",
  pipeline_tag: "pipeline_tag",
  library_name: "library_name",
  modelCard: "modelCard",
};

/**
 * Opens the paper's own table (`ai_ecosystem_withmodelcards.csv`), which contains printed Python lists. Reads it piece
 * by piece. Throws UserError if the columns `model_id` and `tags` are missing.
 */
export async function openCsv(bytes: SnapshotBytes): Promise<SnapshotTable> {
  const head = new TextDecoder().decode(await bytes.slice(0, Math.min(65_536, bytes.byteLength)));
  const header = new CsvReader()
    .push(head)[0]
    ?.map((name, at) => (at === 0 ? name.replace(/^\ufeff/, "") : name));
  const places = new Map<SnapshotColumn, number>();
  for (const [at, name] of (header ?? []).entries()) {
    const column = Object.hasOwn(names, name) ? names[name] : undefined;
    if (column !== undefined) places.set(column, at);
  }
  if (!places.has("id") || !places.has("tags"))
    throw new UserError(
      `${bytes.name} is neither a Parquet file nor a CSV file with the columns model_id and tags. Use models.parquet from cfahlgren1/hub-stats, or the paper's ai_ecosystem.csv.`,
    );
  return { rows: null, columns: [...places.keys()], batches: signal => batches(bytes, places, signal) };
}

async function* batches(
  bytes: SnapshotBytes,
  places: ReadonlyMap<SnapshotColumn, number>,
  signal?: AbortSignal,
): AsyncGenerator<SnapshotBatch> {
  const reader = new CsvReader();
  const decoder = new TextDecoder();
  let isHeader = true;
  for (let from = 0; from < bytes.byteLength; from += pieceBytes) {
    signal?.throwIfAborted();
    const to = Math.min(bytes.byteLength, from + pieceBytes);
    const text = decoder.decode(await bytes.slice(from, to), { stream: to < bytes.byteLength });
    const records = reader.push(text);
    if (to === bytes.byteLength) records.push(...reader.end());
    if (isHeader && records.length > 0) {
      records.shift();
      isHeader = false;
    }
    if (records.length > 0) yield toBatch(records, places);
  }
}

function toBatch(records: readonly string[][], places: ReadonlyMap<SnapshotColumn, number>): SnapshotBatch {
  const column = <T>(name: SnapshotColumn, read: (text: string) => T | null) => {
    const at = places.get(name);
    return at === undefined ? null : records.map(record => read(record[at] ?? ""));
  };
  const encoder = new TextEncoder();
  return {
    rows: records.length,
    ids: column("id", text => (text === "" ? null : encoder.encode(text))) ?? [],
    createdAt: column("createdAt", timeOf),
    lastModified: null,
    downloads: column("downloads", numberOf),
    likes: column("likes", numberOf),
    tags: column("tags", parsePythonList),
    tasks: column("pipeline_tag", wordOf),
    libraries: column("library_name", wordOf),
    cardData: null,
    safetensorsTotal: null,
    gguf: null,
    relations: null,
    parents: null,
    cards: column("modelCard", wordOf),
  };
}

/** Pandas writes a missing value as an empty field or `nan`. */
function wordOf(text: string): string | null {
  return text === "" || text === "nan" ? null : text;
}

function numberOf(text: string): number | null {
  const value = Number(text);
  return text === "" || !Number.isFinite(value) ? null : value;
}

function timeOf(text: string): number | null {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
