import type { SavedPicture } from "./picture";
import { drawSvg } from "./picture";
import type { Pen } from "./svg-context";

const margin = 20;
const lineHeight = 22;

interface Ink {
  readonly background: string;
  readonly family: string;
}

/** A text in lines of at most so many characters, broken between words. */
export function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Writes lines from a height on, and answers where the next ones go. */
function write(pen: Pen, lines: readonly string[], y: number, font: string, colour: string): number {
  pen.font = font;
  pen.fillStyle = colour;
  pen.textAlign = "left";
  pen.textBaseline = "alphabetic";
  lines.forEach((line, at) => {
    pen.fillText(line, margin, y + (at + 1) * lineHeight - 6);
  });
  return y + lines.length * lineHeight;
}

/** The drift of a trait as a picture: what `words` say (the first line large), then the figures as they stand on the page. */
export function driftPicture(words: readonly string[], columns: HTMLElement): SavedPicture {
  const style = getComputedStyle(document.body);
  const frame = columns.getBoundingClientRect();
  const ink: Ink = { background: style.backgroundColor, family: style.fontFamily };
  const [first = "", ...rest] = words;
  const head = wrapped(first, Math.floor(frame.width / 9));
  const small = rest.flatMap(line => wrapped(line, Math.floor(frame.width / 7)));
  const top = margin + (head.length + small.length) * lineHeight + 8;
  return {
    title: first,
    width: frame.width + 2 * margin,
    height: top + frame.height + margin,
    draw: pen => {
      pen.fillStyle = ink.background;
      pen.fillRect(0, 0, frame.width + 2 * margin, top + frame.height + margin);
      const below = write(pen, head, margin, `17px ${ink.family}`, style.color);
      write(pen, small, below, `13px ${ink.family}`, style.color);
      drawFigures(pen, columns, frame, top, ink);
    },
  };
}

function drawFigures(pen: Pen, columns: HTMLElement, frame: DOMRect, top: number, { family }: Ink): void {
  for (const element of columns.querySelectorAll("figcaption, svg, .key li")) {
    const { left, top: at, width, bottom } = element.getBoundingClientRect();
    if (width === 0) continue;
    const [x, y] = [margin + left - frame.left, top + at - frame.top];
    if (element instanceof SVGSVGElement) {
      // The signs of the key are drawn around their middle.
      const half = element.classList.contains("sign") ? width / 2 : 0;
      drawSvg(pen, element, x + half, y + half);
      continue;
    }
    const isKey = element.tagName === "LI";
    const colour = getComputedStyle(element).color;
    pen.font = `${isKey ? "" : "bold "}13px ${family}`;
    pen.fillStyle = colour;
    pen.textAlign = "left";
    pen.textBaseline = "alphabetic";
    pen.fillText(element.textContent ?? "", x + (isKey ? 20 : 0), top + bottom - frame.top - 5);
  }
}
