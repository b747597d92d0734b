import type { FamilyTree } from "../src/lineage/family-tree";
import { sideOf, type Visible } from "../src/lineage/folding";
import { type Label, type LabelRoom, labelOf } from "./words";

/** Width of a text in px at a zoom of 1. */
export type Measure = (text: string, bold: boolean) => number;

/** Where the parts of a node stand, in px from the left end of its box. */
export interface Box {
  readonly label: Label;
  readonly shapeX: number;
  readonly textX: number;
  readonly noteX: number;
  /** Where the bar of licenses of a stub begins. */
  readonly barX: number;
  readonly handleX: number;
  readonly handleWidth: number;
  readonly width: number;
}

const edge = 5;
const shapeRoom = 20;
const space = 9;
const leastHandleRoom = 30;
/** Width of the bar that shows the licenses of a folded group, in px. */
export const barWidth = 56;

/** Makes a ruler for the font that the page has now. */
export function ruler(): Measure {
  const { fontFamily, fontSize } = getComputedStyle(document.body);
  const context = document.createElement("canvas").getContext("2d");
  const known = new Map<string, number>();
  return (text, bold) => {
    const key = bold ? `b${text}` : `n${text}`;
    let width = known.get(key);
    if (width === undefined) {
      if (context) context.font = `${bold ? "bold " : ""}${fontSize} ${fontFamily}`;
      width = Math.ceil(context?.measureText(text).width ?? text.length * 8);
      known.set(key, width);
    }
    return width;
  };
}

/** Places shape, text, note and handle of a node; on the left side the handle stands before the shape. */
export function boxOf(tree: FamilyTree, item: Visible, measure: Measure, room: LabelRoom): Box {
  const label = labelOf(tree, item, room);
  const side = sideOf(item);
  const bold = item.kind === "model" && item.node.side === "focus";
  const handleWidth = label.handle === "" ? 0 : Math.max(18, measure(label.handle, false) + 8);
  // Always kept free on the left side, so that the shapes of a column stand under each other.
  const before =
    side === "left" && item.kind === "model" ? Math.max(handleWidth, leastHandleRoom) + space : 0;
  const shapeX = edge + before + 7;
  const textX = edge + before + shapeRoom;
  let end = textX + measure(label.owner, bold) + measure(label.name, bold);
  const barX = end + space;
  if (item.kind === "stub") end = barX + barWidth;
  const noteX = end + space;
  if (label.note !== "") end = noteX + measure(label.note, false);
  const handleX = side === "left" ? edge + before - space - handleWidth : end + space;
  if (side === "right" && handleWidth > 0) end = handleX + handleWidth;
  return { label, shapeX, textX, noteX, barX, handleX, handleWidth, width: end + edge };
}
