import { UserError } from "../../app/ports/errors";
import type {
  SnapshotBatch,
  SnapshotBytes,
  SnapshotColumn,
  SnapshotTable,
} from "../../app/ports/snapshot-ports";
import { csvObstacle, readRecord } from "../../lineage/text/csv-record";
import { CsvReader } from "./csv-reader";
import { type CsvRow, type CsvShape, csvFormat, isReadable } from "./csv-rows";

const pieceBytes = 4_194_304;
const headBytes = 65_536;

/** The columns of the paper's own table, by their names here (its section 1.2). */
const names: ReadonlyMap<string, SnapshotColumn> = new Map([
  ["model_id", "id"],
  ["createdAt", "createdAt"],
  ["downloads", "downloads"],
  ["likes", "likes"],
  ["tags", "tags"],
  ["pipeline_tag", "pipeline_tag"],
  ["library_name", "library_name"],
  ["_id", "_id"],
  ["trendingScore", "trendingScore"],
  ["private", "private"],
  ["modelCard", "modelCard"],
]);

/**
 * Opens the paper's own table (`ai_ecosystem_withmodelcards.csv`), or one with its columns, whose lists are printed by
 * Python, NumPy, or as JSON. Reads it piece by piece. Throws UserError if the columns `model_id` and `tags` are missing.
 */
export async function openCsv(bytes: SnapshotBytes): Promise<SnapshotTable> {
  const head = new TextDecoder().decode(await bytes.slice(0, Math.min(headBytes, bytes.byteLength)));
  const isWhole = bytes.byteLength <= headBytes;
  const [header = [], ...sample] = recordsOf(head, isWhole);
  const places = new Map<SnapshotColumn, number>();
  for (const [at, name] of header.entries()) {
    const column = names.get(name.trim());
    if (column === undefined) continue;
    if (places.has(column))
      throw new UserError(
        `${bytes.name} has two columns named ${name.trim()}. Remove one, or import another snapshot.`,
      );
    places.set(column, at);
  }
  const isTable = places.has("id") && places.has("tags");
  const obstacle = isTable ? null : csvObstacle(head, "model_id");
  if (obstacle === "UTF-16")
    throw new UserError(`${bytes.name} is in UTF-16. Save it as UTF-8, then import it again.`);
  if (obstacle !== null)
    throw new UserError(
      `${bytes.name} separates its columns with ${obstacle}. Save it with commas, then import it again.`,
    );
  if (!isTable)
    throw new UserError(
      `${bytes.name} is neither a Parquet file nor a CSV file with the columns model_id and tags. Use models.parquet from cfahlgren1/hub-stats, or the paper's ai_ecosystem.csv.`,
    );
  // A column in a form of its own, such as dates with the day first, is as good as absent.
  for (const [column, at] of places) {
    const values = sample.filter(record => record.length === header.length).map(record => record[at] ?? "");
    if (!isReadable(column, values)) places.delete(column);
  }
  const shape = { places, width: header.length };
  return {
    name: bytes.name,
    rows: null,
    columns: [...places.keys()],
    batches: signal => batches(bytes, shape, signal),
  };
}

/** The records at the start of a text, up to the first that is damaged or does not end. */
function recordsOf(text: string, isWhole: boolean): readonly string[][] {
  const records: string[][] = [];
  for (let from = 0; from < text.length; ) {
    const fields: string[] = [];
    const end = readRecord(text, from, isWhole, fields);
    if (typeof end === "string") break;
    if (fields.length > 1 || fields[0] !== "") records.push(fields);
    from = end;
  }
  return records;
}

async function* batches(
  bytes: SnapshotBytes,
  shape: CsvShape,
  signal?: AbortSignal,
): AsyncGenerator<SnapshotBatch> {
  const reader = new CsvReader(csvFormat(bytes.name, shape));
  const decoder = new TextDecoder();
  let start = 0;
  for (let from = 0; from < bytes.byteLength; from += pieceBytes) {
    signal?.throwIfAborted();
    const to = Math.min(bytes.byteLength, from + pieceBytes);
    const text = decoder.decode(await bytes.slice(from, to), { stream: to < bytes.byteLength });
    const rows = reader.push(text);
    if (to === bytes.byteLength) rows.push(...reader.end());
    const damaged = reader.takeDamage();
    if (rows.length > 0 || damaged !== undefined)
      yield { ...toBatch(rows, shape, start), ...(damaged === undefined ? {} : { damaged }) };
    start += rows.length;
  }
}

function toBatch(rows: readonly CsvRow[], { places }: CsvShape, start: number): SnapshotBatch {
  const column = <T>(name: SnapshotColumn, read: (row: CsvRow) => T) =>
    places.has(name) ? rows.map(read) : null;
  return {
    rows: rows.length,
    start,
    lines: rows.map(({ line }) => line),
    ids: rows.map(({ id }) => id),
    createdAt: column("createdAt", ({ createdAt }) => createdAt),
    lastModified: null,
    downloads: column("downloads", ({ downloads }) => downloads),
    likes: column("likes", ({ likes }) => likes),
    tags: column("tags", ({ tags }) => tags),
    tasks: column("pipeline_tag", ({ task }) => task),
    libraries: column("library_name", ({ library }) => library),
    cardData: null,
    safetensorsTotal: null,
    weightCounts: null,
    usedStorage: null,
    recordIds: column("_id", ({ recordId }) => recordId),
    trendingScores: column("trendingScore", ({ trendingScore }) => trendingScore),
    privates: column("private", ({ isPrivate }) => isPrivate),
    gguf: null,
    relations: null,
    parents: null,
    cards: column("modelCard", ({ card }) => card),
  };
}
