import { dot, link, plot, rect, ruleY, text } from "@observablehq/plot";
import type { Picture } from "../analyses/analysis";
import { mostGenerations, type PatternShape, patternShapes } from "../analyses/similarity/pattern-shapes";
import { showable } from "../lineage/showable";
import { ranges } from "./chart-kinds";
import { base, colorOf, finished, inFew, type Mark, type ReportChart, seriesOf } from "./report-marks";

/** Below this width in px, patterns would touch each other, and a list with names is drawn instead. */
const leastWidth = 420;
const marginLeft = 40;
const marginRight = 8;

/** One kind of pair in a column of the chart, from 0; columns of one pattern stand together. */
interface Column {
  readonly config: string;
  readonly at: number;
  readonly shape: PatternShape;
}

/** The room between two patterns, in columns. */
const gap = 0.5;

function columnsOf(configs: ReadonlySet<string>): readonly Column[] {
  let [at, pattern] = [0, ""];
  return [...patternShapes()]
    .filter(([config]) => configs.has(config))
    .map(([config, shape]) => {
      if (pattern !== "" && shape.pattern !== pattern) at += gap;
      pattern = shape.pattern;
      return { config, at: at++, shape };
    });
}

/** Where the drawings of patterns stand below 0, and how far apart generations are, in units of the similarity. */
const drawn = { top: -0.1, step: 0.085 };
const lowest = drawn.top - drawn.step * (mostGenerations - 0.4);
/** Half of the width of a drawing, in columns. */
const reach = 0.31;

/**
 * The similarity of pairs by the pattern that they are drawn from, as the paper draws it: a column for each kind of pair,
 * shaded by the generations between the two, with the pattern below, in which the two compared models are filled. In
 * a narrow place, the same as a list.
 */
export function patterns(picture: Picture, all: readonly Mark[]): ReportChart {
  const { title, x, by } = picture;
  const known = all.filter(mark => !Number.isNaN(mark.number(x)));
  const columns = columnsOf(new Set(known.map(mark => mark.words("config"))));
  const places = new Map(columns.map(({ config, at }) => [config, at]));
  const marks = known.filter(mark => places.has(mark.words("config")));
  const series = seriesOf(marks, by);
  const right = (columns.at(-1)?.at ?? 0) + 0.6;
  const list = ranges({ ...picture, y: "meaning" }, all);
  // Kinds of pairs that nobody knows have no pattern.
  if (columns.length === 0) return list;
  const draw = (document: Document, width: number) => {
    if (width < leastWidth) return list.draw(document, width);
    const whole = plot({
      ...base(document, width),
      height: 340,
      ...{ marginLeft, marginRight, marginTop: 8, marginBottom: 22 },
      x: { axis: null, domain: [-0.6, right] },
      y: { label: null, domain: [lowest, 1], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], tickFormat: inFew },
      marks: [
        ...shades(columns),
        ruleY([0, 0.2, 0.4, 0.6, 0.8, 1], { strokeOpacity: 0.12 }),
        // Means come last: of dots with the same number, `finished` takes the last as that of a row.
        ...drawings(columns),
        ...means(picture, marks, series, places),
        text(["filled: the two compared; shade: generations apart; lines: 95% intervals"], {
          frameAnchor: "bottom-left",
          textAnchor: "start",
          dy: 18,
        }),
      ],
    });
    return finished(whole, title, "dot", marks);
  };
  return { series: series.map((name, at) => ({ name, color: at })), draw };
}

/** A shade for each column, darker with each generation between the two. */
function shades(columns: readonly Column[]) {
  const apart = columns.filter(({ shape }) => (shape.generations ?? 0) > 0);
  return [
    rect(apart, {
      x1: ({ at }) => at - 0.5,
      x2: ({ at }) => at + 0.5,
      y1: 0,
      y2: 1,
      fill: "currentColor",
      fillOpacity: ({ shape }: Column) => 0.07 * (shape.generations ?? 0),
    }),
  ];
}

/** The means with their intervals, side by side within a column. */
function means(
  { x, by, low, high }: Picture,
  marks: readonly Mark[],
  series: readonly string[],
  places: ReadonlyMap<string, number>,
) {
  const color = (mark: Mark) => colorOf(series.indexOf(mark.words(by)));
  const place = (mark: Mark) => {
    const beside = (series.indexOf(mark.words(by)) - (series.length - 1) / 2) / Math.max(3, series.length);
    return (places.get(mark.words("config")) ?? 0) + beside;
  };
  return [
    link(
      marks.filter(mark => !Number.isNaN(mark.number(low) + mark.number(high))),
      {
        x1: place,
        x2: place,
        y1: mark => mark.number(low),
        y2: mark => mark.number(high),
        stroke: color,
        strokeWidth: 1.5,
      },
    ),
    dot(marks, {
      x: place,
      y: mark => mark.number(x),
      r: 2.5,
      fill: color,
      title: mark =>
        showable(
          `${mark.words("meaning")} (${mark.words("config")}), ${mark.words(by)}: ${inFew(mark.number(x))}`,
        ),
    }),
  ];
}

/** The patterns below their columns. */
function drawings(columns: readonly Column[]) {
  const nodes = columns.flatMap(({ at, shape }) =>
    shape.nodes.map(node => ({ ...pointOf(at, node), compared: node.compared })),
  );
  const edges = columns.flatMap(({ at, shape: { nodes: all, edges: pairs } }) =>
    pairs.flatMap(([parent, child]) => {
      const [one, other] = [all[parent], all[child]];
      return one === undefined || other === undefined
        ? []
        : [[pointOf(at, one), pointOf(at, other)] as const];
    }),
  );
  return [
    link(edges, {
      x1: ([one]) => one.x,
      y1: ([one]) => one.y,
      x2: ([, other]) => other.x,
      y2: ([, other]) => other.y,
      strokeOpacity: 0.5,
    }),
    dot(nodes, {
      x: "x",
      y: "y",
      r: 2.5,
      strokeWidth: 1,
      fill: ({ compared }: { readonly compared: boolean }) =>
        compared ? "var(--vscode-charts-yellow, currentColor)" : "var(--plot-background, white)",
      stroke: "currentColor",
    }),
  ];
}

function pointOf(
  at: number,
  { across, generation }: { readonly across: number; readonly generation: number },
) {
  return { x: at + across * reach, y: drawn.top - generation * drawn.step };
}
