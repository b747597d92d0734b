import type { DrawnNode } from "../plain-document";
import type { PrintedFigure } from "../printed-figure";
import { pdfFile } from "./pdf-file";
import { circlePath, pdfPath, written } from "./pdf-path";
import { literal, widthOf, winAnsi } from "./pdf-text";

/** Points in a CSS pixel. */
const point = 0.75;

/** What a part of a figure inherits. */
interface Style {
  readonly x: number;
  readonly y: number;
  readonly attributes: ReadonlyMap<string, string>;
}

const inherited = new Set([
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-opacity",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-miterlimit",
  "font-size",
  "text-anchor",
]);

/**
 * A printed figure as a PDF of one page, with paths as vectors and text as text. Throws Error for an element that our
 * pictures do not use, so that nothing is left out unnoticed.
 */
export function figurePdf({ title, width, height, root }: PrintedFigure): string {
  const pen = new PdfPen();
  draw(root, { x: 0, y: 0, attributes: new Map() }, pen);
  const [pageWidth, pageHeight] = [Number(written(width * point)), Number(written(height * point))];
  const content = [`${point} 0 0 -${point} 0 ${pageHeight} cm`, ...pen.operators].join("\n");
  return pdfFile({ title, width: pageWidth, height: pageHeight, content, ...pen });
}

/** Writes operators, and each setting only when it changes. */
class PdfPen {
  readonly operators: string[] = [];
  readonly opacities = new Map<string, readonly [fill: number, stroke: number]>();
  readonly forms = new Map<string, { readonly content: string; readonly reach: number }>();
  readonly #set = new Map<string, string>();

  /** Draws a filled circle; charts have thousands of one size, so each size is drawn once and repeated. */
  dot(x: number, y: number, r: number): void {
    const name = `C${Math.round(r * 100)}`;
    this.forms.set(name, { content: `${circlePath(0, 0, r)} f`, reach: Math.ceil(r) });
    this.operators.push(`q 1 0 0 1 ${written(x)} ${written(y)} cm /${name} Do Q`);
  }

