import type { DecodedArray, FileMetaData, RowGroup, SchemaElement, SchemaTree } from "hyparquet";
import { assembleNested } from "hyparquet/src/assemble.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { getTreePath } from "hyparquet/src/schema.js";
import type { Unpackers } from "../../app/ports/import-ports";
import type { SnapshotBytes } from "../../app/ports/snapshot-ports";
import { Damage } from "./import-limits";
import { type ChunkOrder, readChunk } from "./parquet-chunks";
import type { SchemaLeaf } from "./snapshot-schema";

/** A file, what its footer says, and the schema of what is read of it. */
export interface TableParts {
  readonly file: SnapshotBytes;
  readonly metadata: FileMetaData;
  readonly tree: SchemaTree;
  readonly unpackers: Unpackers;
  /** Counts the pages that are read. */
  readonly pages: { all: number; unchecked: number };
}

/** Reads one column of a row group; ids as bytes, since turning millions of them into strings costs more than all else. */
export type ReadColumn = (column: string, parser?: "bytes") => Promise<ArrayLike<unknown>>;

const decoder = new TextDecoder();

const parsers = {
  ...DEFAULT_PARSERS,
  timestampFromMilliseconds: Number,
  timestampFromMicroseconds: (micros: bigint) => Math.floor(Number(micros) / 1_000),
  timestampFromNanoseconds: (nanos: bigint) => Math.floor(Number(nanos) / 1_000_000),
  dateFromDays: (days: number) => days * 86_400_000,
  // JSON stays text: it is parsed where it is used.
  jsonFromBytes: (bytes: Uint8Array) => decoder.decode(bytes),
} as unknown as typeof DEFAULT_PARSERS;

const bytesParsers = {
  ...parsers,
  stringFromBytes: (bytes: Uint8Array) => bytes,
} as unknown as typeof DEFAULT_PARSERS;

/** Returns what reads the columns of a row group. */
export function rowReader(parts: TableParts, group: number): ReadColumn {
  const spent = { bytes: 0 };
  return async (column, parser) => {
    const child = parts.tree.children.find(({ element }) => element.name === column);
    if (child === undefined) return [];
    const chosen = parser === "bytes" ? bytesParsers : parsers;
    const paths = leafPaths(child);
    const read = await Promise.all(
      paths.map(async path => readChunk({ ...chunkOf(parts, group, path), parsers: chosen, spent })),
    );
    if (child.children.length === 0) return read[0] ?? [];
    const byPath = new Map<string, DecodedArray>();
    for (const [at, path] of paths.entries()) byPath.set(path.join("."), read[at] ?? []);
    assembleNested(byPath, child, chosen);
    return byPath.get(child.element.name) ?? [];
  };
}

function leafPaths(node: SchemaTree): readonly (readonly string[])[] {
  return node.children.length === 0 ? [node.path] : node.children.flatMap(leafPaths);
}

function chunkOf(
  { file, metadata, tree, unpackers, pages }: TableParts,
  group: number,
  path: readonly string[],
): Omit<ChunkOrder, "parsers" | "spent"> {
  const { columns, num_rows }: Pick<RowGroup, "columns" | "num_rows"> = metadata.row_groups[group] ?? {
    columns: [],
    num_rows: 0n,
  };
  const name = path.join(".");
  const chunk = columns.find(({ meta_data }) => meta_data?.path_in_schema.join(".") === name);
  if (chunk === undefined) throw new Damage(`the column ${name} is missing`);
  return { file, chunk, path: getTreePath(tree, [...path]), rows: Number(num_rows), unpackers, pages };
}

/** Whether a column holds no value in any row: only nulls, or lists without any value. */
export async function isEmptyColumn(parts: TableParts, { path, element }: SchemaLeaf): Promise<boolean> {
  if (element.logical_type?.type === "NULL") return true;
  const steps = path.split(".");
  try {
    for (const [group, { num_rows, columns }] of parts.metadata.row_groups.entries()) {
      const facts = columns.find(({ meta_data }) => meta_data?.path_in_schema.join(".") === path)?.meta_data;
      const nulls = facts?.statistics?.null_count;
      if (nulls !== undefined && facts !== undefined && steps.length === 1) {
        if (Number(nulls) !== Number(facts.num_values)) return false;
      } else if (num_rows > 0n) {
        const order = { ...chunkOf(parts, group, steps), parsers, spent: { bytes: 0 } };
        const values = await readChunk({ ...order, path: order.path.map(asPlain) });
        for (let row = 0; row < values.length; row++) if (!isEmpty(values[row])) return false;
      }
    }
  } catch (error) {
    if (error instanceof Error && (error.name === "HubError" || error.name === "UserError")) throw error;
    return false;
  }
  return true;
}

/** An element without what says how its values are to be converted, which may be unknown here. */
function asPlain(node: SchemaTree): SchemaTree {
  const { converted_type, logical_type, ...plain } = node.element;
  const isGroup = node.children.length > 0;
  return isGroup ? node : { ...node, element: plain satisfies SchemaElement };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.every(isEmpty));
}
