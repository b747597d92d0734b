import { lightColors, seriesColors } from "../analyses/report-colors";
import { cutMiddle, showable } from "../lineage/showable";
import { widthOf, winAnsi } from "./pdf/pdf-text";
import { type DrawnNode, drawnNode, markupOf, plainDocument } from "./plain-document";
import type { ReportChart } from "./report-marks";
import { svgNames } from "./svg-element";

/** A chart that stands alone on paper: with its key, in light colors, without styles or variables. Sizes in px. */
export interface PrintedFigure {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly root: DrawnNode;
}

const fontSize = 12;
/** Helvetica is a standard font of PDF; Arial has the same widths. */
const fontFamily = "Helvetica, Arial, sans-serif";

/** Draws a chart for paper at a width in px. */
export function printedFigure(title: string, chart: ReportChart, width: number): PrintedFigure {
  const drawn = drawnNode(chart.draw(plainDocument(), width).picture);
  const [own, height] = ["width", "height"].map(name => Number(drawn.named.get(name) ?? 0));
  const [shownWidth, shownHeight] = [own ?? 0, height ?? 0];
  const key = keyOf(chart, shownWidth, shownHeight);
  const size = { width: shownWidth, height: shownHeight + key.height };
  const root = node(
    "svg",
    {
      xmlns: svgNames,
      role: "img",
      "aria-label": showable(title),
      ...size,
      viewBox: `0 0 ${size.width} ${size.height}`,
      "font-family": fontFamily,
      "font-size": fontSize,
      fill: lightColors.foreground,
      "text-anchor": drawn.named.get("text-anchor") ?? "start",
    },
    [
      node("title", {}, [], showable(title)),
      node("rect", { ...size, fill: lightColors["editor-background"] }),
      ...drawn.children.flatMap(child => printed(child)),
      ...key.nodes,
    ],
  );
  return { title: showable(title), ...size, root };
}

/** A figure as the text of an SVG file. */
export function figureSvg({ root }: PrintedFigure): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${markupOf(root)}\n`;
}

function node(
  localName: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly DrawnNode[] = [],
  ownText = "",
): DrawnNode {
  const named = new Map(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
  return { localName, named, ownText, children };
}

/** What the page's styles would add to the elements of a class. */
function styleOf(localName: string, classes: readonly string[]): Readonly<Record<string, string>> {
  const number = classes.flatMap(name => /^color-(\d)$/.exec(name)?.[1] ?? [])[0];
  return {
    ...(localName === "text" ? { fill: lightColors.foreground } : {}),
    ...(number === undefined ? {} : { fill: seriesColor(Number(number) - 1) }),
    ...(classes.includes("color-other") ? { fill: lightColors["charts-foreground"] } : {}),
    ...(classes.includes("stream") ? { "fill-opacity": "0.45" } : {}),
    ...(classes.includes("pile") ? { fill: lightColors.foreground } : {}),
    ...(classes.includes("note") ? { fill: lightColors.descriptionForeground } : {}),
  };
}

function seriesColor(at: number): string {
  return lightColors[`charts-${seriesColors[Math.min(at, seriesColors.length - 1)] ?? "foreground"}`];
}

/** A part of a chart without tooltips, with plain colors in the place of classes and variables. */
function printed(part: DrawnNode): DrawnNode[] {
  if (part.localName === "title") return [];
  const classes = (part.named.get("class") ?? "").split(" ").filter(name => name !== "");
  const named = new Map<string, string>();
  for (const [name, value] of part.named) if (name !== "class") named.set(name, plainColor(value));
  if (classes.length > 0)
    for (const [name, value] of Object.entries(styleOf(part.localName, classes))) named.set(name, value);
  const children = part.children.flatMap(printed);
  return [{ localName: part.localName, named, ownText: part.ownText, children }];
}

/** The light color of a value that names one of the theme or the current one; other values as they are. */
function plainColor(value: string): string {
  if (value === "currentColor") return lightColors.foreground;
  if (value.startsWith("var(--plot-background")) return lightColors["editor-background"];
  const name = /^var\(--vscode-([\w-]+)/.exec(value)?.[1];
  if (name === undefined) return value;
  const found = Object.entries(lightColors).find(([known]) => known === name);
  return found?.[1] ?? lightColors.foreground;
}

const [keyRow, swatch, keyGap, widest] = [18, 9, 16, 7];

/** The key of the series below a chart, in as many rows as it needs; nothing for a single series. */
function keyOf(
  { series }: ReportChart,
  width: number,
  top: number,
): { readonly nodes: readonly DrawnNode[]; readonly height: number } {
  if (series.length < 2) return { nodes: [], height: 0 };
  let [x, row] = [0, 0];
  const nodes = series.flatMap(({ name, color }) => {
    const words = cutMiddle(showable(name), 40);
    // Other fonts than Helvetica are wider.
    const needed = swatch + 5 + Math.max(widthOf(winAnsi(words), fontSize), [...words].length * widest);
    if (x > 0 && x + needed > width) [x, row] = [0, row + 1];
    const y = top + 6 + row * keyRow;
    const left = x;
    x += needed + keyGap;
    return [
      node("rect", { x: left, y: y + 2, width: swatch, height: swatch, fill: seriesColor(color) }),
      node("text", { x: left + swatch + 5, y: y + 10.5, "text-anchor": "start" }, [], words),
    ];
  });
  return { nodes, height: 6 + (row + 1) * keyRow };
}
