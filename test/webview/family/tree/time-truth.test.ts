import assert from "node:assert/strict";
import { test } from "node:test";
import type { Family } from "../../../../src/lineage/family";
import type { Model } from "../../../../src/lineage/model";
import { growTree } from "../../../../src/lineage/tree/family-tree";
import { chooseDepth, fold, startState } from "../../../../src/lineage/tree/folding";
import { layOut } from "../../../../src/lineage/tree/layout";
import { paletteOf } from "../../../../src/pictures/family/palette";
import { posterInks } from "../../../../src/pictures/poster/poster-inks";
import type { Pen } from "../../../../src/pictures/svg-context";
import type { Camera } from "../../../../webview/family/tree/camera";
import { drawPicture, type Picture } from "../../../../webview/family/tree/tree-picture";
import { sceneOf } from "../../../../webview/family/tree/tree-scene";
import { familyOf, type Link } from "../written-families";

/** Everything that was drawn, in px of the window. */
interface Drawing {
  readonly picture: Picture;
  readonly marks: readonly { readonly x: number; readonly y: number; readonly color: string }[];
  readonly shapes: readonly { readonly x: number; readonly y: number }[];
  /** Vertical lines. */
  readonly verticals: readonly number[];
  readonly words: readonly { readonly text: string; readonly x: number }[];
}

class PlainPath {}
Object.assign(globalThis, { Path2D: PlainPath, devicePixelRatio: 1 });

const day = (text: string) => Date.parse(`${text}T00:00:00.000Z`);
const [first, last] = [day("2022-06-01"), day("2024-06-01")];

/** A root, branches over two years, leaves below them, and two models without a date. */
function family(leaves: number): Family {
  const links: Link[] = [];
  const known: Record<string, Partial<Model>> = { "a/root": { createdAt: new Date(first).toISOString() } };
  const add = (id: string, parent: string, at: number | null) => {
    links.push([id, "finetune", parent]);
    known[id] = {
      license: links.length % 2 ? "mit" : "gemma",
      createdAt: at === null ? null : new Date(at).toISOString(),
    };
  };
  for (let branch = 0; branch < 8; branch++) {
    const at = first + ((branch + 1) / 9) * (last - first);
    add(`b/branch-${branch}`, "a/root", at);
    for (let leaf = 0; leaf < leaves; leaf++)
      add(`b/leaf-${branch}-${leaf}`, `b/branch-${branch}`, at + ((leaf + 1) / leaves) * (last - at));
  }
  add("u/one", "a/root", null);
  add("u/two", "a/root", null);
  return familyOf("a/root", links, { known });
}

function recorder() {
  const marks: { x: number; y: number; color: string; height: number }[] = [];
  const shapes: { x: number; y: number }[] = [];
  const verticals: number[] = [];
  const words: { text: string; x: number }[] = [];
  let moved = { x: 0, y: 0 };
  const state: Record<string, unknown> = {};
  const calls: Record<string, (...given: number[]) => void> = {
    fillRect: (x = 0, y = 0, width = 0, height = 0) =>
      void marks.push({ x: x + width / 2, y: y + height / 2, color: String(state.fillStyle), height }),
    setTransform: (_a, _b, _c, _d, e = 0, f = 0) => {
      state.at = { x: e, y: f };
    },
    fill: () => void (state.at && shapes.push(state.at as { x: number; y: number })),
    moveTo: (x = 0, y = 0) => {
      moved = { x, y };
    },
    lineTo: (x = 0, y = 0) => {
      if (x === moved.x && y !== moved.y) verticals.push(x);
      moved = { x, y };
    },
    fillText: (...given: unknown[]) => void words.push({ text: String(given[0]), x: Number(given[1]) }),
  };
  const pen = new Proxy(state, {
    get: (_, key) => calls[String(key)] ?? state[String(key)] ?? (() => {}),
    set: (_, key, value) => {
      state[String(key)] = value;
      return true;
    },
  }) as unknown as Pen;
  return { pen, marks, shapes, verticals, words };
}

