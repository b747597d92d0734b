import { count, grouped } from "../../lineage/in-words";
import { cutMiddle, showable } from "../../lineage/showable";
import { licenseText } from "../../lineage/traits/trait-change";
import { isHollow } from "../family/color-numbers";
import type { OutlineRow } from "../family/family-outline";
import type { Inks } from "../family/inks";
import type { Palette } from "../family/palette";
import type { Pen } from "../svg-context";
import { foldedRows, type RowOrFold } from "./folded-rows";
import { dot, type Part, type TextLook, widthIn, write } from "./poster-pen";
import { statedLicense, statedRelation } from "./poster-words";

/** A row with its words. */
interface Row {
  /** The model; null for a number of folded models. */
  readonly row: OutlineRow | null;
  readonly rails: readonly boolean[];
  readonly name: string;
  readonly relation: string;
  readonly license: string;
  readonly changes: boolean;
  readonly downloads: string;
  /** Share of the most downloads. */
  readonly share: number;
}

/** Columns of one text size: how wide each is, and how many rows stand in a column of the page. */
interface Grid {
  readonly size: number;
  readonly line: number;
  readonly perColumn: number;
  readonly columnWidth: number;
  readonly name: number;
  readonly relation: number;
  readonly license: number;
  readonly number: number;
  /** The widest number of downloads. */
  readonly digits: number;
}

/** Text sizes for all models of a family, and for those of a larger one of which the rest is counted. */
const [wholeSizes, foldedSizes] = [
  [28, 25, 22, 20, 18, 16, 15, 14],
  [16, 15, 14],
] as const;
/** A family with more models is no list. */
const mostModels = 150;
/** A license is longer than this only to break the picture. */
const longestLicense = 80;
const mostColumns = 3;
const columnGap = 36;
const markRoom = 10;
/** The longest bar of downloads, in text sizes. */
const widestBar = 14;

function indentOf(size: number): number {
  return size * 1.2;
}

const heads = ["model", "relation", "license", "downloads, 30 days"] as const;

function rowsOf(
  shown: readonly RowOrFold[],
  licenses: ReadonlyMap<string, string | null>,
  most: number,
): readonly Row[] {
  return shown.map(one => {
    if ("fold" in one) {
      const { rails, models } = one.fold;
      const blank = { relation: "", license: "", changes: false, downloads: "", share: 0 };
      return { row: null, rails, name: `and ${count(models, "more model")}`, ...blank };
    }
    const { row, rails } = one;
    const { model, edge, changed, others } = row;
    const own = statedLicense(row);
    const before = edge === null ? null : (licenses.get(edge.parent) ?? null);
    const changes = changed.includes("license") && before !== null;
    const relation = statedRelation(row);
    return {
      row,
      rails,
      name: showable(model.id),
      relation: others.length === 0 ? relation : `${relation} +${others.length}`,
      license: cutMiddle(showable(changes ? `${before} → ${own}` : own), longestLicense),
      changes,
      downloads: model.downloads === null ? "–" : grouped(model.downloads),
      share: (model.downloads ?? 0) / most,
    };
  });
}

/** How wide the columns of rows are at a text size. */
function columnsOf(rows: readonly Row[], size: number): Omit<Grid, "perColumn" | "columnWidth"> {
  const look = { size, color: "" };
  const widest = (words: (row: Row) => string, head: string) =>
    Math.max(widthIn(look, head), ...rows.map(row => widthIn(look, words(row))));
  const name = Math.max(
    ...rows.map(({ rails, name }) => {
      const bold = rails.length === 0;
      return rails.length * indentOf(size) + size * 1.3 + widthIn({ ...look, bold }, name);
    }),
  );
  const digits = widest(row => row.downloads, "");
  return {
    size,
    line: Math.round(size * 1.65),
    name,
    relation: widest(row => row.relation, heads[1]),
    license: markRoom + widest(row => row.license, heads[2]),
    number: Math.max(digits + size * 4, widthIn(look, heads[3])),
    digits,
  };
}

/** The rows and their columns at the largest size at which `rowsFor` a number of places fit. */
function arranged(
  rowsFor: (places: number) => readonly Row[],
  sizes: readonly number[],
  width: number,
  height: number,
): { readonly rows: readonly Row[]; readonly grid: Grid } | null {
  for (const size of sizes) {
    for (let columns = mostColumns; columns >= 1; columns--) {
      const columnWidth = (width - (columns - 1) * columnGap) / columns;
      const line = Math.round(size * 1.65);
      const places = columns * (Math.floor(height / line) - 1);
      const rows = rowsFor(places);
      const grid = columnsOf(rows, size);
      const needed = grid.name + grid.relation + grid.license + grid.number + 3 * size;
      if (rows.length > places || needed > columnWidth) continue;
      const used = Math.ceil(rows.length / Math.floor(height / line - 1));
      const perColumn = Math.ceil(rows.length / used);
      return { rows, grid: { ...grid, perColumn, columnWidth: (width - (used - 1) * columnGap) / used } };
    }
  }
  return null;
}

