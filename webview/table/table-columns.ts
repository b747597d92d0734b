import type { Family } from "../../src/lineage/family";
import { type FamilyRows, familyRows, notReadCell } from "../../src/lineage/family-rows";
import { grouped } from "../../src/lineage/in-words";
import { showable } from "../../src/lineage/showable";
import { notRead } from "../../src/lineage/trait-value";
import { inkClass, isShape, licenseInk } from "../../src/pictures/family/color-numbers";
import { shapeNames } from "../../src/pictures/family/palette";
import { english, phrase, t } from "../../src/words/words";
import { type Column, lineOf, type ShownValue, type Value } from "../kit/grid-rows";

/** A column of `familyRows`. */
export type ColumnKey = keyof typeof names;

/** The names of all columns, in the order in which they are shown and offered; the first is always shown. */
const names = english({
  id: "model",
  downloads: "downloads",
  relation: "relation",
  parent: "parent",
  license: "license",
  task: "task",
  languages: "languages",
  library: "library",
  likes: "likes",
  created_at: "created",
  parameters: "parameters",
  children: "children",
  generation: "generation",
  other_parents: "other parents",
  datasets: "datasets",
});

/** Every column, in the order in which they are shown and offered; the first is always shown. */
export const columnKeys = Object.keys(names) as readonly ColumnKey[];

/** The columns that are shown until a person chooses. */
export const usualColumns: readonly ColumnKey[] = columnKeys.slice(0, 10);

/** The name of a column, for headings. */
export function columnName(key: ColumnKey): string {
  return phrase(names[key]);
}

/** Maximum and minimum width of a column, in characters; longer values are shown below the rows. */
const [widest, narrowest] = [44, 6];
const dash = "–";

/** A family as rows with every column, and what is known of each model that no column says. */
export interface FamilyTable {
  readonly all: FamilyRows;
  readonly ids: ReadonlySet<string>;
  /** Models of which nothing but the ID is known. */
  readonly unread: ReadonlySet<string>;
  /** Models whose children were not listed, or not to the end. */
  readonly unchecked: ReadonlySet<string>;
}

/** The table of a family; empty without one. */
export function familyTable(family: Family | null): FamilyTable {
  return {
    all: family ? familyRows(family) : { columns: [], rows: [] },
    ids: new Set(family?.models.map(({ id }) => id)),
    unread: new Set(family?.models.flatMap(({ id, unread }) => (unread ? [id] : []))),
    unchecked: new Set(family?.unchecked),
  };
}

/** Whether a value says that a model was not read, so that it comes last in every order. */
export function isNoValue(value: Value): boolean {
  return value === notReadCell;
}

/** What a value that is not there means: unknown, not declared, and none are three different things. */
function absent(key: ColumnKey): string {
  if (key === "parent" || key === "other_parents") return t`none`;
  const isTrait = ["license", "task", "languages", "library", "datasets"].includes(key);
  return isTrait ? t`not declared` : t`unknown`;
}

const numbers: readonly ColumnKey[] = ["downloads", "likes", "parameters", "children", "generation"];

function shownValue(key: ColumnKey, value: string | number): string {
  if (typeof value === "number") return grouped(value);
  if (key === "created_at") return showable(value.slice(0, 10));
  return key === "relation" && isShape(value) ? phrase(shapeNames[value]) : lineOf(value);
}

function shown(key: ColumnKey, { unread, unchecked }: FamilyTable, value: Value, id: string): ShownValue {
  const unreadCell = { text: t`not read`, means: t`not read` };
  if (value === notReadCell || (value === null && unread.has(id))) return unreadCell;
  if (key === "children" && unchecked.has(id))
    return value === 0 ? unreadCell : { text: t`at least ${grouped(Number(value))}` };
  if (key === "relation" && value === null) return { text: phrase(shapeNames.root) };
  return value === null ? { text: dash, means: absent(key) } : { text: shownValue(key, value) };
}

/** A license has the color of its class, as in every picture. */
function colored(value: Value, isUnread: boolean, cell: ShownValue): ShownValue {
  const ink = licenseInk(isUnread ? notRead : value === null ? null : String(value));
  return { ...cell, swatch: ["swatch", inkClass(ink)].join(" ") };
}

/** The longest text of a column; of numbers, that of the largest, because writing out all takes long. */
function longestText(key: ColumnKey, values: readonly Value[]): number {
  let [longest, largest] = [0, 0];
  for (const value of values) {
    if (typeof value === "number") largest = Math.max(largest, value);
    else if (value !== null && longest < widest) longest = Math.max(longest, shownValue(key, value).length);
  }
  return Math.max(longest, grouped(largest).length);
}

/** A column of a family's table. */
export function tableColumn(key: ColumnKey, table: FamilyTable): Column {
  const at = table.all.columns.indexOf(key);
  const longest = longestText(
    key,
    table.all.rows.map(row => row[at] ?? null),
  );
  const isNumber = numbers.includes(key);
  const hasSwatch = key === "license";
  const width = Math.max(longest, columnName(key).length + 2) + (hasSwatch ? 3 : 0);
  return {
    name: columnName(key),
    width: Math.min(widest, Math.max(narrowest, width)),
    isNumber,
    isModel: key === "id" || key === "parent",
    isPinned: key === "id",
    descends: isNumber || key === "created_at",
    isLast: isNoValue,
    show: (value, [first]) => {
      const id = String(first);
      const cell = shown(key, table, value, id);
      return hasSwatch ? colored(value, table.unread.has(id), cell) : cell;
    },
  };
}