function drawnByTime(shown: Family, camera: Camera): Drawing {
  const tree = growTree(shown, shown.root);
  const palette = paletteOf(shown, "license");
  const read = palette.readChange;
  const folded = fold(tree, chooseDepth(startState, "all"), { read, groupOf: palette.valueOf, shown: null });
  const room = { row: 26, gap: 60, room: Number.POSITIVE_INFINITY };
  const layout = layOut(tree, folded, { ...room, width: () => 120, horizontal: "time", read });
  const scene = sceneOf(tree, palette, layout, { sizeBy: "nothing", matching: null });
  const inks = posterInks("dark");
  const { pen, marks, shapes, verticals, words } = recorder();
  const attention = { selected: -1, hovered: -1, current: -1, path: new Set<number>() };
  const look = { inks, measure: (text: string) => text.length * 7, camera, row: 26, attention };
  const picture = drawPicture(pen, scene, { ...look, selected: null, path: [] });
  return { picture, marks: marks.filter(({ height }) => height === 2), shapes, verticals, words };
}

/** Where the axis has a day, computed from its ends alone. */
const placeOf = (camera: Camera, at: number) => camera.x + camera.kx * ((at - first) / (last - first)) * 1100;

const window = { width: 1400, height: 800 };
const cameras: Readonly<Record<string, Camera>> = {
  "fitted, rows merged": { ...window, kx: 0.9, k: 0.02, x: 160, y: 400 },
  "fitted closer": { ...window, kx: 0.95, k: 0.1, x: 170, y: 400 },
  "zoomed in": { ...window, kx: 1.7, k: 1.7, x: -500, y: 300 },
};

/** The dates of a family, and the places of the window at which each of them stands. */
function datesOf(shown: Family): number[] {
  return shown.models.flatMap(({ createdAt }) => (createdAt === null ? [] : [Date.parse(createdAt)]));
}

for (const [name, camera] of Object.entries(cameras)) {
  test(`by time, marks, links, and axis stand at their dates (${name})`, () => {
    const shown = family(60);
    const { picture, marks, shapes, verticals, words } = drawnByTime(shown, camera);
    const dates = datesOf(shown).map(at => placeOf(camera, at));
    const undated = camera.x - 150 * camera.kx;
    const drawn = picture.detail === "density" ? marks : shapes;
    assert.equal(picture.detail === "density", camera.k < 0.11, picture.detail);
    const inWindow = drawn.filter(({ x, y }) => x > 0 && x < window.width && y > 0 && y < window.height);
    assert.ok(inWindow.length > 5, `${inWindow.length} marks`);
    const near = (x: number, places: readonly number[], most: number) =>
      places.some(place => Math.abs(place - x) <= most);
    for (const { x } of inWindow)
      assert.ok(near(x, [...dates, undated], 2.5), `a mark at ${x} is at no model's date`);
    // Other vertical lines are those to parents, at the dates of parents.
    const months = Array.from({ length: 25 }, (_, at) => placeOf(camera, Date.UTC(2022, 5 + at, 1)));
    for (const x of verticals)
      assert.ok(near(x, [...months, ...dates, undated], 1.6), `a line at ${x} is at no date`);
    for (const { text, x } of words) {
      if (!/^\d{4}(-\d{2})?$/.test(text)) continue;
      const at = day(text.length === 4 ? `${text}-01-01` : `${text}-01`);
      assert.ok(Math.abs(x - 4 - placeOf(camera, at)) < 1.6, `${text} at ${x}`);
    }
  });
}

test("by time, from afar, every dated model has a mark, the root too, and what has no date stands apart and is counted", () => {
  const camera = cameras["fitted, rows merged"] as Camera;
  const shown = family(60);
  const { marks, words } = drawnByTime(shown, camera);
  const has = (x: number) => marks.some(mark => Math.abs(mark.x - x) <= 2.5);
  for (const { id, createdAt } of shown.models)
    if (createdAt !== null) assert.ok(has(placeOf(camera, Date.parse(createdAt))), id);
  assert.ok(has(placeOf(camera, first)), "the root stands at its date");
  assert.ok(has(camera.x - 150 * camera.kx), "undated models stand apart");
  assert.ok(
    words.some(({ text }) => text === "date unknown (2)"),
    words.map(({ text }) => text).join(),
  );
});
