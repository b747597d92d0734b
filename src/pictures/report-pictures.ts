import type { Picture, ResultTable } from "../analyses/analysis";
import type { AnalysisReport, PagePicture, ReportFigure } from "../analyses/report";
import { bars, hasBars } from "./bar-chart";
import { lines, points, ranges, slopes } from "./chart-kinds";
import { patterns } from "./pattern-chart";
import { figurePdf } from "./pdf/figure-pdf";
import { plainDocument } from "./plain-document";
import { figureSvg, printedFigure } from "./printed-figure";
import { ordered, streams } from "./report-flow";
import { type Mark, marksOf, type ReportChart } from "./report-marks";

/** The chart of a picture, from the tables of its report; null if there is nothing to draw. */
export function reportChart(picture: Picture, tables: readonly ResultTable[]): ReportChart | null {
  const table = tables.find(({ id }) => id === picture.table);
  const all = table ? marksOf(table) : [];
  const marks =
    picture.only === undefined ? all : all.filter(mark => mark.words(picture.label) === picture.only);
  if (!marks.some(mark => isDrawn(picture, mark))) return null;
  if (picture.kind === "bars") return hasBars(picture, marks) ? bars(picture, marks) : null;
  if (picture.kind === "lines") return lines(picture, marks);
  if (picture.kind === "points") return points(picture, marks);
  if (picture.kind === "slopes") return slopes(picture, marks);
  if (picture.kind === "ranges") return ranges(picture, marks);
  if (picture.kind === "patterns") return patterns(picture, marks);
  const order = tables.find(({ id }) => id === picture.order);
  if (order === undefined) return streams(picture, marks);
  const values = marksOf(order).map(mark => mark.words("value"));
  return ordered(picture, marks, values);
}

/** Whether a row has the numbers that its mark needs: axes without a mark would look like zeros. */
function isDrawn({ kind, x, y }: Picture, mark: Mark): boolean {
  if (kind === "flow") return true;
  const columns = kind === "lines" ? [y] : kind === "points" || kind === "slopes" ? [x, y] : [x];
  return columns.every(column => !Number.isNaN(mark.number(column)));
}

/** The width of the pictures on a page, in px. */
const pageWidth = 560;

/** The pictures of a report as markup, drawn without a browser. The same report gives the same markup. */
export function reportPictures(report: AnalysisReport): readonly PagePicture[] {
  return chartsOf(report).map(({ title, chart }) => pagePicture(title, chart));
}

/** The pictures of a report for a page, and as files for a paper. The same report gives the same bytes. */
export function reportFigures(report: AnalysisReport): readonly ReportFigure[] {
  return chartsOf(report).map(({ title, table, chart }) => {
    const figure = printedFigure(title, chart, pageWidth);
    return { ...pagePicture(title, chart), table, file: { svg: figureSvg(figure), pdf: figurePdf(figure) } };
  });
}

function chartsOf({ pictures, tables }: AnalysisReport) {
  return pictures.flatMap(picture => {
    const chart = reportChart(picture, tables);
    return chart === null ? [] : [{ title: picture.title, table: picture.table, chart }];
  });
}

function pagePicture(title: string, chart: ReportChart): PagePicture {
  const { outerHTML } = chart.draw(plainDocument(), pageWidth).picture;
  return { title, svg: outerHTML, series: chart.series };
}
