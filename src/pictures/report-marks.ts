import type { Cell, ResultTable } from "../analyses/analysis";
import { seriesColors } from "../analyses/report-colors";
import { showable } from "../lineage/showable";
import { cutToWidth, textWidth } from "./text-width";

/** A mark of a drawn chart, and the table row that it represents. */
export interface DrawnMark {
  readonly element: SVGElement;
  readonly row: readonly Cell[];
}

/** A drawn chart: one named image, with its marks in row order. */
export interface DrawnChart {
  readonly picture: SVGSVGElement;
  readonly marks: readonly DrawnMark[];
}

/** A chart of a report, which can be drawn at a width in px, with the colors of its series. */
export interface ReportChart {
  readonly series: readonly { readonly name: string; readonly color: number }[];
  draw(document: Document, width: number): DrawnChart;
}

const colors = seriesColors.map(name => `var(--vscode-charts-${name}, var(--vscode-foreground))`);
/** The color of a series by its index. */
export const colorOf = (at: number) => colors[Math.min(at, colors.length - 1)] ?? "currentColor";

/** The size of labels in px: browsers and papers draw 12 at most. */
const labelSize = 12;

/**
 * The room for names on the left in px, at most about half of the width, and how each name is shown: in full where it
 * fits, else with its middle cut so that no two names look alike.
 */
export function shownLabels(
  names: readonly string[],
  width: number,
): { readonly room: number; readonly label: (name: string) => string } {
  const all = [...new Set(names)].map(name => [name, showable(name)] as const);
  const widest = Math.max(0, ...all.map(([, shown]) => textWidth(shown, labelSize)));
  const room = Math.min(Math.max(64, widest + 16), width * 0.48);
  const labels = new Map<string, string>();
  const taken = new Set<string>();
  for (const [name, shown] of all) {
    let label = cutToWidth(shown, room - 14, labelSize);
    // Names that differ only in what was cut show more of one end.
    for (const head of [0.3, 0.7, 0.15, 0.85, 0.02, 0.98])
      if (taken.has(label)) label = cutToWidth(shown, room - 14, labelSize, head);
    taken.add(label);
    labels.set(name, label);
  }
  return { room, label: name => labels.get(name) ?? showable(name) };
}

/** A row of a table with its cells by column name. */
export interface Mark {
  readonly row: readonly Cell[];
  number(column: string | undefined): number;
  words(column: string | undefined): string;
}

/** The rows of a table as marks. */
export function marksOf({ columns, rows }: ResultTable): Mark[] {
  return rows.map(row => {
    const cell = (column: string | undefined) => row[columns.indexOf(column ?? "")] ?? null;
    return {
      row,
      number: column => {
        const value = cell(column);
        return typeof value === "number" ? value : Number.NaN;
      },
      words: column => String(cell(column) ?? "none"),
    };
  });
}

/** The distinct values of a column, in order. */
export function seriesOf(marks: readonly Mark[], by: string | undefined): readonly string[] {
  return by === undefined ? [] : [...new Set(marks.map(mark => mark.words(by)))];
}

/** The options of every chart. */
export const base = (document: Document, width: number) => ({ document, width, className: "plot" }) as const;

/** Every descendant of an element, in document order. */
function* below(parent: Element): Generator<Element> {
  for (const child of parent.children) {
    yield child;
    yield* below(child);
  }
}

/** Whether an element is a mark of a kind, which may be in a group of its facet. */
function isMark({ localName, parentElement: group }: Element, kind: string): boolean {
  if (localName === "g" || localName === "title") return false;
  return [group, group?.parentElement].some(each => each?.getAttribute("aria-label") === kind);
}

/**
 * Removes what the content security policy of a page forbids, names the picture (its parts are described by the table),
 * and finds the elements of the rows among those of a kind: Plot stores the data index with each element.
 */
export function finished(
  drawn: SVGElement | HTMLElement,
  name: string,
  kind: string,
  marks: readonly Mark[],
): DrawnChart {
  const picture = drawn as SVGSVGElement;
  const found = new Map<Mark, SVGElement>();
  for (const part of [...below(picture)]) {
    if (part.localName === "style") part.remove();
    else if (isMark(part, kind)) {
      const mark = marks[Number((part as { __data__?: unknown }).__data__)];
      if (mark !== undefined) found.set(mark, part as SVGElement);
    }
  }
  for (const part of below(picture))
    for (const told of ["aria-label", "aria-description", "aria-hidden"]) part.removeAttribute(told);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", name);
  const inOrder = marks.flatMap(mark => {
    const element = found.get(mark);
    return element === undefined ? [] : [{ element, row: mark.row }];
  });
  return { picture, marks: inOrder };
}

/** Some values of a mark, for its tooltip. */
export const said = (mark: Mark, ...columns: readonly (string | undefined)[]) =>
  showable(columns.map(column => mark.words(column)).join(": "));

/** Whether a column contains shares, which are shown in percent. */
export function isShare(marks: readonly Mark[], column: string): boolean {
  return (
    (/share|rate|chance|forward|outOfSample$/i.test(column) || /^of[A-Z]/.test(column)) &&
    marks.every(mark => !(mark.number(column) > 1))
  );
}

/** A number with three digits. */
export const inFew = (value: number) => Number(value.toPrecision(3)).toLocaleString("en-US");

/** A share in percent. */
export const percents = (value: number) => `${Number((value * 100).toPrecision(3))}%`;

/** Abbreviated tick labels for large numbers. */
export function roughTick(format: (value: number) => string): (value: number) => string {
  const units: readonly (readonly [number, string])[] = [
    [1e9, "B"],
    [1e6, "M"],
    [1e3, "k"],
  ];
  return value => {
    const unit = units.find(([size]) => Math.abs(value) >= size);
    return unit ? `${Number((value / unit[0]).toPrecision(3))}${unit[1]}` : format(value);
  };
}
