import type { PublishedFile } from "../../analyses/report";
import { rowsToCsv } from "../../lineage/export/csv-writer";
import { type NumberedFigure, type Publication, publishedText } from "./publication";
import { publicationMarkdown } from "./publication-markdown";
import { publicationPage } from "./publication-page";

/** The most bytes of a page, and how many of them figures may take. */
const [mostBytes, mostFigureBytes] = [3_000_000, 1_500_000];

/** How many rows a table of a page may have: the first number with which the page is small enough. */
const rowLimits = [20, 8, 2, 0];

/**
 * The files of a published report: `report.html`, which stands alone; `report.md`; and in `figures`, for each figure,
 * SVG and PDF for a paper and CSV of all that it shows. The same publication gives the same bytes.
 */
export function publishedFiles(publication: Publication): readonly PublishedFile[] {
  const text = publishedText(publication, rowLimits[0] ?? 0);
  const figures = text.parts.flatMap(part => part.figures);
  return [
    { path: "report.html", text: pageWithin(publication, leftOut(figures)) },
    { path: "report.md", text: publicationMarkdown(text) },
    ...figures.flatMap(({ figure, name, table }) => [
      { path: `figures/${name}.svg`, text: figure.file.svg },
      { path: `figures/${name}.pdf`, text: figure.file.pdf },
      { path: `figures/${name}.csv`, text: rowsToCsv(table ?? { columns: [], rows: [] }) },
    ]),
  ];
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** The names of the largest figures, without which the others fit. */
function leftOut(figures: readonly NumberedFigure[]): ReadonlySet<string> {
  const sizes = figures.map(({ name, figure }) => ({ name, bytes: bytesOf(figure.svg) }));
  let taken = 0;
  const large = sizes
    .sort((one, other) => one.bytes - other.bytes)
    .filter(({ bytes }) => {
      taken += bytes;
      return taken > mostFigureBytes;
    });
  return new Set(large.map(({ name }) => name));
}

function pageWithin(publication: Publication, without: ReadonlySet<string>): string {
  let page = "";
  for (const rows of rowLimits) {
    page = publicationPage(publishedText(publication, rows), without);
    if (bytesOf(page) <= mostBytes) break;
  }
  return page;
}
