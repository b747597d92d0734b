import { dot, line, link, plot, text } from "@observablehq/plot";
import type { Picture } from "../analyses/analysis";
import { columnInWords } from "../analyses/column-words";
import { showable } from "../lineage/showable";
import {
  base,
  colorOf,
  finished,
  inFew,
  isShare,
  type Mark,
  percents,
  type ReportChart,
  roughTick,
  said,
  seriesOf,
  shownLabels,
} from "./report-marks";

/** The most lines that a chart shows; the table has them all. */
const mostSeries = 7;

/** Months (`2024-07`) become dates; years and other numbers stay numbers. */
function placeOf(mark: Mark, column: string): number | Date {
  const words = mark.words(column);
  if (/^\d{4}-\d{2}-\d{2}$/.test(words)) return new Date(words);
  return /^\d{4}-\d{2}$/.test(words) ? new Date(`${words}-01`) : mark.number(column);
}

/** The intervals of points, why some are open, and how many series are left out. */
function besideLines(
  { x, y, low, high, open }: Picture,
  marks: readonly Mark[],
  color: (mark: Mark) => string,
  left: number,
) {
  const ends = marks.filter(mark => low !== undefined && !Number.isNaN(mark.number(low) + mark.number(high)));
  const notes = open === undefined ? [] : marks.filter(mark => mark.words(open) !== "none");
  return [
    link(ends, {
      x1: mark => placeOf(mark, x),
      x2: mark => placeOf(mark, x),
      y1: mark => mark.number(low),
      y2: mark => mark.number(high),
      stroke: color,
      strokeWidth: 1.5,
    }),
    ...(left > 0
      ? [text([`${left} more in the table`], { frameAnchor: "bottom-right", textAnchor: "end", dy: 46 })]
      : []),
    // The first point has its note to the right and above, others to the left and below.
    ...[true, false].map(isFirst =>
      text(
        notes.filter(mark => (mark === marks[0]) === isFirst),
        {
          x: mark => placeOf(mark, x),
          y: mark => mark.number(y),
          text: mark => showable(mark.words(open)),
          textAnchor: isFirst ? "start" : "end",
          dy: isFirst ? -12 : 12,
        },
      ),
    ),
  ];
}

/** Lines of a number over months, years or another number, one per series. */
export function lines(picture: Picture, every: readonly Mark[]): ReportChart {
  const { title, x, y, by, logY, open } = picture;
  // A logarithmic scale has no place for 0, and no line is drawn to an unknown number.
  const all = every.filter(mark => (logY ? mark.number(y) > 0 : !Number.isNaN(mark.number(y))));
  const series = seriesOf(all, by).slice(0, mostSeries);
  const marks = by === undefined ? all : all.filter(mark => series.includes(mark.words(by)));
  const left = seriesOf(all, by).length - series.length;
  const color = (mark: Mark) => colorOf(by === undefined ? 0 : series.indexOf(mark.words(by)));
  const format = isShare(marks, y) ? percents : inFew;
  const isOpen = (mark: Mark) => open !== undefined && mark.words(open) !== "none";
  const years = marks.every(mark => /^\d{4}$/.test(mark.words(x)))
    ? [...new Set(marks.map(mark => mark.number(x)))]
    : null;
  const draw = (document: Document, width: number) =>
    finished(
      plot({
        ...base(document, width),
        height: 220,
        marginLeft: 54,
        marginRight: 24,
        ...(marks.some(isOpen) ? { marginTop: 30 } : {}),
        ...(left > 0 ? { height: 240, marginBottom: 50 } : {}),
        x: {
          label: null,
          ...(years === null ? {} : { tickFormat: "d", ticks: years }),
        },
        y: {
          label: null,
          grid: true,
          ...(logY ? { type: "log" as const } : { zero: true }),
          ticks: 5,
          tickFormat: roughTick(format),
        },
        marks: [
          line(marks, {
            x: mark => placeOf(mark, x),
            y: mark => mark.number(y),
            z: mark => mark.words(by),
            stroke: color,
            strokeWidth: 1.75,
          }),
          dot(marks, {
            x: mark => placeOf(mark, x),
            y: mark => mark.number(y),
            r: marks.length > 60 ? 1.5 : 3,
            fill: mark => (isOpen(mark) ? "var(--plot-background, white)" : color(mark)),
            stroke: color,
            title: mark => (by === undefined ? said(mark, x, y) : said(mark, by, x, y)),
          }),
          ...besideLines(picture, marks, color, left),
        ],
      }),
      title,
      "dot",
      marks,
    );
  return { series: series.map((name, at) => ({ name, color: at })), draw };
}

/** Points of two numbers, on linear or logarithmic scales. */
export function points({ title, x, y, logX, logY }: Picture, all: readonly Mark[]): ReportChart {
  const isShown = (value: number, log: true | undefined) => (log ? value > 0 : !Number.isNaN(value));
  const marks = all.filter(mark => isShown(mark.number(x), logX) && isShown(mark.number(y), logY));
  const axis = (log: true | undefined, column: string) => ({
    label: columnInWords(column),
    labelArrow: "none" as const,
    grid: true,
    ...(log ? { type: "log" as const, ticks: 5, tickFormat: roughTick(String) } : { ticks: 5 }),
  });
  const draw = (document: Document, width: number) => {
    const drawn = plot({
      ...base(document, Math.min(width, 560)),
      height: 260,
      inset: 8,
      marginLeft: 54,
      marginBottom: 36,
      x: axis(logX, x),
      y: axis(logY, y),
      marks: [
        dot(marks, {
          x: mark => mark.number(x),
          y: mark => mark.number(y),
          r: 3,
          fill: colorOf(0),
          fillOpacity: 0.7,
          title: mark => `${columnInWords(x)} ${mark.words(x)}, ${columnInWords(y)} ${mark.words(y)}`,
        }),
      ],
    });
    return finished(drawn, title, "dot", marks);
  };
  return { series: [], draw };
}

