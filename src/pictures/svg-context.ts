import { xml } from "../lineage/export/xml";

/** The canvas methods the drawing code needs; any object with these can be drawn on. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | "arc"
  | "beginPath"
  | "bezierCurveTo"
  | "direction"
  | "fill"
  | "fillRect"
  | "fillStyle"
  | "fillText"
  | "font"
  | "globalAlpha"
  | "lineCap"
  | "lineTo"
  | "lineWidth"
  | "moveTo"
  | "roundRect"
  | "setLineDash"
  | "setTransform"
  | "stroke"
  | "strokeRect"
  | "strokeStyle"
  | "textAlign"
  | "textBaseline"
>;

const pathTexts = new WeakMap<Path2D, string>();

/** A path that can be written as SVG later; a Path2D cannot be read back. */
export function writtenPath(text: string): Path2D {
  const path = new Path2D(text);
  pathTexts.set(path, text);
  return path;
}

function place(n: number): string {
  return String(Math.round(n * 100) / 100);
}

/** Size, weight and style of a CSS font, in the forms we use: "italic bold 13px Segoe UI". */
function fontAttributes(font: string): { readonly text: string; readonly size: number } {
  const found = /^((?:(?:italic|bold|600) )*)([\d.]+)px (.*)$/.exec(font);
  const [, style = "", size = "13", family = "sans-serif"] = found ?? [];
  const weight = /bold|600/.test(style) ? ' font-weight="bold"' : "";
  const slant = style.includes("italic") ? ' font-style="italic"' : "";
  return {
    text: `font-family="${xml(family)}" font-size="${place(Number(size))}"${weight}${slant}`,
    size: Number(size),
  };
}

/**
 * A canvas that writes drawings as SVG. It supports only the canvas features our drawings use: filled and stroked
 * paths, rectangles, text, and one transform at a time. `ratio` is its number of px per drawing px.
 */
export class SvgContext implements Pen {
  fillStyle: string | CanvasGradient | CanvasPattern = "#000";
  strokeStyle: string | CanvasGradient | CanvasPattern = "#000";
  lineWidth = 1;
  globalAlpha = 1;
  lineCap: CanvasLineCap = "butt";
  font = "13px sans-serif";
  textAlign: CanvasTextAlign = "left";
  textBaseline: CanvasTextBaseline = "alphabetic";
  direction: CanvasDirection = "ltr";
  readonly #ratio: number;
  readonly #parts: string[] = [];
  #path: string[] = [];
  #dashes: readonly number[] = [];
  #transform = "";

  constructor(ratio: number) {
    this.#ratio = ratio;
  }

