import type { Family } from "../../lineage/family";
import { type FamilyFinding, familyFinding } from "../../lineage/tree/family-finding";
import { growTree } from "../../lineage/tree/family-tree";
import { inEnglish } from "../../words/words";
import { familyOutline } from "../family/family-outline";
import type { Inks } from "../family/inks";
import { columnEdges, type MapFrame } from "../family/map-frame";
import { chooseNames } from "../family/map-names";
import { drawMap } from "../family/map-picture";
import { heightWords, type MapScene, mapScene } from "../family/map-scene";
import { paletteOf } from "../family/palette";
import { type Pen, SvgContext } from "../svg-context";
import { textWidth, wrapped } from "../text-width";
import type { PosterShape, PosterTheme } from "./poster-choices";
import { posterInks, posterStyle } from "./poster-inks";
import { posterLegend } from "./poster-legend";
import { type Part, paragraph, widthIn, write } from "./poster-pen";
import { posterRows } from "./poster-rows";
import { branchWords, dataWords, headline } from "./poster-words";

const sizes: Readonly<Record<PosterShape, readonly [width: number, height: number]>> = {
  wide: [1600, 900],
  square: [1200, 1200],
};

/** What a poster shows, and how. */
export interface PosterOrder {
  readonly family: Family;
  readonly shape: PosterShape;
  readonly theme: PosterTheme;
  /** The host of the Hub that the data comes from. */
  readonly source: string;
}

/** A poster that can be drawn on any pen, in px. */
export interface Poster {
  readonly title: string;
  /** The headline, for readers who do not see the picture. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly finding: FamilyFinding;
  /** The map with its place on the poster; null if the family is small enough for rows. */
  readonly map: {
    readonly scene: MapScene;
    readonly frame: MapFrame;
    readonly x: number;
    readonly y: number;
  } | null;
  draw(pen: Pen, ratio: number): void;
}

const margin = 48;
const gap = 18;
/** What a map leaves free at its left, in px. */
const mapInset = 8;
const [largestHead, leastHead, headLines] = [34, 20, 3];

/** The headline in the largest size in which it takes few lines. */
function headPart(inks: Inks, text: string, width: number): Part {
  for (let size = largestHead; ; size -= 2) {
    const lines = wrapped(text, width, size, true);
    if (lines.length <= headLines || size <= leastHead)
      return paragraph(inks, lines, { size, color: inks.text, bold: true });
  }
}

/** The source and the date of the data, and what drew it: in one line, or in two where it does not fit. */
function footPart(inks: Inks, finding: FamilyFinding, source: string, width: number): Part {
  const look = { size: 14, color: inks.soft };
  const [left, right] = [`${dataWords(finding)} · Source: models on ${source}`, "Drawn with Hub Lineage"];
  const fits = widthIn(look, left) + widthIn(look, right) + 30 <= width;
  const words = paragraph(inks, wrapped(left, width, look.size), look);
  const line = look.size * 1.28;
  return {
    height: words.height + (fits ? 0 : line),
    draw: (pen, x, y) => {
      words.draw(pen, x, y);
      const below = fits ? line / 2 : words.height + line / 2;
      write(pen, inks, right, fits ? x + width : x, y + below, { ...look, align: fits ? "right" : "left" });
    },
  };
}

/** The frame of a map whose column of names at the right is as wide as the names need, up to half of the picture. */
function frameOf(scene: MapScene, inks: Inks, width: number, height: number): MapFrame {
  const measure = measureIn(inks);
  const frame = (room: number) => ({
    width,
    height,
    from: 0,
    to: 1,
    edges: columnEdges(scene, width, { room, widest: width }),
  });
  const look = { until: null, line: Math.round(inks.fontSize * 1.35), measure, whole: true };
  const names = chooseNames(scene, frame(width / 2), look).filter(({ leader }) => leader);
  return frame(Math.min(width / 2, 40 + Math.max(0, ...names.map(name => name.width))));
}

function measureIn({ fontSize }: Inks): (text: string, bold: boolean) => number {
  return (text, bold) => textWidth(text, fontSize, bold);
}

/** Lays out a poster of a family: finding, picture, legend, date, source, and credit. It is in English, to be handed on. */
export function familyPoster(order: PosterOrder): Poster {
  return inEnglish(() => laidOut(order));
}

function laidOut({ family, shape, theme, source }: PosterOrder): Poster {
  const inks = posterInks(theme);
  const [width, height] = sizes[shape];
  const inner = width - 2 * margin;
  const tree = growTree(family, family.root);
  const palette = paletteOf(family, "license");
  const finding = familyFinding(family, tree);
  const outline = familyOutline(family);
  const hasChanges = outline.some(({ changed }) => changed.includes("license"));
  const head = headPart(inks, headline(finding), inner);
  const branch = branchWords(finding);
  const below = paragraph(inks, branch === "" ? [] : wrapped(branch, inner, 19), {
    size: 19,
    color: inks.soft,
  });
  const foot = footPart(inks, finding, source, inner);
  const top = margin + head.height + below.height + gap + (branch === "" ? 0 : 6);
  const roomFor = (legend: Part) => height - margin - foot.height - gap - legend.height - gap - top;
  const hasOthers = outline.some(({ others }) => others.length > 0);
  const rowsLegend = posterLegend(
    inks,
    palette,
    { isMap: false, hasChanges, note: rowsNote(hasOthers) },
    inner,
  );
  const rows = posterRows(inks, palette, { outline, root: family.root }, inner, roomFor(rowsLegend));
  const scene = rows ? null : mapScene(tree, palette, "models", null);
  const legend = scene
    ? posterLegend(inks, palette, { isMap: true, hasChanges, note: mapNote(scene) }, inner)
    : rowsLegend;
  const map = scene && {
    scene,
    frame: frameOf(scene, inks, inner, roomFor(legend)),
    x: margin - mapInset,
    y: top,
  };
  return {
    title: `The family of ${family.root}`,
    description: [headline(finding), branch].filter(Boolean).join(" "),
    width,
    height,
    finding,
    map,
    draw: (pen, ratio) =>
      inEnglish(() => {
        pen.setTransform(ratio, 0, 0, ratio, 0, 0);
        pen.fillStyle = inks.background;
        pen.fillRect(0, 0, width, height);
        head.draw(pen, margin, margin);
        below.draw(pen, margin, margin + head.height + 6);
        rows?.draw(pen, margin, top);
        if (map)
          drawMap(pen, map.scene, {
            inks,
            measure: measureIn(inks),
            frame: map.frame,
            until: null,
            selected: -1,
            hovered: -1,
            whole: true,
            place: { ratio, x: map.x, y: map.y },
          });
        pen.setTransform(ratio, 0, 0, ratio, 0, 0);
        legend.draw(pen, margin, height - margin - foot.height - gap - legend.height);
        foot.draw(pen, margin, height - margin - foot.height);
      }),
  };
}

function rowsNote(hasOthers: boolean): string {
  const indent = "Each model appears below the one it was made from.";
  return hasOthers ? `${indent} “+1” marks an additional parent, as in a merge.` : indent;
}

function mapNote(scene: MapScene): string {
  return `Each column is a generation. ${heightWords(scene)}.`;
}

/** A poster as the text of an SVG file; `poster` is that of the order, if it is laid out already. */
export function posterSvg(order: PosterOrder, poster = familyPoster(order)): string {
  const pen = new SvgContext(1);
  poster.draw(pen, 1);
  return pen.text(poster.width, poster.height, poster.title, {
    description: poster.description,
    style: posterStyle(order.theme),
  });
}