/** The rows without those of the only kind, which say the same as those of all kinds. */
function withoutTheOnlyKind(marks: readonly Mark[], column: string | undefined): readonly Mark[] {
  const kinds = seriesOf(marks, column);
  return kinds.length === 2 && kinds[0] === "all"
    ? marks.filter(mark => mark.words(column) === "all")
    : marks;
}

/** Whether numbers span decades, so that a linear scale shows the largest alone. */
function spansDecades(numbers: readonly number[]): boolean {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least > 0 && most > 100 * least;
}

/** A line from the parents' number to the children's, one per series. */
export function slopes({ title, x, y, label }: Picture, all: readonly Mark[]): ReportChart {
  const known = all.filter(mark => !Number.isNaN(mark.number(x) + mark.number(y)));
  const marks = withoutTheOnlyKind(known, label);
  const isLog = spansDecades(marks.flatMap(mark => [mark.number(x), mark.number(y)]));
  const series = seriesOf(marks, label);
  const color = (mark: Mark) => colorOf(series.indexOf(mark.words(label)));
  const ends = [
    { place: "parent", column: x },
    { place: "child", column: y },
  ];
  const draw = (document: Document, width: number) =>
    finished(
      plot({
        ...base(document, Math.min(width, 460)),
        height: 220,
        marginLeft: 60,
        marginRight: 24,
        x: { label: null, type: "point", domain: ends.map(({ place }) => place), padding: 0.15 },
        y: {
          label: null,
          grid: true,
          ticks: 5,
          tickFormat: roughTick(inFew),
          ...(isLog ? { type: "log" as const } : { zero: true }),
        },
        marks: [
          link(marks, {
            x1: () => "parent",
            x2: () => "child",
            y1: mark => mark.number(x),
            y2: mark => mark.number(y),
            stroke: color,
            strokeWidth: 2,
          }),
          ...ends.map(({ place, column }) =>
            dot(marks, {
              x: () => place,
              y: mark => mark.number(column),
              r: 4,
              fill: color,
              title: mark => said(mark, label, column),
            }),
          ),
        ],
      }),
      title,
      "dot",
      marks,
    );
  return { series: series.map((name, at) => ({ name, color: at })), draw };
}

/** A number with its interval on each row, in facets or with a lane per series. */
export function ranges(picture: Picture, all: readonly Mark[]): ReportChart {
  const { title, x, y, by, label, low, high, logX } = picture;
  // A logarithmic scale has no place for 0.
  const known = all.filter(mark => (logX ? mark.number(x) > 0 : !Number.isNaN(mark.number(x))));
  const marks = withoutTheOnlyKind(known, by);
  const kinds = seriesOf(marks, by);
  const series = kinds.length > 1 ? kinds : [];
  const names = [...new Set(marks.map(mark => mark.words(y)))];
  const color = (mark: Mark) => colorOf(Math.max(0, series.indexOf(mark.words(by))));
  const facets = seriesOf(marks, label);
  const isOneLane = facets.length > 0 || series.length === 0;
  const format = isShare(marks, x) ? percents : inFew;
  // Without facets, each series gets its own lane, so their intervals do not overlap.
  const lane = (mark: Mark) => `${mark.words(y)}\n${isOneLane ? "" : mark.words(by)}`;
  const lanes = names.flatMap(name => (isOneLane ? [`${name}\n`] : series.map(one => `${name}\n${one}`)));
  const middle = isOneLane ? 0 : Math.floor((series.length - 1) / 2);
  const fx = label === undefined ? {} : { fx: (mark: Mark) => mark.words(label) };
  const draw = (document: Document, width: number) => {
    const { room: left, label: labelOf } = shownLabels(names, width);
    return finished(
      plot({
        ...base(document, width),
        height: lanes.length * (isOneLane ? 20 : 11) + 60,
        marginLeft: left,
        marginRight: 28,
        ...(label === undefined ? {} : { fx: { label: null, tickFormat: showable } }),
        x: {
          label: null,
          grid: true,
          ticks: facets.length > 1 ? 3 : 6,
          tickFormat: format,
          ...(logX ? { type: "log" as const } : {}),
        },
        y: {
          label: null,
          type: "point",
          domain: lanes,
          tickSize: 0,
          ticks: lanes.filter((_, at) => isOneLane || at % series.length === middle),
          tickFormat: (name: string) => labelOf(name.split("\n")[0] ?? ""),
        },
        marks: [
          link(
            marks.filter(mark => !Number.isNaN(mark.number(low) + mark.number(high))),
            {
              ...fx,
              x1: mark => mark.number(low),
              x2: mark => mark.number(high),
              y: lane,
              stroke: color,
              strokeWidth: 1.5,
            },
          ),
          dot(marks, {
            ...fx,
            x: mark => mark.number(x),
            y: lane,
            r: 3.5,
            fill: color,
            title: mark =>
              showable(
                `${by === undefined ? mark.words(y) : `${mark.words(y)}, ${mark.words(by)}`}: ${format(mark.number(x))}`,
              ),
          }),
        ],
      }),
      title,
      "dot",
      marks,
    );
  };
  return { series: series.map((name, at) => ({ name, color: at })), draw };
}
