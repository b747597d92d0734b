import { count, grouped } from "../../lineage/in-words";
import { cutMiddle, showable } from "../../lineage/showable";
import { t } from "../../words/words";
import type { Measure } from "./inks";
import { type MapFrame, stripOf } from "./map-frame";
import { isBorn, type MapScene } from "./map-scene";

/** A name in the map: in its strip, or at the right with a line that leads to its branch. */
export interface MapName {
  readonly index: number;
  readonly text: string;
  /** A second line below: what the branch carries. */
  readonly note: string;
  readonly x: number;
  /** Middle of the first line. */
  readonly y: number;
  readonly width: number;
  /** Where the line to the branch begins; null for a name in its strip. */
  readonly leader: { readonly x: number; readonly y: number } | null;
}

/** How names are chosen and measured. */
export interface NameLook {
  /** Models created later have no name; in ms, null for all. */
  readonly until: number | null;
  /** Height of a line of text, in px. */
  readonly line: number;
  readonly measure: Measure;
  /** Whether a name in a strip stands in full or not at all. */
  readonly whole: boolean;
}

/** How many names stand at the right. */
const mostCallouts = 16;
const inset = 8;
/** A name is cut to no less than this, in px. */
const leastName = 64;

/** How many models of a branch carry a value that changes where it begins, after their number, which is written in `models`. */
function carriedWords({ breaks, palette }: MapScene, index: number, models: string, size: number): string {
  const change = breaks.get(index);
  if (!change || change.carried <= 1) return models;
  const [carried, value] = [grouped(change.carried), cutMiddle(change.to, 32)];
  const isLicense = palette.trait === "license";
  if (change.carried === size)
    return showable(isLicense ? t`${models} under ${value}` : t`${models} with ${value}`);
  return showable(
    isLicense ? t`${models}, ${carried} under ${value}` : t`${models}, ${carried} with ${value}`,
  );
}

/** What a branch holds, the longest form first; a number is never cut, since its first digits are another number. */
function noteForms(scene: MapScene, index: number): readonly string[] {
  const size = (scene.map.end[index] ?? index + 1) - index;
  if (size === 1) return [];
  const [models, number] = [count(size, "model"), grouped(size)];
  return [carriedWords(scene, index, models, size), carriedWords(scene, index, number, size), models, number];
}

/** What a branch holds: "477 models", and how many of them carry a license that changes here: "477 models, 213 under mit". */
export function branchNote(scene: MapScene, index: number): string {
  return noteForms(scene, index)[0] ?? "";
}

/** A name with what its branch holds, in the longest form that leaves the name whole, else the name alone. */
function nameWithNote(scene: MapScene, index: number, room: number, measure: Measure): string {
  const { name } = nameOf(scene, index);
  const texts = noteForms(scene, index).map(form => `${name}: ${form}`);
  return texts.find(text => measure(text, false) <= room) ?? fitted(name, room, measure);
}

/** Cuts a text at its end so that it fits, with an ellipsis. */
function fitted(text: string, room: number, measure: Measure): string {
  if (measure(text, false) <= room) return text;
  let cut = text;
  while (cut.length > 1 && measure(`${cut}…`, false) > room) cut = cut.slice(0, -1);
  return `${cut}…`;
}

function nameOf({ map }: MapScene, index: number): { owner: string; name: string } {
  const id = cutMiddle(showable(map.nodes[index]?.id ?? ""), 70);
  const slash = id.indexOf("/") + 1;
  return { owner: id.slice(0, slash), name: id.slice(slash) };
}

/** The longest form of a name that fits: with its owner, without, or cut; empty if nothing readable fits. */
function longestName(scene: MapScene, index: number, room: number, { measure, whole }: NameLook): string {
  const { owner, name } = nameOf(scene, index);
  if (measure(owner + name, false) <= room) return owner + name;
  if (measure(name, false) <= room) return name;
  return room >= leastName && !whole ? fitted(name, room, measure) : "";
}

/** Names in the strips that are high enough for a line of text. */
function namesInStrips(scene: MapScene, frame: MapFrame, look: NameLook): MapName[] {
  const { map } = scene;
  const { until, line, measure } = look;
  const names: MapName[] = [];
  for (let index = 0; index < map.nodes.length; ) {
    const { top, bottom } = stripOf(scene, frame, index);
    const [from, to] = [Math.max(0, top), Math.min(frame.height, bottom)];
    if (to - from < line) {
      index = map.end[index] ?? map.nodes.length;
      continue;
    }
    const column = map.depth[index] ?? 0;
    const left = frame.edges[column] ?? 0;
    const isLeaf = (map.end[index] ?? 0) === index + 1;
    const right = isLeaf ? frame.width : (frame.edges[column + 1] ?? frame.width);
    const room = right - left - 2 * inset;
    const text = isBorn(scene, index, until) ? longestName(scene, index, room, look) : "";
    if (text !== "") {
      const forms = to - from >= 2 * line ? noteForms(scene, index) : [];
      const note = forms.find(form => measure(form, false) <= room) ?? "";
      const y = (from + to) / 2 - (note === "" ? 0 : line / 2);
      const width = Math.max(measure(text, false), measure(note, false));
      names.push({ index, text, note, x: left + inset, y, width, leader: null });
    }
    index++;
  }
  return names;
}

