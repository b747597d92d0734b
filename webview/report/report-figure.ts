import type { Cell, Picture, ResultTable } from "../../src/analyses/analysis";
import { columnInWords } from "../../src/analyses/column-words";
import { cellInWords } from "../../src/analyses/report";
import { isRepoId } from "../../src/lineage/repo-id";
import type { ReportChart } from "../../src/pictures/report-marks";
import { reportChart } from "../../src/pictures/report-pictures";
import { t } from "../../src/words/words";
import { chart } from "../kit/chart";
import { button } from "../kit/controls";
import { html } from "../kit/dom";
import { MarkLinks } from "../kit/mark-links";
import { type SortedCell, SortedTable } from "../kit/sorted-table";
import { standaloneSvg } from "../kit/standalone-svg";

/** What the marks and cells of a report do. */
export interface FigureActs {
  /** Lists the models behind a row. */
  list(table: ResultTable, row: readonly Cell[]): void;
  /** Shows a model's family. */
  show(id: string): void;
  /** Saves a picture. */
  save(title: string, svg: ReturnType<typeof standaloneSvg>, format: "svg" | "png"): void;
}

/** Columns whose values are model IDs. */
const modelColumns = new Set(["model", "root", "family"]);

function keyOf({ series }: ReportChart): HTMLElement | null {
  if (series.length < 2) return null;
  const entries = series.map(({ name, color }) =>
    html(
      "li",
      {},
      html("span", { class: `swatch color-${Math.min(color, 6) + 1}`, "aria-hidden": "true" }),
      html("bdi", {}, name),
    ),
  );
  return html("ul", { class: "key", "aria-label": t`Colors` }, ...entries);
}

/** A picture with its key and its buttons; null when its table has nothing to draw. */
export function reportFigure(
  picture: Picture,
  tables: readonly ResultTable[],
  listed: readonly string[],
  acts: FigureActs,
): HTMLElement | null {
  const table = tables.find(({ id }) => id === picture.table);
  const drawing = reportChart(picture, tables);
  if (drawing === null) return null;
  const { element, draw } = chart(picture.title);
  const links = new MarkLinks();
  const svg = () => {
    const drawn = element.querySelector("svg");
    return drawn instanceof SVGSVGElement ? standaloneSvg(picture.title, drawn) : null;
  };
  const save = (format: "svg" | "png") => {
    const drawn = svg();
    if (drawn !== null) acts.save(picture.title, drawn, format);
  };
  const key = keyOf(drawing);
  if (key !== null) element.append(key);
  element.append(
    html(
      "div",
      { class: "buttons" },
      button("SVG", "icon", () => save("svg"), t`Save “${picture.title}” as SVG`),
      button("PNG", "icon", () => save("png"), t`Save “${picture.title}” as PNG`),
    ),
  );
  // Drawing measures the element, so it must be in the page first.
  queueMicrotask(() =>
    draw(width => {
      const drawn = drawing.draw(document, width);
      const led = table && listed.includes(table.id) ? drawn.marks : [];
      return links.attach(
        drawn.picture,
        led.map(({ element: mark, row }) => ({ element: mark, act: () => table && acts.list(table, row) })),
      );
    }),
  );
  return element;
}

/** A table of a report; model IDs link to families, and the count in each row links to its models. */
export function reportTable(table: ResultTable, listed: readonly string[], acts: FigureActs): HTMLElement {
  const { title, columns, rows } = table;
  const isNumber = columns.map((_, at) => rows.some(row => typeof row[at] === "number"));
  const sorted = new SortedTable(
    title,
    columns.map((name, at) => ({ name: columnInWords(name), isNumber: isNumber[at] ?? false })),
  );
  const counted = listed.includes(table.id) ? countColumn(columns) : -1;
  sorted.show(
    rows.map(row =>
      row.map((cell, at): SortedCell => {
        const text = cell === null ? "–" : cellInWords(cell, columns[at]);
        const value = typeof cell === "number" ? { value: cell } : isNumber[at] ? { value: -Infinity } : {};
        if (at === counted)
          return { text, ...value, act: () => acts.list(table, row), name: t`${text}: list the models` };
        if (modelColumns.has(columns[at] ?? "") && typeof cell === "string" && isRepoId(cell))
          return { text, act: () => acts.show(cell), name: t`${text}: show its family` };
        return { text, ...value };
      }),
    ),
  );
  return sorted.element;
}

/** The column that counts: models, those of them that report, edges, or license violations. */
function countColumn(columns: readonly string[]): number {
  const at = columns.findIndex(name =>
    ["reporting", "incompatible", "models", "families", "branching", "net"].includes(name),
  );
  return at >= 0 ? at : columns.indexOf("edges");
}
