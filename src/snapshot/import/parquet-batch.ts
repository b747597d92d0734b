import type { Cells, SnapshotBatch } from "../../app/ports/snapshot-ports";
import { asCount } from "../../lineage/checked-json";
import { Damage, mostGroupBytes } from "./import-limits";
import type { ReadColumn } from "./parquet-columns";
import { possibleTime, timeOf } from "./snapshot-times";
import { isMissing } from "./text-list";

/** Which columns a row group has, and which of them hold times as plain numbers. */
export interface ColumnsHere {
  readonly here: ReadonlySet<string>;
  readonly epochs: ReadonlySet<string>;
}

/** Reads the columns of a row group; a column that is not `here` is null. Throws Damage. */
export async function readBatch(
  read: ReadColumn,
  { here, epochs }: ColumnsHere,
  rows: number,
): Promise<Omit<SnapshotBatch, "start">> {
  const column = async (name: string) => (here.has(name) ? whole(await read(name), name) : null);
  const numbers = async (name: string) => {
    const values = await column(name);
    return values && mapped(values, asNumber);
  };
  const flags = async (name: string) => {
    const values = await column(name);
    return values && mapped(values, value => (typeof value === "boolean" ? Number(value) : null));
  };
  const times = async (name: string) => {
    const values = await column(name);
    return values && mapped(values, epochs.has(name) ? asEpoch : asTime);
  };
  const texts = async (name: string) => {
    const values = await column(name);
    return values && asTexts(values, name);
  };
  const structs = async (name: string) => (here.has(name) ? Array.from(await read(name), asStruct) : null);
  const ids = asIds(await read("id", "bytes"));
  if (ids.every(id => id === null)) return { ...withoutColumns, rows, ids };
  const baseModels = await structs("baseModels");
  const safetensors = await structs("safetensors");
  return {
    rows,
    ids,
    createdAt: await times("createdAt"),
    lastModified: await times("lastModified"),
    downloads: await numbers("downloads"),
    likes: await numbers("likes"),
    tags: here.has("tags") ? asLists(await read("tags")) : null,
    tasks: await texts("pipeline_tag"),
    libraries: await texts("library_name"),
    cardData: await texts("cardData"),
    safetensorsTotal: safetensors?.map(cell => asNumber(cell?.total)) ?? null,
    weightCounts: safetensors?.map(cell => countsOf(cell?.parameters)) ?? null,
    usedStorage: await numbers("usedStorage"),
    recordIds: await texts("_id"),
    trendingScores: await numbers("trendingScore"),
    privates: await flags("private"),
    gguf: await texts("gguf"),
    relations: baseModels?.map(cell => textOrNull(cell?.relation)) ?? null,
    parents: baseModels?.map(cell => parentsOf(cell?.models)) ?? null,
    cards: null,
    lines: null,
  };
}

/** Rows without an ID are skipped, so their other columns are not even read. */
const withoutColumns: Omit<SnapshotBatch, "start" | "rows" | "ids"> = {
  createdAt: null,
  lastModified: null,
  downloads: null,
  likes: null,
  tags: null,
  tasks: null,
  libraries: null,
  cardData: null,
  safetensorsTotal: null,
  weightCounts: null,
  usedStorage: null,
  recordIds: null,
  trendingScores: null,
  privates: null,
  gguf: null,
  relations: null,
  parents: null,
  cards: null,
  lines: null,
};

/** The reader gives null for an empty value; undefined is a code without a word in the dictionary. */
function whole(values: ArrayLike<unknown>, name: string): ArrayLike<unknown> {
  if (!Array.isArray(values)) return values;
  if (values.includes(undefined)) throw new Damage(`the column ${name} refers to words that it lacks`);
  return values;
}

function mapped(values: ArrayLike<unknown>, read: (value: unknown) => number | null): Cells<number> {
  const numbers = new Array<number | null>(values.length);
  for (let row = 0; row < values.length; row++) numbers[row] = read(values[row]);
  return numbers;
}

function asNumber(value: unknown): number | null {
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** A time that the file calls one, or a text; NaN if it cannot be read. */
function asTime(value: unknown): number | null {
  if (typeof value !== "string") return value === null ? null : (possibleTime(asNumber(value)) ?? Number.NaN);
  return isMissing(value.trim()) ? null : (timeOf(value) ?? Number.NaN);
}

/** A plain number, 0 of which stands for none; NaN if it can be no time. */
function asEpoch(value: unknown): number | null {
  return value === null || Number(value) === 0 ? null : (timeOf(value) ?? Number.NaN);
}

function asIds(values: ArrayLike<unknown>): Cells<Uint8Array> {
  return Array.from(whole(values, "id"), id => {
    if (id === null || id instanceof Uint8Array) return id;
    throw new Damage("the column id holds something else than text");
  });
}

/** Checks that the texts together are no more than a row group may hold: a dictionary can repeat a long one at no cost. */
function asTexts(values: ArrayLike<unknown>, name: string): Cells<string> {
  let characters = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === "string") characters += value.length;
    else if (value !== null) throw new Damage(`the column ${name} holds something else than text`);
  }
  if (characters > mostGroupBytes)
    throw new Damage(`the column ${name} of a row group has more than ${mostGroupBytes} characters`);
  return values as unknown as Cells<string>;
}

function asLists(values: ArrayLike<unknown>): Cells<readonly (string | null)[]> {
  return Array.from(values, list => {
    if (list === null || list === undefined) return null;
    if (!Array.isArray(list)) throw new Damage("the column tags holds something else than lists");
    for (const tag of list)
      if (tag !== null && typeof tag !== "string")
        throw new Damage("the column tags holds something else than text");
    return list;
  });
}

interface Struct {
  readonly relation?: unknown;
  readonly models?: unknown;
  readonly total?: unknown;
  readonly parameters?: unknown;
}

function asStruct(value: unknown): Struct | null {
  return typeof value === "object" ? value : null;
}

/** The counts that are given, by type of weights. */
function countsOf(parameters: unknown): ReadonlyMap<string, number> | null {
  if (typeof parameters !== "object" || parameters === null) return null;
  const counts = new Map<string, number>();
  for (const [type, value] of Object.entries(parameters)) {
    const count = asCount(asNumber(value));
    if (count !== null && count > 0) counts.set(type, count);
  }
  return counts.size === 0 ? null : counts;
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function parentsOf(models: unknown): readonly (string | null)[] | null {
  return Array.isArray(models) ? models.map(model => textOrNull(model?.id)) : null;
}
