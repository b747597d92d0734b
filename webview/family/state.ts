import { isRelation } from "../../src/lineage/model";
import type { FamilyView } from "../../src/lineage/shown-family";
import { traitNames } from "../../src/lineage/trait-value";
import { type FamilyFilter, noFilter } from "../../src/lineage/tree/family-filter";
import type { FamilyTree } from "../../src/lineage/tree/family-tree";
import { type Depth, type OpenState, startState } from "../../src/lineage/tree/folding";
import type { Horizontal } from "../../src/lineage/tree/layout";
import { type ColorBy, colorings } from "../../src/pictures/family/palette";
import type { FamilyViewState } from "../../src/protocol";
import type { SizeBy } from "./tree/size-scale";
import type { Sight } from "./tree/viewport";

/** The pictures of a family. */
export type PictureKind = "rows" | "tree" | "map";

/** How a family is drawn: as one of the pictures, or as rows while it is small and a map once it is large. */
export type Drawing = "fitting" | PictureKind;

/** The parts around the picture that fold, and whether a person wants to see them; null lets the window decide. */
export type Folds = Readonly<Record<FoldName, boolean | null>>;

/** One of those parts. */
export type FoldName = (typeof foldNames)[number];

/** The parts that fold. */
export const foldNames = ["tools", "details", "legend"] as const;

/** Display options chosen in the toolbar, the same for every family. */
export interface Looks {
  readonly drawing: Drawing;
  readonly colorBy: ColorBy;
  readonly sizeBy: SizeBy;
  readonly horizontal: Horizontal;
}

/** State that the family view keeps when it is hidden, moved, or restarted: the focus and what is expanded around it. */
export interface KeptState extends FamilyViewState, Looks {
  readonly depth: Depth;
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  readonly shown: readonly (readonly [string, number])[];
  readonly selected: string | null;
  readonly filter: FamilyFilter;
  /** The center of the view; null until the user pans or zooms. */
  readonly sight: Sight | null;
  /** The key of the first row in the window; null at the top. */
  readonly top: string | null;
  readonly folds: Folds;
}

/** The depths a person can choose, in order. */
export const depths: readonly Depth[] = [1, 2, 3, "all"];
/** The values that can set the size of shapes, in order. */
export const sizes: readonly SizeBy[] = ["nothing", "downloads", "likes", "parameters"];
/** The ways to draw a family, in order. */
export const drawings: readonly Drawing[] = ["fitting", "rows", "tree", "map"];
/** A family with more models than this is drawn as a map, unless a person chooses otherwise. */
export const mapFrom = 400;

/** A family with at most so many models opens with a row for each of them. */
const wholeUpTo = 60;

/** The picture of a family: the chosen one, or rows unless there are too many models to read. */
export function pictureOf(
  { drawing }: Pick<Looks, "drawing">,
  view: FamilyView | null,
  tree: FamilyTree | null,
): PictureKind {
  if (drawing !== "fitting") return drawing;
  // In a map, a draft would be a line too thin to see among many siblings.
  return view?.around === undefined && (tree?.nodes.size ?? 0) > mapFrom ? "map" : "rows";
}

/** The depth at which a family opens: a small one in rows with all its models, others as chosen before. */
export function openingDepth(picture: PictureKind, tree: FamilyTree | null, before: Depth): Depth {
  if (picture !== "rows" || tree === null) return before;
  if (tree.nodes.size <= wholeUpTo) return "all";
  return before === "all" ? startState.depth : before;
}
/** The possible horizontal axes, in order. */
export const directions: readonly Horizontal[] = ["generation", "time"];

// A user expands a few dozen; larger lists are not genuine.
const mostKept = 2000;

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return (typeof value === "object" && value !== null ? value : {}) as Fields;
}

function strings(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, mostKept).filter(item => typeof item === "string");
}

function text(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 200) : "";
}

function pairs(value: unknown): [string, number][] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, mostKept).flatMap((pair: unknown): [string, number][] => {
    if (!Array.isArray(pair)) return [];
    const [key, shown]: unknown[] = pair;
    return typeof key === "string" && Number.isInteger(shown) ? [[key, Number(shown)]] : [];
  });
}

function readFilter(value: unknown): FamilyFilter {
  const kept = fieldsOf(value);
  const values = fieldsOf(kept.values);
  const downloads = Number(kept.downloads);
  return {
    ...noFilter,
    relations: strings(kept.relations).filter(isRelation),
    values: Object.fromEntries(
      traitNames.flatMap(trait => {
        const wanted = values[trait];
        if (!Array.isArray(wanted)) return [];
        const read = wanted.filter(one => one === null || typeof one === "string").slice(0, mostKept);
        return [[trait, read as (string | null)[]]];
      }),
    ),
    author: text(kept.author),
    language: text(kept.language),
    from: text(kept.from),
    to: text(kept.to),
    downloads: Number.isFinite(downloads) ? Math.max(0, downloads) : 0,
  };
}

function readSight(value: unknown): Sight | null {
  const { x, y, k } = fieldsOf(value);
  const [left, top, zoom] = [x, y, k].map(Number);
  if (value === null || ![left, top, zoom].every(Number.isFinite)) return null;
  return { x: left ?? 0, y: top ?? 0, k: zoom ?? 1 };
}

function readFolds(value: unknown): Folds {
  const kept = fieldsOf(value);
  const read = (name: FoldName) => (typeof kept[name] === "boolean" ? kept[name] : null);
  return { tools: read("tools"), details: read("details"), legend: read("legend") };
}

/** Reads untrusted saved state; invalid parts are ignored. */
export function readKept(value: unknown): KeptState {
  const kept = fieldsOf(value);
  return {
    focus: typeof kept.focus === "string" ? kept.focus : null,
    pinned: kept.pinned === true,
    depth: depths.find(depth => depth === kept.depth) ?? startState.depth,
    opened: strings(kept.opened),
    closed: strings(kept.closed),
    shown: pairs(kept.shown),
    selected: typeof kept.selected === "string" ? kept.selected : null,
    drawing: drawings.find(drawing => drawing === kept.drawing) ?? "fitting",
    colorBy: colorings.find(coloring => coloring === kept.colorBy) ?? "license",
    sizeBy: sizes.find(size => size === kept.sizeBy) ?? "nothing",
    horizontal: directions.find(direction => direction === kept.horizontal) ?? "generation",
    filter: readFilter(kept.filter),
    sight: readSight(kept.sight),
    top: typeof kept.top === "string" ? kept.top : null,
    folds: readFolds(kept.folds),
  };
}

/** The open state for a focus: the saved one if it belongs to this focus, else the initial one. */
export function openStateFor(focus: string | null, kept: KeptState): OpenState {
  if (focus === null || kept.focus !== focus) return { ...startState, depth: kept.depth };
  const { depth, opened, closed, shown } = kept;
  return { depth, opened: new Set(opened), closed: new Set(closed), shown: new Map(shown), reveal: null };
}

/** An open state as it is kept. */
export function keptOpen({ depth, opened, closed, shown }: OpenState) {
  return { depth, opened: [...opened], closed: [...closed], shown: [...shown] };
}
