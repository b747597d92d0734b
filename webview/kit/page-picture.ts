import { type Pen, writtenPath } from "../../src/pictures/svg-context";
import type { SavedPicture } from "./picture";

const margin = 20;
const titleHeight = 28;
/** Room for the line on the source, in px. */
const sourceHeight = 24;

/** The offset from a part of the page in the window to its position in a picture. */
interface Shift {
  readonly x: number;
  readonly y: number;
}

/**
 * A picture of part of the page, from its title to the start of `end`: text and charts, in the theme's colors, with words on
 * the source of the data below.
 */
export function pagePicture(
  title: string,
  part: HTMLElement,
  end: HTMLElement,
  source: string,
): SavedPicture {
  const frame = part.getBoundingClientRect();
  const content = part.firstElementChild?.getBoundingClientRect() ?? frame;
  const width = part.scrollWidth;
  const top = margin + titleHeight;
  const below = Math.max(80, end.getBoundingClientRect().top - content.top + top + margin);
  const height = below + sourceHeight;
  const style = getComputedStyle(document.body);
  return {
    title,
    width,
    height,
    draw: pen => {
      pen.fillStyle = style.backgroundColor;
      pen.fillRect(0, 0, width, height);
      pen.font = `bold 13px ${style.fontFamily}`;
      pen.fillStyle = style.color;
      pen.fillText(title, content.left - frame.left, margin + 8);
      drawPage(pen, part, { x: -frame.left, y: top - content.top }, below - margin);
      pen.font = `12px ${style.fontFamily}`;
      pen.fillStyle = style.color;
      pen.textAlign = "left";
      pen.textBaseline = "middle";
      pen.fillText(source, content.left - frame.left, below + sourceHeight / 2 - margin / 2);
    },
  };
}

/** Draws an element's text and SVGs as shown on the page; anything that starts below `bottom` is omitted. */
export function drawPage(pen: Pen, part: Element, shift: Shift, bottom = Number.POSITIVE_INFINITY): void {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof SVGSVGElement) drawSvg(pen, node, shift, bottom);
    else if (node instanceof Text && !(node.parentElement instanceof SVGElement))
      drawText(pen, node, shift, bottom);
  }
  pen.globalAlpha = 1;
}

function penFor(pen: Pen, style: CSSStyleDeclaration): void {
  const isBold = Number(style.fontWeight) >= 600;
  pen.font = `${isBold ? "bold " : ""}${Number.parseFloat(style.fontSize)}px ${style.fontFamily}`;
  pen.globalAlpha = 1;
}

/** Page text, with the line breaks of the page. */
function drawText(pen: Pen, text: Text, shift: Shift, bottom: number): void {
  const parent = text.parentElement;
  if (!parent || text.data.trim() === "" || !parent.checkVisibility()) return;
  const style = getComputedStyle(parent);
  penFor(pen, style);
  pen.fillStyle = style.color;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  for (const line of linesOf(text)) {
    const middle = (line.rect.top + line.rect.bottom) / 2 + shift.y;
    if (middle < bottom) pen.fillText(line.words, line.rect.left + shift.x, middle);
  }
}

interface Line {
  readonly rect: DOMRect;
  words: string;
}

function linesOf(text: Text): readonly Line[] {
  const range = document.createRange();
  const lines: Line[] = [];
  for (const { index, 0: word } of text.data.matchAll(/\s*\S+/g)) {
    const indent = word.length - word.trimStart().length;
    range.setStart(text, index + indent);
    range.setEnd(text, index + word.length);
    const rect = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(last.rect.top - rect.top) < rect.height / 2) last.words += word.replace(/^\s+/, " ");
    else if (rect.width > 0) lines.push({ rect, words: word.trimStart() });
  }
  return lines;
}

/** One of our SVGs: paths and text, with no transform except translation. */
function drawSvg(pen: Pen, picture: SVGSVGElement, shift: Shift, bottom: number): void {
  const ratio = devicePixelRatio;
  if (picture.getBoundingClientRect().top + shift.y >= bottom) return;
  for (const element of picture.querySelectorAll("path, text")) {
    if (!(element instanceof SVGGraphicsElement)) continue;
    const matrix = element.getScreenCTM();
    if (!matrix) continue;
    const { a, b, c, d, e, f } = matrix;
    const place = [a, b, c, d, e + shift.x, f + shift.y].map(n => n * ratio);
    pen.setTransform(...(place as [number, number, number, number, number, number]));
    const style = getComputedStyle(element);
    if (element instanceof SVGPathElement) drawPath(pen, element.getAttribute("d") ?? "", style);
    else if (element instanceof SVGTextElement) drawLabel(pen, element, style);
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
}

function drawPath(pen: Pen, text: string, style: CSSStyleDeclaration): void {
  const path = writtenPath(text);
  if (style.fill !== "none") {
    pen.fillStyle = style.fill;
    pen.globalAlpha = Number(style.fillOpacity);
    pen.fill(path, style.fillRule === "evenodd" ? "evenodd" : "nonzero");
  }
  if (style.stroke === "none") return;
  pen.strokeStyle = style.stroke;
  pen.lineWidth = Number.parseFloat(style.strokeWidth);
  pen.globalAlpha = Number(style.strokeOpacity);
  const dashes = style.strokeDasharray;
  pen.setLineDash(dashes === "none" ? [] : dashes.split(/[ ,]+/).map(Number.parseFloat));
  pen.stroke(path);
  pen.setLineDash([]);
}

function drawLabel(pen: Pen, element: SVGTextElement, style: CSSStyleDeclaration): void {
  penFor(pen, style);
  pen.fillStyle = style.fill;
  pen.textBaseline = "alphabetic";
  pen.textAlign = style.textAnchor === "middle" ? "center" : style.textAnchor === "end" ? "right" : "left";
  // Title content is a tooltip, not part of the text.
  const parts = [...element.childNodes].filter(node => node.nodeName !== "title");
  const text = parts.map(node => node.textContent).join("");
  pen.fillText(text, Number(element.getAttribute("x")), Number(element.getAttribute("y")));
}
