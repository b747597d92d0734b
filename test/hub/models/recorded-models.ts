import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { dropUndefined, isRecord, isRelation, type ModelFacts } from "./facts";
import { rowToFacts } from "./recorded-facts";

type Rows = Iterable<Readonly<Record<string, unknown>>>;

interface Table {
  readonly file: string;
  readonly read: (path: string) => ModelFacts[];
}

/** Fields of a detailed record that are returned as recorded. */
const DETAIL_FIELDS = [
  "_id",
  "sha",
  "lastModified",
  "tags",
  "cardData",
  "model-index",
  "config",
  "transformersInfo",
  "safetensors",
  "gguf",
  "mask_token",
  "siblings",
  "baseModels",
  "downloadsAllTime",
];

const TABLES: Readonly<Record<string, Table>> = {
  families_small: { file: "tables/families_small_2024-07.json.gz", read: path => readFamilies(path) },
  smollm2: { file: "tables/smollm2-1.7b_family_2025-07.json", read: path => readTypedFamily(path) },
  lineage_subset: {
    file: "tables/hub_2024-07_lineage_subset.jsonl.gz",
    read: path => fromRows(jsonLines(path), ["tags"]),
  },
  details_8650: {
    file: "tables/hub_2024-07_details_8650.jsonl.gz",
    read: path => fromRows(withFileObjects(jsonLines(path)), DETAIL_FIELDS),
  },
  hub_stats: {
    file: "tables/hub_stats_frozen_2026-06-05_4167.jsonl.gz",
    read: path => fromRows(jsonLines(path), DETAIL_FIELDS),
  },
};

const CENSUS = "hub-2024-07.parquet";

/** The names `loadRecorded` accepts; `readRecorded` accepts all but the census. */
export const RECORDED_TABLES: readonly string[] = [...Object.keys(TABLES), "census"];

/** The folder of recorded data: HUB_LINEAGE_DATA, else `../shared/data` beside the working folder; undefined when there is none. */
export function recordedFolder(): string | undefined {
  const folder = process.env.HUB_LINEAGE_DATA ?? join(process.cwd(), "..", "shared", "data");
  return existsSync(join(folder, "tables")) ? folder : undefined;
}

/** All models of a recorded table; throws a message if the name, the folder or a required package is missing. */
export function readRecorded(name: string, folder = recordedFolder()): ModelFacts[] {
  const table = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
  if (table === undefined)
    throw new Error(`No recorded table ${name}; there are ${RECORDED_TABLES.join(", ")}.`);
  if (folder === undefined) {
    throw new Error("The recorded data are not here. Set HUB_LINEAGE_DATA to the folder that holds tables/.");
  }
  return table.read(join(folder, table.file));
}

/** All models of a recorded table, including the census of 760,000, which takes several seconds and 2 GB. */
export async function loadRecorded(name: string, folder = recordedFolder()): Promise<ModelFacts[]> {
  if (name !== "census" || folder === undefined) return readRecorded(name, folder);
  const file = await asyncBufferFromFile(join(folder, CENSUS));
  const { num_rows: total } = await parquetMetadataAsync(file);
  const models: ModelFacts[] = [];
  const step = 50_000;
  for (let rowStart = 0; rowStart < Number(total); rowStart += step) {
    const rows = await parquetReadObjects({
      file,
      rowStart,
      rowEnd: Math.min(rowStart + step, Number(total)),
    });
    for (const row of rows) models.push(rowToFacts(plainRow(row), []));
  }
  return models;
}

/** A Parquet row in the shapes of JSON: whole numbers as numbers, dates as ISO text, nothing for null. */
function plainRow(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(row)) {
    if (typeof value === "bigint") plain[key] = Number(value);
    else if (value instanceof Date) plain[key] = value.toISOString();
    else if (value !== null) plain[key] = value;
  }
  return plain;
}

/** The rows of a JSON Lines file, gzipped or plain. */
export function* jsonLines(path: string): Generator<Readonly<Record<string, unknown>>> {
  const bytes = path.endsWith(".gz") ? gunzipSync(readFileSync(path)) : readFileSync(path);
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(10, from);
    const to = found < 0 ? bytes.length : found;
    if (to > from) yield JSON.parse(bytes.toString("utf8", from, to)) as Record<string, unknown>;
    from = to + 1;
  }
}

/** The families in `families_small`, by root. */
export function readFamilyRows(path: string): Map<string, readonly Readonly<Record<string, unknown>>[]> {
  const value: unknown = JSON.parse(gunzipSync(readFileSync(path)).toString("utf8"));
  const families = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
  for (const [root, family] of Object.entries(isRecord(value) ? value : {})) {
    if (isRecord(family) && Array.isArray(family.models)) families.set(root, family.models.filter(isRecord));
  }
  return families;
}

/** A family recorded as nodes and typed edges. */
export function readTypedFamily(path: string): ModelFacts[] {
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isRecord(value) || !Array.isArray(value.nodes) || !Array.isArray(value.edges)) {
    throw new Error(`${path} has no nodes and edges; is it the recorded SmolLM2 family?`);
  }
  const edges = new Map<string, { parents: string[]; relation: string }>();
  for (const edge of value.edges.filter(isRecord)) {
    const child = String(edge.target);
    const known = edges.get(child) ?? { parents: [], relation: String(edge.type) };
    known.parents.push(String(edge.source));
    edges.set(child, known);
  }
  return value.nodes.filter(isRecord).map(node => {
    const facts = rowToFacts(node, []);
    const { recorded: _nothing, ...bare } = facts;
    const edge = edges.get(facts.id);
    if (edge === undefined) return bare;
    const relation = isRelation(edge.relation) ? edge.relation : undefined;
    return dropUndefined({ ...bare, parents: edge.parents, relation });
  });
}

function readFamilies(path: string): ModelFacts[] {
  return fromRows([...readFamilyRows(path).values()].flat(), ["tags"]);
}

function fromRows(rows: Rows, verbatim: readonly string[]): ModelFacts[] {
  const models: ModelFacts[] = [];
  for (const row of rows) models.push(rowToFacts(row, verbatim));
  return models;
}

/** The details table lists only file names; the Hub lists objects. */
function* withFileObjects(rows: Rows): Rows & Generator<Readonly<Record<string, unknown>>> {
  for (const row of rows) {
    const names = Array.isArray(row.siblings) ? (row.siblings as unknown[]) : [];
    yield { ...row, siblings: names.map(name => (typeof name === "string" ? { rfilename: name } : name)) };
  }
}
