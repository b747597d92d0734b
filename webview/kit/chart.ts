import { characterWidth, diagram, fitted } from "../../src/pictures/diagram";
import { t } from "../../src/words/words";
import { html, setChildren, svg } from "./dom";

/** The source of a mark; each has its own shape, so color is never the only cue. */
export type MarkKind = "own" | "index" | "paper";

/** One figure on a row. */
export interface ChartMark {
  readonly kind: MarkKind;
  /** Values in axis units. */
  readonly value: number;
  /** Interval bounds; null if there is no interval. */
  readonly interval: readonly [low: number, high: number] | null;
  /** The tooltip of the mark. */
  readonly title: string;
}

/** One row of an interval chart. */
export interface ChartRow {
  readonly label: string;
  /** The text at the right end of the row: "87 of 301". */
  readonly note: string;
  readonly marks: readonly ChartMark[];
  /** Text shown when the family has no mark of its own: "12 edges: too few". */
  readonly instead: string | null;
}

/** The axis of an interval chart; it starts at 0. */
export interface ChartAxis {
  readonly max: number;
  readonly ticks: readonly number[];
  readonly words: (value: number) => string;
}

/** A chart that is redrawn when its width changes. */
export interface Chart {
  readonly element: HTMLElement;
  /** Draws new content. */
  draw(picture: (width: number) => SVGSVGElement): void;
}

const rowHeight = 28;
const axisHeight = 22;

/** A figure with a caption; screen readers get one named image, with its numbers in an adjacent table. */
export function chart(caption: string): Chart {
  const canvas = html("div", { class: "canvas" });
  const element = html("figure", { class: "chart" }, html("figcaption", {}, caption), canvas);
  let picture: ((width: number) => SVGSVGElement) | null = null;
  let drawnWidth = 0;
  const redraw = () => {
    drawnWidth = Math.floor(canvas.clientWidth);
    setChildren(canvas, picture && drawnWidth > 0 ? [picture(drawnWidth)] : []);
  };
  new ResizeObserver(() => {
    if (Math.floor(canvas.clientWidth) !== drawnWidth) requestAnimationFrame(redraw);
  }).observe(canvas);
  return {
    element,
    draw: next => {
      picture = next;
      redraw();
    },
  };
}

const signs: Readonly<Record<MarkKind, string>> = {
  own: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z",
  index: "M0 -5L5 0L0 5L-5 0z",
  paper: "M0 -4.6L5 4L-5 4z",
};

/** The vertical offset of each kind, to keep equal values from overlapping. */
const lift: Readonly<Record<MarkKind, number>> = { own: 0, index: 7, paper: -7 };

/** The legend of shapes in an interval chart. */
export function markKey(words: Readonly<Partial<Record<MarkKind, string>>>): HTMLElement {
  const kinds: readonly MarkKind[] = ["own", "index", "paper"];
  const entries = kinds.flatMap(kind => {
    const text = words[kind];
    if (text === undefined) return [];
    const sign = svg("path", { class: `mark ${kind}`, d: signs[kind] });
    return [
      html(
        "li",
        {},
        svg("svg", { class: "sign", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, sign),
        text,
      ),
    ];
  });
  return html("ul", { class: "key", "aria-label": t`Chart key` }, ...entries);
}

/** Rows of marks with intervals on a shared axis. */
export function intervalChart(
  name: string,
  axis: ChartAxis,
  rows: readonly ChartRow[],
  width: number,
): SVGSVGElement {
  const labelWidth = Math.min(150, width * 0.32);
  const noteWidth = Math.min(100, width * 0.24);
  const [left, right] = [labelWidth + 8, width - noteWidth - 14];
  const bottom = rows.length * rowHeight;
  const picture = diagram(document, name, width, bottom + axisHeight);
  const at = (value: number) => left + ((right - left) * Math.min(value, axis.max)) / axis.max;
  for (const tick of axis.ticks) {
    const x = at(tick);
    picture.append(
      svg("path", { class: "rule", d: `M${x} 0V${bottom}` }),
      svg("text", { class: "tick", x, y: bottom + 15, "text-anchor": "middle" }, axis.words(tick)),
    );
  }
  rows.forEach((row, index) => {
    const y = index * rowHeight + rowHeight / 2;
    picture.append(
      svg(
        "text",
        { class: "label", x: labelWidth, y: y + 4, "text-anchor": "end" },
        fitted(row.label, labelWidth),
      ),
      svg("text", { class: "note", x: width, y: y + 4, "text-anchor": "end" }, fitted(row.note, noteWidth)),
    );
    // The text replaces part of the lane.
    const from = row.instead === null ? left : left + 12 + row.instead.length * characterWidth;
    picture.append(svg("path", { class: "lane", d: `M${Math.min(from, right)} ${y}H${right}` }));
    for (const mark of row.marks) picture.append(drawnMark(mark, at, y + lift[mark.kind]));
    if (row.instead !== null)
      picture.append(
        svg("text", { class: "instead", x: left + 4, y: y + 4 }, fitted(row.instead, right - left)),
      );
  });
  return picture;
}

function drawnMark(
  { kind, value, interval, title }: ChartMark,
  at: (value: number) => number,
  y: number,
): SVGElement {
  const group = svg("g", { class: `marked ${kind}` }, svg("title", {}, title));
  if (interval) {
    const [low, high] = interval.map(at);
    group.append(
      svg("path", { class: "whisker", d: `M${low} ${y - 3}v6M${low} ${y}H${high}M${high} ${y - 3}v6` }),
    );
  }
  group.append(
    svg("path", { class: `mark ${kind}`, d: signs[kind], transform: `translate(${at(value)} ${y})` }),
  );
  return group;
}
