import type { SchemaElement, SchemaTree } from "hyparquet";
import { UserError } from "../../app/ports/errors";
import type { SnapshotColumn } from "../../app/ports/snapshot-ports";
import { weightTypes } from "../../lineage/measures/weight-bytes";

/** The required type of a column: text, a number, true or false, a time, or a list of text at the path below. */
type Kind = "text" | "number" | "flag" | "time" | "texts";

/** A column in use. */
export interface Wanted {
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
  ...weightTypes.map(
    (type): Wanted => ({
      column: "safetensors.parameters",
      path: `safetensors.parameters.${type}`,
      kind: "number",
    }),
  ),
  { column: "usedStorage", path: "usedStorage", kind: "number" },
  { column: "_id", path: "_id", kind: "text" },
  { column: "trendingScore", path: "trendingScore", kind: "number" },
  { column: "private", path: "private", kind: "flag" },
  { column: "gguf", path: "gguf", kind: "text" },
  { column: "baseModels", path: "baseModels.relation", kind: "text" },
  { column: "baseModels", path: "baseModels.models.id", kind: "texts" },
];

/** A column to be read, or a part of one. */
export interface FoundLeaf {
  readonly want: Wanted;
  readonly leaf: SchemaLeaf;
}

/** What a table has of the columns in use: those to be read, and those whose type is another than expected. */
export interface FoundLeaves {
  readonly sound: readonly FoundLeaf[];
  readonly doubtful: readonly FoundLeaf[];
}

/** Finds the columns in use. Throws UserError if a column is there twice. */
export function findLeaves(tree: SchemaTree, name: string): FoundLeaves {
  const sound: FoundLeaf[] = [];
  const doubtful: FoundLeaf[] = [];
  const seen = new Set<string>();
  for (const leaf of leavesOf(tree)) {
    const want = wanted.find(({ path }) => path === leaf.plainPath);
    if (want === undefined) continue;
    if (seen.has(want.path)) throw twice(want.column, name);
    seen.add(want.path);
    (isOfKind(leaf, want.kind) ? sound : doubtful).push({ want, leaf });
  }
  return { sound, doubtful };
}

/** A column of numbers, texts, or times in the schema, at whatever depth. */
export interface SchemaLeaf {
  /** Its path as the file writes it. */
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
  if ((kind === "texts" ? 1 : 0) !== lists) return false;
  if (kind === "time") return isTime(element) || isPlainNumber(element) || isText(element);
  if (kind === "flag") return element.type === "BOOLEAN";
  return kind === "number" ? isPlainNumber(element) : isText(element);
}

function isText({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return (
    type === "BYTE_ARRAY" &&
    (converted === undefined || /^(UTF8|JSON|ENUM)$/.test(converted)) &&
    (logical === undefined || /^(STRING|JSON|ENUM)$/.test(logical.type))
  );
}

function isTime({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  if (type === "INT96") return true;
  if (type === "INT32") return converted === "DATE";
  return type === "INT64" && (logical?.type === "TIMESTAMP" || /^TIMESTAMP_/.test(converted ?? ""));
}

function isPlainNumber({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return (
    /^(INT32|INT64|FLOAT|DOUBLE)$/.test(type ?? "") &&
    (converted === undefined || /^(U?INT_\d+|DECIMAL)$/.test(converted)) &&
    (logical === undefined || /^(INTEGER|DECIMAL)$/.test(logical.type))
  );
}

/** Whether a column of times holds plain numbers, whose unit is not told. */
export function isEpoch({ want, leaf }: FoundLeaf): boolean {
  return want.kind === "time" && !isTime(leaf.element) && isPlainNumber(leaf.element);
}

/** The error for a column of another type than expected that has values. */
export function otherType({ want: { column, kind }, leaf: { element } }: FoundLeaf, name: string): UserError {
  const expected = {
    text: "text",
    number: "a number",
    flag: "true or false",
    time: "a time",
    texts: "a list of strings",
  }[kind];
  const type = element.logical_type?.type ?? element.converted_type ?? element.type ?? "another type";
  return new UserError(
    `The column ${column} of ${name} is not ${expected} (${type}). The table may use a newer schema. Update Hub Lineage, or import an older snapshot.`,
  );
}

function twice(column: string, name: string): UserError {
  return new UserError(`${name} has two columns named ${column}. Remove one, or import another snapshot.`);
}

/** Throws UserError if a table without some columns is none of models. */
export function requireModels(found: ReadonlySet<SnapshotColumn>, name: string): void {
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
export function pruned(node: SchemaTree, paths: ReadonlySet<string>): SchemaElement[] {
  const kept = node.children.map(child => pruned(child, paths)).filter(part => part.length > 0);
  if (node.children.length === 0) return paths.has(node.path.join(".")) ? [node.element] : [];
  if (kept.length === 0) return [];
  return [{ ...node.element, num_children: kept.length }, ...kept.flat()];
}
