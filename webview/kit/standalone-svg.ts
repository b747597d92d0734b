import { t } from "../../src/words/words";

const copied = [
  "fill",
  "fill-opacity",
  "fill-rule",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linejoin",
  "stroke-linecap",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "font-variant-numeric",
  "text-anchor",
] as const;

const [margin, titleHeight] = [16, 26];

/** Converts a drawn SVG to a standalone document (UTF-8) with its title, a background, and explicit theme colors. */
export function standaloneSvg(
  title: string,
  drawn: SVGSVGElement,
): { text: string; width: number; height: number } {
  const size = drawn.getBoundingClientRect();
  const [width, height] = [size.width + 2 * margin, size.height + 2 * margin + titleHeight];
  const body = getComputedStyle(document.body);
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const [from, to] = [
    [drawn, ...drawn.querySelectorAll("*")],
    [copy, ...copy.querySelectorAll("*")],
  ];
  for (const [at, element] of from.entries()) writeOut(element, to[at]);
  place(copy, { x: margin, y: margin + titleHeight, width: size.width, height: size.height });
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  place(picture, { width, height });
  picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const back = document.createElementNS(picture.namespaceURI ?? "", "rect");
  place(back, { width, height, fill: body.backgroundColor });
  const heading = document.createElementNS(picture.namespaceURI ?? "", "text");
  place(heading, { x: margin, y: margin + 12, fill: body.color });
  place(heading, { "font-family": body.fontFamily, "font-size": 13, "font-weight": "bold" });
  heading.textContent = title;
  picture.append(back, heading, copy);
  return { text: new XMLSerializer().serializeToString(picture), width, height };
}

function place(element: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

/** Copies an element's computed style into its copy; classes and roles have no meaning outside the page. */
function writeOut(element: Element, copy: Element | undefined): void {
  if (copy === undefined || !(element instanceof SVGElement)) return;
  const style = getComputedStyle(element);
  for (const name of copied) copy.setAttribute(name, style.getPropertyValue(name));
  for (const name of ["class", "style", "role", "aria-label", "aria-hidden", "tabindex"])
    copy.removeAttribute(name);
}

/** Renders an SVG document as PNG bytes; throws an Error if the browser cannot create one. */
export async function svgToPng({
  text,
  width,
  height,
}: ReturnType<typeof standaloneSvg>): Promise<Uint8Array> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  await image.decode();
  const ratio = Math.max(2, devicePixelRatio);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error(t`The browser could not create a PNG. Save as SVG instead.`);
  return new Uint8Array(await blob.arrayBuffer());
}
