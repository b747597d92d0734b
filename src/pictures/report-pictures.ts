import type { Picture, ResultTable } from "../analyses/analysis";
import type { AnalysisReport, PagePicture } from "../analyses/report";
import { bars, lines, points, ranges, slopes } from "./chart-kinds";
import { plainDocument } from "./plain-document";
import { ordered, streams } from "./report-flow";
import { marksOf, type ReportChart } from "./report-marks";

/** The chart of a picture, from the tables of its report; null if there is nothing to draw. */
export function reportChart(picture: Picture, tables: readonly ResultTable[]): ReportChart | null {
  const table = tables.find(({ id }) => id === picture.table);
  const marks = table ? marksOf(table) : [];
  if (marks.length === 0) return null;
  if (picture.kind === "bars") return bars(picture, marks);
  if (picture.kind === "lines") return lines(picture, marks);
  if (picture.kind === "points") return points(picture, marks);
  if (picture.kind === "slopes") return slopes(picture, marks);
  if (picture.kind === "ranges") return ranges(picture, marks);
  const order = tables.find(({ id }) => id === picture.order);
  if (order === undefined) return streams(picture, marks);
  const values = marksOf(order).map(mark => mark.words("value"));
  return ordered(picture, marks, values);
}

/** The width of the pictures on a page, in px. */
const pageWidth = 560;

/** The pictures of a report as markup, drawn without a browser. The same report gives the same markup. */
export function reportPictures({ pictures, tables }: AnalysisReport): readonly PagePicture[] {
  return pictures.flatMap(picture => {
    const chart = reportChart(picture, tables);
    if (chart === null) return [];
    const { outerHTML } = chart.draw(plainDocument(), pageWidth).picture;
    return [{ title: picture.title, svg: outerHTML, series: chart.series }];
  });
}
