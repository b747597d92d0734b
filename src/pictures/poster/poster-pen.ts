import type { Inks } from "../family/inks";
import type { Pen } from "../svg-context";
import { textWidth } from "../text-width";

/** How a text of a poster looks. */
export interface TextLook {
  readonly size: number;
  readonly color: string;
  readonly bold?: boolean;
  readonly align?: "left" | "right";
}

/** Writes a text around the middle of its line. */
export function write(pen: Pen, inks: Inks, text: string, x: number, y: number, look: TextLook): void {
  pen.font = `${look.bold ? "bold " : ""}${look.size}px ${inks.fontFamily}`;
  pen.fillStyle = look.color;
  pen.textAlign = look.align ?? "left";
  pen.textBaseline = "middle";
  pen.fillText(text, x, y);
  pen.textAlign = "left";
}

/** A part of a poster that has been laid out. */
export interface Part {
  readonly height: number;
  draw(pen: Pen, x: number, y: number): void;
}

/** Lines of one look below each other. */
export function paragraph(inks: Inks, lines: readonly string[], look: TextLook): Part {
  const line = look.size * 1.28;
  return {
    height: lines.length * line,
    draw: (pen, x, y) => {
      for (const [at, text] of lines.entries()) write(pen, inks, text, x, y + (at + 0.5) * line, look);
    },
  };
}

/** Entries in as many rows as they need; `draw` gets the place of each. */
export function flow<Entry>(
  entries: readonly Entry[],
  widthOf: (entry: Entry) => number,
  { width, line, gap }: { readonly width: number; readonly line: number; readonly gap: number },
  draw: (pen: Pen, entry: Entry, x: number, middle: number) => void,
): Part {
  let [left, row] = [0, 0];
  const places = entries.map(entry => {
    const needed = widthOf(entry);
    if (left > 0 && left + needed > width) [left, row] = [0, row + 1];
    const place = { entry, left, row };
    left += needed + gap;
    return place;
  });
  return {
    height: entries.length === 0 ? 0 : (row + 1) * line,
    draw: (pen, x, y) => {
      for (const { entry, left, row } of places) draw(pen, entry, x + left, y + (row + 0.5) * line);
    },
  };
}

/** The width of a text in a look. */
export function widthIn(look: TextLook, text: string): number {
  return textWidth(text, look.size, look.bold);
}

/** A dot in the color of a class of licenses: filled, an outline for none declared, a dashed one for not read. */
export function dot(
  pen: Pen,
  inks: Inks,
  kind: { readonly color: string | null; readonly unread: boolean },
  place: { readonly x: number; readonly y: number; readonly radius: number },
): void {
  pen.beginPath();
  pen.arc(place.x, place.y, place.radius, 0, 2 * Math.PI);
  if (kind.color !== null) {
    pen.fillStyle = kind.color;
    pen.fill();
    return;
  }
  pen.strokeStyle = inks.soft;
  pen.lineWidth = 1.5;
  if (kind.unread) pen.setLineDash([2, 2]);
  pen.stroke();
  pen.setLineDash([]);
}