/** Draws on a page at a place. */
interface Place {
  readonly pen: Pen;
  readonly inks: Inks;
  readonly grid: Grid;
  readonly x: number;
  readonly y: number;
}

/** The lines of the tree in front of a row. */
function drawRails({ pen, inks, grid, x, y }: Place, rails: readonly boolean[]): void {
  const { size, line } = grid;
  const indent = indentOf(size);
  pen.strokeStyle = inks.soft;
  pen.globalAlpha = 0.5;
  pen.lineWidth = 1.2;
  for (const [level, more] of rails.entries()) {
    const at = x + level * indent + size * 0.45;
    const isOwn = level === rails.length - 1;
    if (!isOwn && !more) continue;
    pen.beginPath();
    pen.moveTo(at, y - line * 0.5);
    pen.lineTo(at, more ? y + line * 0.5 : y);
    if (isOwn) {
      pen.moveTo(at, y);
      pen.lineTo(at + indent * 0.8, y);
    }
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

/** Left edges of the columns, and the right edge of the last. */
function stopsOf(grid: Grid, x: number) {
  const relation = x + grid.name + grid.size;
  const license = relation + grid.relation + grid.size;
  const bar = license + grid.license + grid.size;
  const end = Math.min(
    x + grid.columnWidth,
    bar + Math.max(grid.number, grid.digits + widestBar * grid.size),
  );
  return { relation, license, bar, end };
}

function drawRow(place: Place, palette: Palette, { row, rails, ...words }: Row): void {
  const { pen, inks, grid, x, y } = place;
  const { size } = grid;
  const look: TextLook = { size, color: inks.text };
  const soft: TextLook = { size, color: inks.soft };
  drawRails(place, rails);
  const left = x + rails.length * indentOf(size);
  if (row === null) {
    write(pen, inks, words.name, left + size * 1.3, y, soft);
    return;
  }
  const ink = palette.inkOf(palette.valueOf(row.model));
  const color = isHollow(ink) ? null : (inks.palette[ink] ?? inks.soft);
  dot(pen, inks, { color, unread: !row.isRead }, { x: left + size * 0.45, y, radius: size * 0.36 });
  write(pen, inks, words.name, left + size * 1.3, y, { ...look, bold: rails.length === 0 });
  const { relation, license, bar, end } = stopsOf(grid, x);
  write(pen, inks, words.relation, relation, y, soft);
  if (words.changes) {
    pen.fillStyle = inks.warn;
    pen.fillRect(license, y - size * 0.45, 4, size * 0.9);
  }
  write(pen, inks, words.license, license + markRoom, y, words.changes ? look : soft);
  const room = end - bar - grid.digits - size * 0.6;
  pen.fillStyle = inks.stroke;
  if (words.share > 0) pen.fillRect(bar, y - size * 0.3, Math.max(1, words.share * room), size * 0.6);
  write(pen, inks, words.downloads, end, y, { ...soft, align: "right" });
}

function drawHeads({ pen, inks, grid, x, y }: Place): void {
  const look: TextLook = { size: grid.size, color: inks.soft };
  const { relation, license, end } = stopsOf(grid, x);
  write(pen, inks, heads[0], x, y, look);
  write(pen, inks, heads[1], relation, y, look);
  write(pen, inks, heads[2], license + markRoom, y, look);
  write(pen, inks, heads[3], end, y, { ...look, align: "right" });
}

/**
 * A family as indented rows with whole names, relations, licenses with a mark where they change, and downloads. Of a family
 * with more models than rows, the rest is counted. Null for a large family, or one that does not fit at a size that can be read.
 */
export function posterRows(
  inks: Inks,
  palette: Palette,
  { outline, root }: { readonly outline: readonly OutlineRow[]; readonly root: string },
  width: number,
  height: number,
): Part | null {
  if (outline.length > mostModels) return null;
  const licenses = new Map(outline.map(({ model }) => [model.id, licenseText(model)]));
  const most = Math.max(1, ...outline.map(({ model }) => model.downloads ?? 0));
  const all = rowsOf(foldedRows(outline, root, outline.length), licenses, most);
  const found =
    arranged(() => all, wholeSizes, width, height) ??
    arranged(places => rowsOf(foldedRows(outline, root, places), licenses, most), foldedSizes, width, height);
  if (found === null) return null;
  const { rows, grid } = found;
  const { line, perColumn, columnWidth } = grid;
  return {
    height: (perColumn + 1) * line,
    draw: (pen, x, y) => {
      for (let from = 0; from < rows.length; from += perColumn) {
        const left = x + (from / perColumn) * (columnWidth + columnGap);
        drawHeads({ pen, inks, grid, x: left, y: y + line / 2 });
        for (const [at, row] of rows.slice(from, from + perColumn).entries())
          drawRow({ pen, inks, grid, x: left, y: y + (at + 1.5) * line }, palette, row);
      }
    },
  };
}
