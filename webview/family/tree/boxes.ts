import type { Inks, Measure } from "../../../src/pictures/family/inks";
import type { Label } from "./tree-words";

/** Makes a text measurer for a font: adds up character widths, measuring each character once. */
export function ruler({ fontFamily, fontSize }: Inks): Measure {
  const context = document.createElement("canvas").getContext("2d");
  const known = { normal: new Map<string, number>(), bold: new Map<string, number>() };
  return (text, bold) => {
    const widths = bold ? known.bold : known.normal;
    let sum = 0;
    for (const character of text) {
      let width = widths.get(character);
      if (width === undefined) {
        if (context) context.font = `${bold ? "bold " : ""}${fontSize}px ${fontFamily}`;
        width = context?.measureText(character).width ?? fontSize * 0.6;
        widths.set(character, width);
      }
      sum += width;
    }
    return sum;
  };
}

const space = 9;
const badgePadding = 12;
const shapeRoom = 14;
/** Width of the value bar of a folded group, in px. */
export const barWidth = 56;
/** Maximum width of a label, in px. */
const widest = 430;
/** Below this width, in px, a name is unreadable. */
const leastName = 22;

/** A label fitted to its space; positions in px from the center of the shape, at natural text size. */
export interface FittedLabel {
  readonly owner: string;
  readonly name: string;
  readonly textX: number;
  readonly nameX: number;
  /** Where the value bar of a folded group begins; 0 if there is none. */
  readonly barX: number;
  readonly note: string;
  readonly noteX: number;
  readonly handle: string;
  readonly handleX: number;
  readonly handleWidth: number;
  readonly right: number;
}

/** The full width of a label, including the shape. */
export function naturalWidth(label: Label, bold: boolean, measure: Measure): number {
  // The close sign appears only on hover, so it reserves no space.
  const shown = label.handle === "−" ? { ...label, handle: "", shortHandle: "" } : label;
  return fitLabel(shown, bold, widest, measure).right;
}

function badge(text: string, measure: Measure): number {
  return text === "" ? 0 : Math.max(20, measure(text, false) * 0.88 + badgePadding);
}

/** Shortens text in the middle to fit a width. */
export function cutToWidth(text: string, room: number, bold: boolean, measure: Measure): string {
  if (measure(text, bold) <= room) return text;
  const characters = [...text];
  let [head, tail] = [characters.length, 0];
  let left = room - measure("…", bold);
  let [from, to] = [0, characters.length];
  while (from < to) {
    const atHead = from <= characters.length - to;
    left -= measure(characters[atHead ? from : to - 1] ?? "", bold);
    if (left < 0) break;
    if (atHead) from += 1;
    else to -= 1;
  }
  head = from;
  tail = to;
  return `${characters.slice(0, head).join("")}…${characters.slice(tail).join("")}`;
}

/** The ID fitted to its space: in full, without the owner, or shortened in the middle. */
function fitName(
  label: Label,
  bold: boolean,
  room: number,
  measure: Measure,
): { owner: string; name: string } {
  const { owner, name } = label;
  if (measure(owner, bold) + measure(name, bold) <= room) return { owner, name };
  const short = owner === "" ? "" : "…/";
  const left = room - measure(short, bold);
  if (measure(name, bold) <= left) return { owner: short, name };
  return { owner: "", name: room < leastName ? "" : cutToWidth(name, room, bold, measure) };
}

/**
 * Fits a label within `most` px of the center of its shape: first the handle, then the name, then the note if it fits.
 */
export function fitLabel(label: Label, bold: boolean, most: number, measure: Measure): FittedLabel {
  const room = Math.min(widest, most);
  const bar = label.isGroup ? barWidth + space : 0;
  const whole = shapeRoom + measure(label.owner, bold) + measure(label.name, bold) + bar;
  const long = badge(label.handle, measure);
  const fits = (extra: number) => whole + extra <= room;
  const handle = long > 0 && fits(long + space) ? label.handle : label.shortHandle;
  const handleWidth = badge(handle, measure);
  const handleRoom = handleWidth > 0 ? handleWidth + space : 0;
  const { owner, name } = fitName(label, bold, room - shapeRoom - bar - handleRoom, measure);
  const nameX = shapeRoom + measure(owner, bold);
  let end = nameX + measure(name, bold);
  const barX = bar > 0 ? end + space : 0;
  end += bar;
  const noteWidth = measure(label.note, false);
  const note = label.note !== "" && fits(space + noteWidth + handleRoom) ? label.note : "";
  const noteX = end + space;
  if (note !== "") end = noteX + noteWidth;
  const handleX = end + space;
  const right = handleWidth > 0 ? handleX + handleWidth : end;
  return { owner, name, textX: shapeRoom, nameX, barX, note, noteX, handle, handleX, handleWidth, right };
}
