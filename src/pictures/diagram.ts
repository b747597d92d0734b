import { cutMiddle, showable } from "../lineage/showable";
import { svgElement } from "./svg-element";

/** How wide a character of a label is at most, in px. */
export const characterWidth = 6.6;

/** An empty picture of our own, a named image of that size in px. */
export function diagram(document: Document, name: string, width: number, height: number): SVGSVGElement {
  return svgElement(document, "svg", {
    class: "diagram",
    role: "img",
    "aria-label": name,
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
  });
}

/** A label as it fits into a width in px. */
export function fitted(text: string, width: number): string {
  return cutMiddle(showable(text), Math.max(4, Math.floor(width / characterWidth)));
}
