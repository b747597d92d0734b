import { showable } from "../lineage/showable";
import { diagram } from "./diagram";
import { inkClass, otherInk } from "./family/color-numbers";
import { svgElement } from "./svg-element";
import { cutToWidth, textWidth } from "./text-width";

/** A stream of a flow: `size` units from one value to another. */
export interface ChartStream {
  readonly from: string;
  readonly to: string;
  readonly size: number;
  readonly title: string;
}

interface Pile {
  readonly name: string;
  readonly size: number;
  readonly top: number;
  readonly height: number;
  /** How much of it streams have filled. */
  filled: number;
}

/** The total height of the piles on one side, in px: lower for few edges, so a single edge does not look huge. */
const [lowestFlow, highestFlow, heightPerUnit] = [28, 230, 7];
const labelSize = 12;
const pileGap = 8;
const pileWidth = 8;
const leastPile = 13;

/** The values on one side, largest first, piled from the top down; each is at least as high as its label. */
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

/** The color of each value on the left: the largest six have one of their own. */
function rankInks(left: ReadonlyMap<string, Pile>): (value: string) => number {
  const ranks = new Map([...left.keys()].map((value, rank) => [value, Math.min(rank, otherInk)]));
  return value => ranks.get(value) ?? otherInk;
}

/**
 * A flow from values on the left to values on the right, as wide as their numbers, with a band for each stream in the color
 * of its left value: `inkOf` gives color numbers that mean the same elsewhere, otherwise the largest six differ.
 */
export function flowChart(
  document: Document,
  name: string,
  streams: readonly ChartStream[],
  width: number,
  inkOf?: (value: string) => number,
): { readonly picture: SVGSVGElement; readonly bands: readonly SVGElement[] } {
  const [left, right] = [piles(streams, "from"), piles(streams, "to")];
  const labelWidth = Math.min(220, width * 0.36);
  const [x1, x2] = [labelWidth + pileWidth, width - labelWidth - pileWidth];
  const picture = diagram(document, name, width, Math.max(bottomOf(left), bottomOf(right)) + 4);
  const ink = inkOf ?? rankInks(left);
  const middle = (x1 + x2) / 2;
  const bands = streams.map(stream => {
    const [a, b] = slice(left.get(stream.from), stream.size);
    const [c, d] = slice(right.get(stream.to), stream.size);
    const band = `M${x1} ${a}C${middle} ${a} ${middle} ${c} ${x2} ${c}V${d}C${middle} ${d} ${middle} ${b} ${x1} ${b}z`;
    return svgElement(
      document,
      "path",
      { class: `stream ${inkClass(ink(stream.from))}`, d: band },
      svgElement(document, "title", {}, stream.title),
    );
  });
  picture.append(...bands);
  for (const [side, all] of [
    ["from", left],
    ["to", right],
  ] as const) {
    for (const { name: value, size, top, height } of all.values()) {
      const isLeft = side === "from";
      const number = ` ${size.toLocaleString("en-US")}`;
      const room = labelWidth - 8 - textWidth(number, labelSize);
      picture.append(
        svgElement(document, "path", {
          class: "pile",
          d: `M${isLeft ? x1 - pileWidth : x2} ${top}h${pileWidth}v${height}h-${pileWidth}z`,
        }),
        svgElement(
          document,
          "text",
          {
            class: "label",
            x: isLeft ? labelWidth - 6 : width - labelWidth + 6,
            y: top + height / 2 + 4,
            "text-anchor": isLeft ? "end" : "start",
          },
          cutToWidth(showable(value), room, labelSize),
          svgElement(document, "tspan", { class: "note" }, number),
          svgElement(document, "title", {}, `${showable(value)}:${number}`),
        ),
      );
    }
  }
  return { picture, bands };
}
