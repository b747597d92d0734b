import type { Cell, ResultTable } from "../src/analyses/analysis";
import { showable } from "../src/lineage/showable";

/** What a click on a mark does with the row that it stands for; null where it does nothing. */
export type RowAct = ((row: readonly Cell[]) => void) | null;

/** A chart of a report: drawn for a width, with the colours of its series. */
export interface ReportChart {
  readonly series: readonly { readonly name: string; readonly colour: number }[];
  draw(width: number): SVGSVGElement;
}

/** Colours of the theme that tell series apart; the seventh and further ones share the last. */
const colours = ["blue", "orange", "green", "purple", "red", "yellow", "foreground"].map(
  name => `var(--vscode-charts-${name}, var(--vscode-foreground))`,
);
/** The colour of a series by its place. */
export const colourOf = (at: number) => colours[Math.min(at, colours.length - 1)] ?? "currentColor";

/** Room for the names at the left, in px. */
export const labelWidth = (width: number, most = 210) => Math.min(most, width * 0.36);

/** How many characters stand in that room. */
export const namesIn = (room: number) => Math.floor((room - 12) / 7.2);

/** A row of a table with a name for each cell. */
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

/** The values of a column, each once, in order. */
export function seriesOf(marks: readonly Mark[], by: string | undefined): readonly string[] {
  return by === undefined ? [] : [...new Set(marks.map(mark => mark.words(by)))];
}

/** What every chart is told. */
export const base = (width: number) => ({ width, className: "plot", style: "" }) as const;

/** Takes out what the policy of the page forbids, and names the picture; its parts are told by the table. */
export function finished(drawn: Element, name: string): SVGSVGElement {
  if (!(drawn instanceof SVGSVGElement)) throw new Error("The chart is no picture.");
  for (const style of drawn.querySelectorAll("style")) style.remove();
  for (const part of drawn.querySelectorAll("*"))
    for (const name of ["aria-label", "aria-description", "aria-hidden"]) part.removeAttribute(name);
  drawn.removeAttribute("style");
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", name);
  return drawn;
}

/** Lets the marks of a kind lead to their rows: Plot puts the place of each in the data beside its element. */
export function lead<Drawn extends Element>(
  drawn: Drawn,
  kind: string,
  marks: readonly Mark[],
  act: RowAct,
): Drawn {
  if (act === null) return drawn;
  for (const element of drawn.querySelectorAll<SVGElement & { __data__?: unknown }>(
    `g[aria-label="${kind}"] > *`,
  )) {
    const mark = marks[Number(element.__data__)];
    if (mark === undefined) continue;
    element.classList.add("acts");
    element.addEventListener("click", () => act(mark.row));
  }
  return drawn;
}

/** Some values of a mark, for pointing at it. */
export const said = (mark: Mark, ...columns: readonly (string | undefined)[]) =>
  showable(columns.map(column => mark.words(column)).join(": "));

/** Whether a column holds shares, which are told in percent. */
export function isShare(marks: readonly Mark[], column: string): boolean {
  return /share|rate|chance|forward/.test(column) && marks.every(mark => !(mark.number(column) > 1));
}

/** A number in few digits. */
export const inFew = (value: number) => Number(value.toPrecision(3)).toLocaleString("en-US");

/** A share in percent. */
export const percents = (value: number) => `${Number((value * 100).toPrecision(3))} %`;

/** Ticks of large numbers in few characters. */
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
