import type { FileMetaData, SchemaElement } from "hyparquet";
import { parquetSchema } from "hyparquet";
import { UserError } from "../../app/ports/errors";
import type { SnapshotColumn } from "../../app/ports/snapshot-ports";

type SchemaTree = ReturnType<typeof parquetSchema>;

/** The required type of a column: text, a number, a time, or a list of text at the path below. */
type Kind = "text" | "number" | "time" | "texts";

interface Wanted {
  readonly column: SnapshotColumn;
  /** Path of the value, without the levels that a list adds (`list.element`). */
  readonly path: string;
  readonly kind: Kind;
}

/** The columns of `cfahlgren1/hub-stats` in use; for structures, only these members. */
const wanted: readonly Wanted[] = [
  { column: "id", path: "id", kind: "text" },
  { column: "createdAt", path: "createdAt", kind: "time" },
  { column: "lastModified", path: "lastModified", kind: "time" },
  { column: "downloads", path: "downloads", kind: "number" },
  { column: "likes", path: "likes", kind: "number" },
  { column: "tags", path: "tags", kind: "texts" },
  { column: "pipeline_tag", path: "pipeline_tag", kind: "text" },
  { column: "library_name", path: "library_name", kind: "text" },
  { column: "cardData", path: "cardData", kind: "text" },
  { column: "safetensors.total", path: "safetensors.total", kind: "number" },
  { column: "gguf", path: "gguf", kind: "text" },
  { column: "baseModels", path: "baseModels.relation", kind: "text" },
  { column: "baseModels", path: "baseModels.models.id", kind: "texts" },
];

/** A table's metadata reduced to the parts to be read, and the columns present. */
export interface Projection {
  readonly metadata: FileMetaData;
  readonly columns: readonly SnapshotColumn[];
}

/**
 * Reduces a table's metadata to the parts to be read, so nothing else is fetched. Throws UserError if the table is not
 * one of models, or if a column has an unexpected type.
 */
export function projectSnapshot(metadata: FileMetaData, name: string): Projection {
  const found = new Map<SnapshotColumn, Set<string>>();
  for (const leaf of leavesOf(parquetSchema(metadata))) {
    const want = wanted.find(({ path }) => path === leaf.plainPath);
    if (want === undefined) continue;
    if (!isOfKind(leaf, want.kind)) throw otherType(want, leaf, name);
    found.set(want.column, (found.get(want.column) ?? new Set()).add(leaf.path));
  }
  requireModels(found, name);
  const paths = new Set([...found.values()].flatMap(each => [...each]));
  const row_groups = metadata.row_groups.map(group => ({
    ...group,
    columns: group.columns.filter(chunk => paths.has(chunk.meta_data?.path_in_schema.join(".") ?? "")),
  }));
  const schema = pruned(parquetSchema(metadata), paths);
  return { metadata: { ...metadata, schema, row_groups }, columns: [...found.keys()] };
}

interface SchemaLeaf {
  readonly path: string;
  /** The path without list levels. */
  readonly plainPath: string;
  readonly lists: number;
  readonly element: SchemaElement;
}

/**
 * Every value of a table; a list's own levels (`list.element`, `list.item`, `array`) count, but are omitted from the
 * plain path.
 */
function* leavesOf(
  node: SchemaTree,
  plain: readonly string[] = [],
  lists = 0,
  inList = false,
): Generator<SchemaLeaf> {
  for (const child of node.children) {
    const isRepeated = child.element.repetition_type === "REPEATED";
    const isLevel = isRepeated || inList;
    const childPlain = isLevel ? plain : [...plain, child.element.name];
    const childLists = lists + (isRepeated ? 1 : 0);
    if (child.children.length > 0)
      yield* leavesOf(child, childPlain, childLists, isRepeated && child.children.length === 1);
    else
      yield {
        path: child.path.join("."),
        plainPath: childPlain.join("."),
        lists: childLists,
        element: child.element,
      };
  }
}

function isOfKind({ element, lists }: SchemaLeaf, kind: Kind): boolean {
  const { type, converted_type: converted, logical_type: logical } = element;
  if ((kind === "texts" ? 1 : 0) !== lists) return false;
  if (kind === "text" || kind === "texts") return type === "BYTE_ARRAY" && converted !== "DECIMAL";
  if (kind === "time")
    return type === "INT96" || logical?.type === "TIMESTAMP" || /^TIMESTAMP/.test(converted ?? "");
  return /^(INT32|INT64|FLOAT|DOUBLE)$/.test(type ?? "") && logical?.type !== "TIMESTAMP";
}

function otherType({ column, kind }: Wanted, { element }: SchemaLeaf, name: string): UserError {
  const expected = { text: "text", number: "a number", time: "a time", texts: "a list of strings" }[kind];
  const type = element.logical_type?.type ?? element.converted_type ?? element.type ?? "another type";
  return new UserError(
    `The column ${column} of ${name} is not ${expected} (${type}). The table may use a newer schema. Update Hub Lineage, or import an older snapshot.`,
  );
}

function requireModels(found: ReadonlyMap<SnapshotColumn, unknown>, name: string): void {
  if (!found.has("id"))
    throw new UserError(
      `${name} has no id column, so it is not a table of models. Use models.parquet from cfahlgren1/hub-stats, or a table with the same columns.`,
    );
  if (!found.has("tags") && !found.has("baseModels"))
    throw new UserError(
      `${name} has no tags or baseModels column, so it does not list parents. Use models.parquet from cfahlgren1/hub-stats.`,
    );
}

/** The schema in its original order, reduced to the given paths. */
function pruned(node: SchemaTree, paths: ReadonlySet<string>): SchemaElement[] {
  const kept = node.children.map(child => pruned(child, paths)).filter(part => part.length > 0);
  if (node.children.length === 0) return paths.has(node.path.join(".")) ? [node.element] : [];
  if (kept.length === 0) return [];
  return [{ ...node.element, num_children: kept.length }, ...kept.flat()];
}
