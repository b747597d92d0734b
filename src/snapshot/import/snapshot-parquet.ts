import { type FileMetaData, parquetSchema, type SchemaElement, type SchemaTree } from "hyparquet";
import type { Unpackers } from "../../app/ports/import-ports";
import type {
  SnapshotBatch,
  SnapshotBytes,
  SnapshotColumn,
  SnapshotTable,
} from "../../app/ports/snapshot-ports";
import { asSentence } from "./import-limits";
import { type ColumnsHere, readBatch } from "./parquet-batch";
import { isEmptyColumn, type ReadColumn, rowReader, type TableParts } from "./parquet-columns";
import { readFooter } from "./parquet-footer";
import { type FoundLeaf, findLeaves, isEpoch, otherType, pruned, requireModels } from "./snapshot-schema";

/**
 * Opens a Parquet table of the Hub's models in the schema of `cfahlgren1/hub-stats` (`models.parquet`). Reads only the
 * columns in use, one row group at a time. A column of another type than expected counts as absent if it is empty.
 * Throws UserError if it is not a Parquet file or a table of models, or if a column has another type.
 */
export async function openParquet(file: SnapshotBytes, unpackers: Unpackers): Promise<SnapshotTable> {
  const metadata = await footerOf(file);
  const tree = parquetSchema(metadata);
  // What is looked at to find empty columns is not part of the table.
  const looked = { all: 0, unchecked: 0 };
  const leaves = await leavesToRead({ file, metadata, tree, unpackers, pages: looked });
  const columns = [...new Set(leaves.map(({ want }) => want.column))];
  requireModels(new Set(columns), file.name);
  const paths = new Set(leaves.map(({ leaf }) => leaf.path));
  const parts = {
    file,
    metadata,
    tree: treeOf(pruned(tree, paths)),
    unpackers,
    pages: { all: 0, unchecked: 0 },
  };
  const here = {
    here: new Set(columns.map(topName)),
    epochs: new Set(leaves.filter(isEpoch).map(({ want }) => want.column)),
  };
  return {
    name: file.name,
    rows: Number(metadata.num_rows),
    columns,
    pages: parts.pages,
    batches: signal => batches(parts, here, signal),
  };
}

/** The name of a column at the top of the schema: `safetensors` of `safetensors.total`. */
function topName(column: SnapshotColumn): string {
  return column.split(".")[0] ?? "";
}

async function footerOf(file: SnapshotBytes): Promise<FileMetaData> {
  try {
    return await readFooter(file);
  } catch (error) {
    throw asSentence(error, `${file.name} is not a Parquet file, or is incomplete`);
  }
}

function treeOf(schema: SchemaElement[]): SchemaTree {
  return parquetSchema({ schema });
}

/** The columns to be read: those of the expected type. One of another type is left out if it is empty. */
async function leavesToRead(parts: TableParts): Promise<readonly FoundLeaf[]> {
  const { file, tree } = parts;
  const { sound, doubtful } = findLeaves(tree, file.name);
  for (const found of doubtful) {
    const isOptional = found.want.column !== "id";
    if (!isOptional || !(await isEmptyColumn(parts, found.leaf))) throw otherType(found, file.name);
  }
  return sound;
}

async function* batches(
  parts: TableParts,
  here: ColumnsHere,
  signal?: AbortSignal,
): AsyncGenerator<SnapshotBatch> {
  let start = 0;
  for (const [group, { num_rows }] of parts.metadata.row_groups.entries()) {
    signal?.throwIfAborted();
    const rows = Number(num_rows);
    if (rows === 0) continue;
    const read: ReadColumn = rowReader(parts, group);
    try {
      yield { ...(await readBatch(read, here, rows)), start };
    } catch (error) {
      throw asSentence(error, `Rows ${start} to ${start + rows} of ${parts.file.name} cannot be read`);
    }
    start += rows;
  }
}
