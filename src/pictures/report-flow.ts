import { dot, plot } from "@observablehq/plot";
import type { Picture } from "../analyses/analysis";
import { showable } from "../lineage/showable";
import { licenseInk, licenseKey } from "./family/color-numbers";
import { type ChartStream, flowChart } from "./flow-chart";
import { base, colorOf, finished, type Mark, percents, type ReportChart, shownLabels } from "./report-marks";

/** The most streams that a chart shows; the table has them all. */
const mostStreams = 12;

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

/**
 * A matrix of values in their order: a square for each net flow from the value of its row to that of its column, larger for
 * more, filled if every optimal order agrees. What goes with the order is above the diagonal.
 */
export function ordered(picture: Picture, all: readonly Mark[], order: readonly string[]): ReportChart {
  const { title, x, y, size, certain, support } = picture;
  const rank = new Map(order.map((value, at) => [value, at]));
  const place = (mark: Mark, column: string) => rank.get(mark.words(column)) ?? 0;
  const marks = all.filter(
    mark => rank.has(mark.words(x)) && rank.has(mark.words(y)) && mark.number(size) > 0,
  );
  const most = Math.max(1, ...marks.map(mark => mark.number(size)));
  const isForward = (mark: Mark) => place(mark, x) < place(mark, y);
  const isCertain = (mark: Mark) => certain === undefined || mark.words(certain) === "true";
  const color = (mark: Mark) => colorOf(isForward(mark) ? 0 : 1);
  const agreeing = (mark: Mark) => {
    const share = mark.number(support);
    return Number.isNaN(share) ? "" : `; ${percents(share)} of the optimal orders agree`;
  };
  const draw = (document: Document, width: number) => {
    const numbered = (name: string) => `${name} ${(rank.get(name) ?? 0) + 1}`;
    const { room, label } = shownLabels(order.map(numbered), width);
    const cell = Math.max(12, Math.min(24, (Math.min(width, 760) - room - 8) / Math.max(1, order.length)));
    const columns = order.map((_, at) => at);
    const drawn = plot({
      ...base(document, room + cell * order.length + 8),
      height: cell * order.length + 26,
      marginLeft: room,
      marginRight: 8,
      marginTop: 22,
      marginBottom: 4,
      x: {
        axis: "top",
        type: "point",
        padding: 0.5,
        domain: columns,
        label: null,
        tickSize: 0,
        tickFormat: (at: number) => String(at + 1),
        grid: true,
      },
      y: {
        type: "point",
        padding: 0.5,
        domain: [...order],
        label: null,
        tickSize: 0,
        tickFormat: (name: string) => label(numbered(name)),
        grid: true,
      },
      r: { type: "identity" },
      marks: [
        dot(marks, {
          x: mark => place(mark, y),
          y: mark => mark.words(x),
          // The area of the largest flow fills a cell; the least is still seen.
          r: mark => Math.max(1.5, (cell / 2.3) * (mark.number(size) / most) ** 0.25),
          symbol: "square",
          fill: mark => (isCertain(mark) ? color(mark) : "var(--plot-background, white)"),
          stroke: color,
          strokeWidth: 1.25,
          title: mark =>
            showable(`${mark.words(x)} → ${mark.words(y)}: ${mark.words(size)} net${agreeing(mark)}`),
        }),
      ],
    } as Parameters<typeof plot>[0]);
    return finished(drawn, title, "dot", marks);
  };
  const open = marks.some(mark => !isCertain(mark)) ? " (open: not in every optimal order)" : "";
  return {
    series: marks.every(mark => isForward(mark) && isCertain(mark))
      ? []
      : [
          { name: `with the order${open}`, color: 0 },
          { name: "against the order", color: 1 },
        ],
    draw,
  };
}
