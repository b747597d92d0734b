import { showable } from "../src/lineage/showable";
import { html, setChildren, svg } from "./dom";
import { cutMiddle } from "./words";

/** Whose figure a mark is; each has a shape of its own, so that nothing is told by colour alone. */
export type MarkKind = "own" | "index" | "paper";

/** One figure on a row. */
export interface ChartMark {
  readonly kind: MarkKind;
  /** Values in the units of the axis. */
  readonly value: number;
  /** Ends of an interval; null where there is none. */
  readonly interval: readonly [low: number, high: number] | null;
  /** What the mark says when it is pointed at. */
  readonly title: string;
}

/** One line of an interval chart. */
export interface ChartRow {
  readonly label: string;
  /** What stands at its right end: "87 of 301". */
  readonly note: string;
  readonly marks: readonly ChartMark[];
  /** What stands in place of the family's own mark where there can be none: "12 edges: too few". */
  readonly instead: string | null;
}

/** The axis of an interval chart; it starts at 0. */
export interface ChartAxis {
  readonly max: number;
  readonly ticks: readonly number[];
  readonly words: (value: number) => string;
}

/** A stream of a flow: `size` units from one value to another. */
export interface ChartStream {
  readonly from: string;
  readonly to: string;
  readonly size: number;
  readonly title: string;
  /** What a click does; null where it does nothing. */
  readonly act: (() => void) | null;
}

/** A picture that is drawn for the width it has, again whenever that changes. */
export interface Chart {
  readonly element: HTMLElement;
  /** Draws another content. */
  draw(picture: (width: number) => SVGSVGElement): void;
}

const rowHeight = 28;
const axisHeight = 22;
const characterWidth = 6.6;

/** A figure with a caption; the picture is one image with a name to a screen reader, its numbers stand in a table beside it. */
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

/** Where each kind stands above or below the middle of its row, so that equal figures do not hide each other. */
const lift: Readonly<Record<MarkKind, number>> = { own: 0, index: 7, paper: -7 };

/** What the shapes of an interval chart mean, for beside it. */
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
  return html("ul", { class: "key", "aria-label": "What the marks mean" }, ...entries);
}

function base(name: string, width: number, height: number): SVGSVGElement {
  return svg("svg", {
    class: "diagram",
    role: "img",
    "aria-label": name,
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
  });
}

function fitted(text: string, width: number): string {
  return cutMiddle(showable(text), Math.max(4, Math.floor(width / characterWidth)));
}

/** Rows of marks with their intervals on one axis. */
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
  const picture = base(name, width, bottom + axisHeight);
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
    // The words stand in the lane's place where nothing else does.
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

interface Pile {
  readonly name: string;
  readonly size: number;
  readonly top: number;
  readonly height: number;
  /** How far streams have filled it. */
  filled: number;
}

/** Height of all piles of one side together, in px: less for few, so that a single edge is no wall. */
const [lowestFlow, highestFlow, heightPerUnit] = [28, 230, 7];
const pileGap = 8;
const pileWidth = 8;
const leastPile = 13;

/** The values at one side, largest first, piled from the top down; each is at least as high as its label. */
function piles(streams: readonly ChartStream[], side: "from" | "to"): ReadonlyMap<string, Pile> {
  const sizes = new Map<string, number>();
  for (const stream of streams) sizes.set(stream[side], (sizes.get(stream[side]) ?? 0) + stream.size);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const whole = Math.max(lowestFlow, Math.min(highestFlow, total * heightPerUnit));
  let top = 0;
  const sorted = [...sizes].sort((a, b) => b[1] - a[1]);
  return new Map(
    sorted.map(([name, size]) => {
      const height = Math.max(leastPile, (whole * size) / total);
      const pile: Pile = { name, size, top, height, filled: 0 };
      top += height + pileGap;
      return [name, pile];
    }),
  );
}

function bottomOf(all: ReadonlyMap<string, Pile>): number {
  return Math.max(0, ...[...all.values()].map(({ top, height }) => top + height));
}

/** The slice of a pile that a stream fills, from the top down. */
function slice(pile: Pile | undefined, size: number): readonly [top: number, bottom: number] {
  if (!pile) return [0, 0];
  const height = (pile.height * size) / pile.size;
  const top = pile.top + pile.filled;
  pile.filled += height;
  return [top, top + height];
}

/** A flow from the values at the left to those at the right; the width of a stream is its number. */
export function flowChart(name: string, streams: readonly ChartStream[], width: number): SVGSVGElement {
  const [left, right] = [piles(streams, "from"), piles(streams, "to")];
  const labelWidth = Math.min(190, width * 0.32);
  const [x1, x2] = [labelWidth + pileWidth, width - labelWidth - pileWidth];
  const picture = base(name, width, Math.max(bottomOf(left), bottomOf(right)) + 4);
  const colourOf = new Map(
    [...left.keys()].map((from, at) => [from, at < 6 ? `colour-${at + 1}` : "colour-other"]),
  );
  const middle = (x1 + x2) / 2;
  for (const stream of streams) {
    const [a, b] = slice(left.get(stream.from), stream.size);
    const [c, d] = slice(right.get(stream.to), stream.size);
    const band = `M${x1} ${a}C${middle} ${a} ${middle} ${c} ${x2} ${c}V${d}C${middle} ${d} ${middle} ${b} ${x1} ${b}z`;
    const { act } = stream;
    const drawn = svg(
      "path",
      { class: `stream ${colourOf.get(stream.from) ?? ""}${act ? " acts" : ""}`, d: band },
      svg("title", {}, stream.title),
    );
    if (act) drawn.addEventListener("click", act);
    picture.append(drawn);
  }
  for (const [side, all] of [
    ["from", left],
    ["to", right],
  ] as const) {
    for (const { name: value, size, top, height } of all.values()) {
      const isLeft = side === "from";
      const number = ` ${size.toLocaleString("en-US")}`;
      const room = labelWidth - 6 - number.length * characterWidth;
      picture.append(
        svg("path", {
          class: "pile",
          d: `M${isLeft ? x1 - pileWidth : x2} ${top}h${pileWidth}v${height}h-${pileWidth}z`,
        }),
        svg(
          "text",
          {
            class: "label",
            x: isLeft ? labelWidth - 6 : width - labelWidth + 6,
            y: top + height / 2 + 4,
            "text-anchor": isLeft ? "end" : "start",
          },
          fitted(value, room),
          svg("tspan", { class: "note" }, number),
          svg("title", {}, `${showable(value)}:${number}`),
        ),
      );
    }
  }
  return picture;
}
