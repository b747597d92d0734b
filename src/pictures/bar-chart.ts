import { barX, link, plot, ruleX, text, tickX } from "@observablehq/plot";
import type { Picture } from "../analyses/analysis";
import { cellInWords } from "../analyses/report";
import { count } from "../lineage/in-words";
import { licenseInk, licenseKey } from "./family/color-numbers";
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
  shownLabels,
} from "./report-marks";

/** The most bars that a chart shows; the table has them all. */
const mostBars = 20;

/** The bars of a picture: of rows with 0, only if there are few. */
function barsOf(x: string, all: readonly Mark[]): { readonly marks: readonly Mark[]; readonly left: number } {
  const known = all.filter(mark => !Number.isNaN(mark.number(x)));
  const positive = known.filter(mark => mark.number(x) !== 0);
  const shown = known.length > mostBars / 2 ? positive : known;
  return { marks: shown.slice(0, mostBars), left: known.length - Math.min(shown.length, mostBars) };
}

/** Whether there is something to compare: a single bar says no more than its number. */
export function hasBars({ x }: Picture, all: readonly Mark[]): boolean {
  return all.filter(mark => mark.number(x) > 0).length > 1;
}

/** Bars of a number, with intervals and published values if there are any, and how many rows are left out. */
export function bars(picture: Picture, all: readonly Mark[]): ReportChart {
  const { title, x, y, licenses, low, high, published } = picture;
  const { marks, left } = barsOf(x, all);
  const format = isShare(marks, x) ? percents : (value: number) => cellInWords(value);
  const longest = Math.max(0, ...marks.map(mark => format(mark.number(x)).length));
  const ends = marks.filter(mark => low !== undefined && !Number.isNaN(mark.number(low) + mark.number(high)));
  const compared = marks.filter(mark => !Number.isNaN(mark.number(published)));
  const note = [
    ...(ends.length > 0 ? ["lines: 95% intervals"] : []),
    ...(compared.length > 0 ? ["black ticks: as published"] : []),
    ...(left > 0 ? [`${count(left, "more row")} in the table`] : []),
  ].join("; ");
  // The number stands to the right of all that is drawn of its row.
  const end = (mark: Mark) =>
    Math.max(mark.number(x), ...[high, published].map(column => mark.number(column) || 0));
  const draw = (document: Document, width: number) => {
    const { room, label } = shownLabels(
      marks.map(mark => mark.words(y)),
      width,
    );
    const drawn = plot({
      ...base(document, width),
      height: marks.length * 20 + (note === "" ? 28 : 46),
      marginTop: 2,
      marginBottom: note === "" ? 24 : 42,
      marginLeft: room,
      marginRight: Math.max(74, longest * 7 + 8),
      x: {
        label: null,
        ticks: Math.max(2, Math.floor((width - room) / 110)),
        tickFormat: roughTick(format === percents ? percents : inFew),
      },
      y: { label: null, domain: marks.map(mark => mark.words(y)), tickSize: 0, tickFormat: label },
      marks: [
        barX(marks, {
          x: mark => mark.number(x),
          y: mark => mark.words(y),
          fill: licenses ? mark => colorOf(licenseInk(mark.words(y))) : colorOf(0),
          insetTop: 2,
          insetBottom: 2,
          title: mark => said(mark, y, x),
        }),
        link(ends, {
          x1: mark => mark.number(low),
          x2: mark => mark.number(high),
          y: mark => mark.words(y),
          strokeWidth: 1.5,
        }),
        tickX(compared, {
          x: mark => mark.number(published),
          y: mark => mark.words(y),
          strokeWidth: 2,
        }),
        text(marks, {
          x: end,
          y: mark => mark.words(y),
          text: mark => format(mark.number(x)),
          textAnchor: "start",
          dx: 5,
        }),
        ...(note === ""
          ? []
          : [text([note], { frameAnchor: "bottom-left", textAnchor: "start", dy: 40, dx: 2 - room })]),
        ruleX([0]),
      ],
    });
    return finished(drawn, title, "bar", marks);
  };
  return { series: licenses ? licenseKey(marks.map(mark => mark.words(y))) : [], draw };
}
