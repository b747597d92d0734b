import { type Pen, SvgContext, writtenPath } from "./svg-context";

/** A picture that can be drawn on whatever has a pen, in CSS px. */
export interface SavedPicture {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  draw(pen: Pen): void;
}

/** The formats of a picture. */
export type PictureFormat = "svg" | "png";

/** A picture as the bytes of a file; throws an Error where the browser makes no PNG. */
export async function pictureBytes(picture: SavedPicture, format: PictureFormat): Promise<Uint8Array> {
  const ratio = devicePixelRatio;
  const { width, height, title } = picture;
  if (format === "svg") {
    const context = new SvgContext(ratio);
    picture.draw(context);
    return new TextEncoder().encode(context.text(width, height, title));
  }
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The browser has no canvas to draw the picture on.");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  picture.draw(context);
  const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("The browser could not make a PNG of the picture. Save it as SVG.");
  return new Uint8Array(await blob.arrayBuffer());
}

/** Draws the paths and texts of an SVG of ours as the page shows them, with its top left corner at (x, y). */
export function drawSvg(pen: Pen, picture: SVGSVGElement, x: number, y: number): void {
  const ratio = devicePixelRatio;
  for (const element of picture.querySelectorAll("path, text")) {
    const style = getComputedStyle(element);
    const [dx, dy] = shiftOf(element);
    pen.setTransform(ratio, 0, 0, ratio, ratio * (x + dx), ratio * (y + dy));
    if (element instanceof SVGPathElement) drawPath(pen, element.getAttribute("d") ?? "", style);
    else if (element instanceof SVGTextElement) drawText(pen, element, style);
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.globalAlpha = 1;
}

/** By how much an element stands elsewhere: our charts know no other transform. */
function shiftOf(element: Element): readonly [number, number] {
  const found = /translate\(([-\d.]+)[ ,]([-\d.]+)\)/.exec(element.getAttribute("transform") ?? "");
  return [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
}

function drawPath(pen: Pen, text: string, style: CSSStyleDeclaration): void {
  const path = writtenPath(text);
  if (style.fill !== "none") {
    pen.fillStyle = style.fill;
    pen.globalAlpha = Number(style.fillOpacity);
    pen.fill(path);
  }
  if (style.stroke === "none") return;
  pen.strokeStyle = style.stroke;
  pen.lineWidth = Number.parseFloat(style.strokeWidth);
  pen.globalAlpha = Number(style.strokeOpacity);
  pen.setLineDash(
    style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(/[ ,]+/).map(Number.parseFloat),
  );
  pen.stroke(path);
  pen.setLineDash([]);
}

function drawText(pen: Pen, element: SVGTextElement, style: CSSStyleDeclaration): void {
  const size = Number.parseFloat(style.fontSize);
  pen.font = `${style.fontWeight === "600" ? "bold " : ""}${size}px ${style.fontFamily}`;
  pen.fillStyle = style.fill;
  pen.globalAlpha = 1;
  pen.textBaseline = "alphabetic";
  pen.textAlign = style.textAnchor === "middle" ? "center" : style.textAnchor === "end" ? "right" : "left";
  // What a title says is for pointing at, not part of the text.
  const text = [...element.childNodes]
    .filter(node => node.nodeName !== "title")
    .map(node => node.textContent)
    .join("");
  pen.fillText(text, Number(element.getAttribute("x")), Number(element.getAttribute("y")));
}
