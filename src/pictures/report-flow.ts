import { arrow, plot, text } from "@observablehq/plot";
import type { Picture } from "../analyses/analysis";
import { cutMiddle, showable } from "../lineage/showable";
import { licenseInk, licenseKey } from "./family/color-numbers";
import { type ChartStream, flowChart } from "./flow-chart";
import { base, colorOf, finished, labelWidth, type Mark, namesIn, type ReportChart } from "./report-marks";

/** The most streams and arcs that a chart shows; the table has them all. */
const [mostStreams, mostArcs] = [12, 60];

/** Streams from values on the left to values on the right. */
export function streams({ title, x, y, size, licenses }: Picture, marks: readonly Mark[]): ReportChart {
  const drawn = marks.slice(0, mostStreams).map(
    (mark): ChartStream => ({
      from: mark.words(x),
      to: mark.words(y),
      size: mark.number(size),
      title: showable(`${mark.words(x)} → ${mark.words(y)}: ${mark.words(size)}`),
    }),
  );
  const draw = (document: Document, width: number) => {
    const { picture, bands } = flowChart(document, title, drawn, width, licenses && licenseInk);
    const rows = marks.slice(0, bands.length).map(({ row }) => row);
    return { picture, marks: bands.map((element, at) => ({ element, row: rows[at] ?? [] })) };
  };
  return { series: licenses ? licenseKey(drawn.map(({ from }) => from)) : [], draw };
}

/** Values from first to last, top to bottom, with an arc for each net flow; solid if every optimal order agrees. */
export function ordered(picture: Picture, all: readonly Mark[], order: readonly string[]): ReportChart {
  const { title, x, y, size, certain } = picture;
  const rank = new Map(order.map((value, at) => [value, at]));
  const marks = all
    .filter(mark => rank.has(mark.words(x)) && rank.has(mark.words(y)) && mark.number(size) > 0)
    .slice(0, mostArcs);
  const most = Math.max(1, ...marks.map(mark => mark.number(size)));
  const isForward = (mark: Mark) => (rank.get(mark.words(x)) ?? 0) < (rank.get(mark.words(y)) ?? 0);
  const isCertain = (mark: Mark) => certain !== undefined && mark.words(certain) === "true";
  const draw = (document: Document, width: number) => {
    const shown = Math.min(width, 640);
    const left = labelWidth(shown);
    const arcs = (forward: boolean, sure: boolean) =>
      arrow(marks, {
        filter: mark => isForward(mark) === forward && isCertain(mark) === sure,
        x: 0,
        y1: mark => mark.words(x),
        y2: mark => mark.words(y),
        bend: forward ? 60 : -60,
        headLength: 5,
        inset: 4,
        stroke: colorOf(forward ? 0 : 1),
        strokeWidth: mark => 0.75 + 5 * Math.sqrt(mark.number(size) / most),
        strokeOpacity: sure ? 0.85 : 0.4,
        ...(sure ? {} : { strokeDasharray: "4 3" }),
        title: mark => showable(`${mark.words(x)} → ${mark.words(y)}: ${mark.words(size)} net`),
      });
    const kinds = [true, false].flatMap(forward => [arcs(forward, true), arcs(forward, false)]);
    const drawn = plot({
      ...base(document, shown),
      height: order.length * 22 + 24,
      marginLeft: left,
      marginRight: 8,
      x: { axis: null, domain: [0, 1] },
      y: { axis: null, type: "point", domain: [...order] },
      strokeWidth: { type: "identity" },
      marks: [
        ...kinds,
        text(order, {
          x: 0,
          y: (value: string) => value,
          text: (value: string) => cutMiddle(showable(value), namesIn(left)),
          textAnchor: "end",
          dx: -8,
        }),
      ],
    } as Parameters<typeof plot>[0]);
    return finished(drawn, title, "arrow", marks);
  };
  return {
    series: marks.every(isForward)
      ? []
      : [
          { name: "with the order", color: 0 },
          { name: "against the order", color: 1 },
        ],
    draw,
  };
}