  /** The drawing as a standalone file; a style is ours and never holds what others wrote. */
  text(
    width: number,
    height: number,
    title: string,
    more: { readonly description?: string; readonly style?: string } = {},
  ): string {
    const size = `width="${place(width)}" height="${place(height)}" viewBox="0 0 ${place(width)} ${place(height)}"`;
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<svg xmlns="http://www.w3.org/2000/svg" ${size}>`,
      `<title>${xml(title)}</title>`,
      ...(more.description ? [`<desc>${xml(more.description)}</desc>`] : []),
      ...(more.style ? [`<style>${more.style}</style>`] : []),
      ...this.#parts,
      "</svg>",
      "",
    ].join("\n");
  }

  setTransform(a?: number | DOMMatrix2DInit, b = 0, c = 0, d = 0, e = 0, f = 0): void {
    if (typeof a !== "number") throw new TypeError("A transform needs six numbers.");
    const numbers = [a, b, c, d, e, f].map(n => place(n / this.#ratio));
    this.#transform = numbers.join(" ") === "1 0 0 1 0 0" ? "" : ` transform="matrix(${numbers.join(" ")})"`;
  }

  setLineDash(dashes: readonly number[]): void {
    this.#dashes = [...dashes];
  }

  beginPath(): void {
    this.#path = [];
  }

  moveTo(x: number, y: number): void {
    this.#path.push(`M${place(x)} ${place(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.#path.push(`L${place(x)} ${place(y)}`);
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#path.push(`C${[x1, y1, x2, y2, x, y].map(place).join(" ")}`);
  }

  /** A full circle: our drawings use no other arcs. */
  arc(x: number, y: number, radius: number): void {
    const r = place(radius);
    this.#path.push(
      `M${place(x - radius)} ${place(y)}a${r} ${r} 0 1 0 ${place(2 * radius)} 0a${r} ${r} 0 1 0 ${place(-2 * radius)} 0z`,
    );
  }

  roundRect(
    x: number,
    y: number,
    width: number,
    height: number,
    radii: number | DOMPointInit | (number | DOMPointInit)[] = 0,
  ): void {
    const radius = Math.min(typeof radii === "number" ? radii : 0, width / 2, height / 2);
    const [w, h, r] = [place(width - 2 * radius), place(height - 2 * radius), place(radius)];
    const corner = (dx: string, dy: string) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
    this.#path.push(
      `M${place(x + radius)} ${place(y)}h${w}${corner(r, r)}v${h}${corner(`-${r}`, r)}h-${w}${corner(`-${r}`, `-${r}`)}v-${h}${corner(r, `-${r}`)}z`,
    );
  }

  fill(path?: Path2D | CanvasFillRule, rule?: CanvasFillRule): void {
    const isOwn = path === undefined || typeof path === "string";
    const text = isOwn ? this.#path.join("") : pathTexts.get(path);
    const evenOdd = (isOwn ? path : rule) === "evenodd" ? ' fill-rule="evenodd"' : "";
    if (text) this.#add(`<path d="${text}"${this.#transform}${this.#filled()}${evenOdd}/>`, this.fillStyle);
  }

  stroke(path?: Path2D): void {
    const text = path === undefined ? this.#path.join("") : pathTexts.get(path);
    if (text)
      this.#add(`<path d="${text}"${this.#transform} fill="none"${this.#stroked()}/>`, this.strokeStyle);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#add(`<rect ${box(x, y, width, height)}${this.#transform}${this.#filled()}/>`, this.fillStyle);
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#add(
      `<rect ${box(x, y, width, height)}${this.#transform} fill="none"${this.#stroked()}/>`,
      this.strokeStyle,
    );
  }

  fillText(text: string, x: number, y: number): void {
    const font = fontAttributes(this.font);
    const anchor = { center: "middle", right: "end", end: "end", left: "start", start: "start" }[
      this.textAlign
    ];
    const low = this.textBaseline === "middle" ? y + font.size * 0.35 : y;
    this.#add(
      `<text x="${place(x)}" y="${place(low)}" text-anchor="${anchor}" xml:space="preserve" ${font.text}${this.#transform}${this.#filled()}>${xml(text)}</text>`,
      this.fillStyle,
    );
  }

  #add(part: string, style: unknown): void {
    if (style !== "transparent") this.#parts.push(part);
  }

  #filled(): string {
    return ` fill="${xml(String(this.fillStyle))}"${this.#opacity()}`;
  }

  #stroked(): string {
    const dashes = this.#dashes.length > 0 ? ` stroke-dasharray="${this.#dashes.map(place).join(" ")}"` : "";
    const cap = this.lineCap === "butt" ? "" : ` stroke-linecap="${this.lineCap}"`;
    return ` stroke="${xml(String(this.strokeStyle))}" stroke-width="${place(this.lineWidth)}"${dashes}${cap}${this.#opacity()}`;
  }

  #opacity(): string {
    return this.globalAlpha === 1 ? "" : ` opacity="${place(this.globalAlpha)}"`;
  }
}

function box(x: number, y: number, width: number, height: number): string {
  return `x="${place(x)}" y="${place(y)}" width="${place(width)}" height="${place(height)}"`;
}