  /** Sets something of the graphics state by its operator. */
  set(kind: string, operator: string): void {
    if (this.#set.get(kind) === operator) return;
    this.#set.set(kind, operator);
    this.operators.push(operator);
  }

  setOpacity(fill: number, stroke: number): void {
    const name = `O${Math.round(fill * 1000)}-${Math.round(stroke * 1000)}`;
    this.opacities.set(name, [fill, stroke]);
    this.set("opacity", `/${name} gs`);
  }
}

function draw(node: DrawnNode, above: Style, pen: PdfPen): void {
  const style = styleOf(node, above);
  const number = (name: string) => Number(node.named.get(name) ?? 0);
  const { localName } = node;
  if (localName === "svg" || localName === "g") for (const child of node.children) draw(child, style, pen);
  else if (localName === "text") drawText(node, style, pen);
  else if (localName === "path") paint(pdfPath(node.named.get("d") ?? "", style.x, style.y), style, pen);
  else if (localName === "circle")
    drawCircle(style.x + number("cx"), style.y + number("cy"), number("r"), style, pen);
  else if (localName === "rect") {
    const place = [style.x + number("x"), style.y + number("y"), number("width"), number("height")];
    paint(`${place.map(written).join(" ")} re`, style, pen);
  } else if (localName === "line") {
    const at = (end: string) =>
      `${written(style.x + number(`x${end}`))} ${written(style.y + number(`y${end}`))}`;
    // A line has no inside; PDF would fill it as wide as a dot of the device.
    const unfilled = new Map([...style.attributes, ["fill", "none"]]);
    paint(`${at("1")} m ${at("2")} l`, { ...style, attributes: unfilled }, pen);
  } else if (localName !== "title")
    throw new Error(`A picture has an element ${localName}, which the PDF writer lacks.`);
}

function styleOf({ localName, named }: DrawnNode, above: Style): Style {
  const attributes = new Map(above.attributes);
  for (const [name, value] of named) if (inherited.has(name)) attributes.set(name, value);
  const transform = named.get("transform");
  const moved = transform === undefined ? null : /^translate\(([^,()]+)(?:,([^,()]+))?\)$/.exec(transform);
  if (transform !== undefined && moved === null)
    throw new Error(`A picture moves its ${localName} by ${transform}, which the PDF writer lacks.`);
  return { x: above.x + Number(moved?.[1] ?? 0), y: above.y + Number(moved?.[2] ?? 0), attributes };
}

function drawCircle(x: number, y: number, r: number, style: Style, pen: PdfPen): void {
  const fill = colorOf(style.attributes.get("fill") ?? "#000000");
  if (fill === null || colorOf(style.attributes.get("stroke") ?? "none") !== null) {
    paint(circlePath(x, y, r), style, pen);
    return;
  }
  pen.setOpacity(Number(style.attributes.get("fill-opacity") ?? 1), 1);
  pen.set("fill", `${fill} rg`);
  pen.dot(x, y, r);
}

/** Fills and strokes a path as its style says. */
function paint(path: string, { attributes }: Style, pen: PdfPen): void {
  const [fill, stroke] = [
    colorOf(attributes.get("fill") ?? "#000000"),
    colorOf(attributes.get("stroke") ?? "none"),
  ];
  const operator = fill === null ? (stroke === null ? null : "S") : stroke === null ? "f" : "B";
  if (operator === null) return;
  pen.setOpacity(Number(attributes.get("fill-opacity") ?? 1), Number(attributes.get("stroke-opacity") ?? 1));
  if (fill !== null) pen.set("fill", `${fill} rg`);
  if (stroke !== null) {
    const dashes = (attributes.get("stroke-dasharray") ?? "").match(/[\d.]+/g) ?? [];
    pen.set("stroke", `${stroke} RG`);
    pen.set("width", `${written(Number(attributes.get("stroke-width") ?? 1))} w`);
    pen.set("dashes", `[${dashes.join(" ")}] 0 d`);
    pen.set("cap", `${["butt", "round", "square"].indexOf(attributes.get("stroke-linecap") ?? "butt")} J`);
    pen.set("join", `${["miter", "round", "bevel"].indexOf(attributes.get("stroke-linejoin") ?? "miter")} j`);
    pen.set("miter", `${Math.max(1, Number(attributes.get("stroke-miterlimit") ?? 4))} M`);
  }
  pen.operators.push(`${path} ${operator}`);
}

/** A color as red, green, and blue from 0 to 1; null for none. */
function colorOf(color: string): string | null {
  if (color === "none") return null;
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (digits === null) throw new Error(`A picture has the color ${color}, which the PDF writer lacks.`);
  return digits
    .slice(1)
    .map(pair => String(Number((Number.parseInt(pair, 16) / 255).toFixed(3))))
    .join(" ");
}

/** A part of a line of text in one color. */
interface Run {
  readonly codes: readonly number[];
  readonly style: Style;
}

/** A line of text: its place, and its runs one after another. */
interface Line {
  readonly x: number;
  readonly y: number;
  readonly runs: Run[];
}

/** The lines of a text; a part with its own `x` begins a new one. */
function linesOf(node: DrawnNode, style: Style): readonly Line[] {
  const size = Number(style.attributes.get("font-size") ?? 12);
  const start = {
    x: style.x + lengthOf(node.named.get("x"), size),
    y: style.y + lengthOf(node.named.get("y"), size) + lengthOf(node.named.get("dy"), size),
  };
  const lines: Line[] = [{ ...start, runs: [] }];
  const add = (text: string, of: Style) => {
    if (text !== "") lines.at(-1)?.runs.push({ codes: winAnsi(text), style: of });
  };
  const walk = (part: DrawnNode, of: Style): void => {
    if (part.localName === "title") return;
    const before = lines.at(-1);
    if (part.localName === "tspan" && part.named.has("x"))
      lines.push({
        x: style.x + lengthOf(part.named.get("x"), size),
        y:
          (part.named.has("y") ? style.y + lengthOf(part.named.get("y"), size) : (before?.y ?? start.y)) +
          lengthOf(part.named.get("dy"), size),
        runs: [],
      });
    add(part.ownText, of);
    for (const child of part.children) walk(child, styleOf(child, of));
  };
  walk(node, style);
  return lines.filter(({ runs }) => runs.length > 0);
}

function drawText(node: DrawnNode, style: Style, pen: PdfPen): void {
  const size = Number(style.attributes.get("font-size") ?? 12);
  for (const { x, y, runs } of linesOf(node, style)) {
    const width = runs.reduce((sum, { codes }) => sum + widthOf(codes, size), 0);
    const anchor = style.attributes.get("text-anchor") ?? "start";
    let left = x - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
    for (const { codes, style: of } of runs) {
      const fill = colorOf(of.attributes.get("fill") ?? "#000000");
      if (fill === null) continue;
      pen.setOpacity(Number(of.attributes.get("fill-opacity") ?? 1), 1);
      pen.set("fill", `${fill} rg`);
      pen.operators.push(
        `BT /F1 ${written(size)} Tf 1 0 0 -1 ${written(left)} ${written(y)} Tm ${literal(codes)} Tj ET`,
      );
      left += widthOf(codes, size);
    }
  }
}

/** A length in pixels; `em` counts from the size of the font. */
function lengthOf(text: string | undefined, size: number): number {
  if (text === undefined) return 0;
  return text.endsWith("em") ? Number.parseFloat(text) * size : Number(text);
}
