import { phrase, t } from "../../../src/words/words";
import { html } from "../../kit/dom";
import { gap, type RowPlan } from "./row-plan";
import { figureNames, type RowFigure } from "./row-words";

/** The heads of the columns; `room` is the width of their line, which no scroll bar narrows. */
export function rowHeads({ columns, width }: RowPlan, figure: RowFigure, room: number): HTMLElement[] {
  const relation = gap + columns.name + gap;
  const end = width - gap;
  const places: readonly (readonly [text: string, left: number])[] = [
    [t`Model`, gap],
    [t`Relation`, relation],
    [t`Changes`, relation + columns.relation + gap],
    [t`License`, end - columns.figure - gap - columns.license],
  ];
  const named = places.map(([text, left]) => {
    const head = html("span", {}, text);
    head.style.left = `${left.toFixed(1)}px`;
    return head;
  });
  const hint = t`The length of a bar is the square root of its number.`;
  const last = html("span", { title: hint }, phrase(figureNames[figure]));
  last.style.right = `${(room - end).toFixed(1)}px`;
  return [...named, last];
}
