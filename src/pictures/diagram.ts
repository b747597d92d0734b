import { cutMiddle, showable } from "../lineage/showable";
import { svgElement } from "./svg-element";

/** The maximum width of a character in a label, in px. */
export const characterWidth = 6.6;

/** An empty picture: a named image with a size in px. */
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

/** A label shortened to fit a width in px. */
export function fitted(text: string, width: number): string {
  return cutMiddle(showable(text), Math.max(4, Math.floor(width / characterWidth)));
}