/**
 * Places lines of text as near as possible to their wished heights, in order and without overlap: lines that would overlap
 * form a block around the mean of what they wish.
 */
export function spread(wished: readonly number[], line: number, height: number): number[] {
  const blocks: { top: number; lines: number }[] = [];
  for (const at of wished) {
    let block = { top: at - line / 2, lines: 1 };
    for (
      let above = blocks.at(-1);
      above && above.top + above.lines * line > block.top;
      above = blocks.at(-1)
    ) {
      blocks.pop();
      const lines = above.lines + block.lines;
      const top = (above.top * above.lines + (block.top - above.lines * line) * block.lines) / lines;
      block = { top: Math.max(0, Math.min(height - lines * line, top)), lines };
    }
    blocks.push({ ...block, top: Math.max(0, Math.min(height - block.lines * line, block.top)) });
  }
  return blocks.flatMap(({ top, lines }) =>
    Array.from({ length: lines }, (_, at) => top + (at + 0.5) * line),
  );
}

/** A branch is not named at the right if it makes up more than this share of one that is named already. */
const sameBranch = 0.6;

/** Whether a named branch above says nearly the same: it holds few other models, and no license changes in between. */
function isSaidAbove({ map, breaks }: MapScene, index: number, named: ReadonlySet<number>): boolean {
  if (breaks.has(index)) return false;
  const size = (map.end[index] ?? 0) - index;
  for (let above = map.parent[index] ?? -1; above >= 0; above = map.parent[above] ?? -1)
    if (named.has(above)) return size > sameBranch * ((map.end[above] ?? 0) - above);
  return false;
}

interface Branch {
  readonly index: number;
  readonly worth: number;
}

const sortedBranches = new WeakMap<MapScene, readonly Branch[]>();

/** All branches below the focus, those that are most worth a name first; found once for each scene. */
function branchesOf(scene: MapScene): readonly Branch[] {
  const before = sortedBranches.get(scene);
  if (before !== undefined) return before;
  const { map, breaks } = scene;
  const found: Branch[] = [];
  for (let index = map.focus + 1; index < map.nodes.length; index++) {
    const models = (map.end[index] ?? 0) - index;
    if (models > 1) found.push({ index, worth: Math.max(models, 2 * (breaks.get(index)?.carried ?? 0)) });
  }
  found.sort((a, b) => b.worth - a.worth || a.index - b.index);
  sortedBranches.set(scene, found);
  return found;
}

/** The largest branches that are not named yet, in their order from top to bottom. */
function branchesToName(
  scene: MapScene,
  frame: MapFrame,
  until: number | null,
  most: number,
  inside: ReadonlySet<number>,
): { index: number; middle: number }[] {
  const named = new Set(inside);
  const chosen: { index: number; middle: number }[] = [];
  for (const { index } of branchesOf(scene)) {
    if (chosen.length === most) break;
    if (inside.has(index) || !isBorn(scene, index, until)) continue;
    const { top, bottom } = stripOf(scene, frame, index);
    if (bottom < 0 || top > frame.height || bottom - top < 1 || isSaidAbove(scene, index, named)) continue;
    named.add(index);
    chosen.push({ index, middle: (Math.max(0, top) + Math.min(frame.height, bottom)) / 2 });
  }
  return chosen.sort((a, b) => a.middle - b.middle || a.index - b.index);
}

/** The largest branches without a name in their strip, named at the right. */
function callouts(
  scene: MapScene,
  frame: MapFrame,
  { until, line, measure }: NameLook,
  named: ReadonlySet<number>,
): MapName[] {
  const x = (frame.edges.at(-1) ?? 0) + 26;
  const room = frame.width - x - 4;
  if (room < leastName) return [];
  const most = Math.min(mostCallouts, Math.floor(frame.height / (line * 1.5)));
  const chosen = branchesToName(scene, frame, until, most, named);
  const places = spread(
    chosen.map(({ middle }) => middle),
    line,
    frame.height,
  );
  return chosen.map(({ index, middle }, at) => {
    const text = nameWithNote(scene, index, room, measure);
    // The line begins in the branch's own strip: its descendants may have other colors.
    const end = frame.edges[(scene.map.depth[index] ?? 0) + 1] ?? frame.width;
    const y = places[at] ?? middle;
    return { index, text, note: "", x, y, width: measure(text, false), leader: { x: end, y: middle } };
  });
}

/** Chooses the names of a map: in place where they fit, and the largest other branches at the right. */
export function chooseNames(scene: MapScene, frame: MapFrame, look: NameLook): MapName[] {
  const inside = namesInStrips(scene, frame, look);
  const named = new Set(inside.map(({ index }) => index));
  return [...inside, ...callouts(scene, frame, look, named)];
}
