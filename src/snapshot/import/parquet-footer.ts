import { type FileMetaData, parquetMetadata, type SchemaElement } from "hyparquet";
import type { SnapshotBytes } from "../../app/ports/snapshot-ports";
import { Damage, mostFooterBytes, mostFooterValues, mostGroupRows, mostRows } from "./import-limits";
import { thriftEnd } from "./thrift-scan";

/** Bytes read from the end at first, which usually hold the footer. */
const firstRead = 524_288;
const magic = "PAR1";
const mostElements = 20_000;
const deepestSchema = 32;

/**
 * Reads the footer of a Parquet file and checks what reading relies on: its size, its schema, and its numbers of rows.
 * Throws Damage.
 */
export async function readFooter(file: SnapshotBytes): Promise<FileMetaData> {
  const footer = await footerBytes(file);
  thriftEnd(new DataView(footer, 0, footer.byteLength - 8), 0, mostFooterValues);
  const metadata = readMetadata(footer);
  checkSchema(metadata.schema);
  checkRows(metadata);
  return { ...metadata, schema: metadata.schema.map(withConvertedType) };
}

/** The footer with the 8 bytes that end the file. */
async function footerBytes(file: SnapshotBytes): Promise<ArrayBuffer> {
  const { byteLength } = file;
  if (byteLength < 12) throw new Damage("it is too short");
  const from = Math.max(0, byteLength - firstRead);
  const tail = await file.slice(from, byteLength);
  const view = new DataView(tail);
  const end = new TextDecoder().decode(new Uint8Array(tail, tail.byteLength - 4));
  if (end === "PARE") throw new Damage("it is encrypted");
  if (end !== magic) throw new Damage("it does not end as one");
  const length = view.getUint32(tail.byteLength - 8, true);
  if (length > byteLength - 12)
    throw new Damage(`its footer claims ${length} bytes, and the file has ${byteLength}`);
  if (length > mostFooterBytes)
    throw new Damage(`its footer has ${length} bytes, and at most ${mostFooterBytes} are read`);
  const start = byteLength - 8 - length;
  return start >= from ? tail.slice(start - from) : file.slice(start, byteLength);
}

function readMetadata(footer: ArrayBuffer): FileMetaData {
  try {
    return parquetMetadata(footer, { geoparquet: false });
  } catch {
    throw new Damage("its footer is damaged");
  }
}

/** The schema is a flat list in which each element tells its number of children; reading it recursively must end. */
function checkSchema(schema: readonly SchemaElement[]): void {
  const open: number[] = [1];
  for (const { name, num_children: children = 0 } of schema) {
    while (open.at(-1) === 0) open.pop();
    const left = open.pop();
    if (left === undefined || typeof name !== "string" || children < 0)
      throw new Damage("its schema is damaged");
    open.push(left - 1, children);
    if (open.length > deepestSchema) throw new Damage("its schema is nested too deeply");
  }
  if (schema.length > mostElements) throw new Damage(`its schema has more than ${mostElements} elements`);
  if (schema.length === 0 || open.some(left => left !== 0)) throw new Damage("its schema is damaged");
}

function checkRows({ num_rows, row_groups }: FileMetaData): void {
  let sum = 0;
  for (const group of row_groups) {
    const rows = Number(group.num_rows);
    if (!(rows >= 0)) throw new Damage("its numbers of rows are damaged");
    if (rows > mostGroupRows)
      throw new Damage(
        `a row group has ${rows} rows, and at most ${mostGroupRows} are read at once; write it with smaller row groups`,
      );
    sum += rows;
  }
  if (sum !== Number(num_rows))
    throw new Damage(`it claims ${num_rows} rows, and its row groups have ${sum}`);
  if (sum > mostRows) throw new Damage(`it has ${sum} rows, and at most ${mostRows} are read`);
}

/** Newer files name only the logical type of lists and dates; the reader looks at the older name. */
function withConvertedType(element: SchemaElement): SchemaElement {
  const logical = element.logical_type?.type;
  const isOld = element.converted_type !== undefined || (logical !== "LIST" && logical !== "DATE");
  return isOld ? element : { ...element, converted_type: logical };
}
