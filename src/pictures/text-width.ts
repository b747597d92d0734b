/** Advance widths of DejaVu Sans in hundredths of its size, for the codes 32 to 126. */
const regular =
  "32 41 46 84 64 96 78 28 40 40 50 84 32 37 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 54 100 69 69 70 78 64 58 78 " +
  "76 30 30 66 56 87 75 79 61 79 70 64 62 74 69 99 69 62 69 40 34 40 84 50 50 62 64 55 64 62 36 64 64 28 28 58 28 98 64 62 64 " +
  "64 42 53 40 64 60 82 60 60 53 64 34 64 84";
const heavy =
  "35 46 53 84 70 101 88 31 46 46 53 84 38 42 38 37 70 70 70 70 70 70 70 70 70 70 40 40 84 84 84 59 100 78 77 74 84 69 69 83 " +
  "84 38 38 78 64 100 84 86 74 86 78 73 69 82 78 111 78 73 73 46 37 46 84 50 50 68 72 60 72 68 44 72 72 35 35 67 35 105 72 69 " +
  "72 72 50 60 48 72 66 93 65 66 59 72 37 72 84";
const [regularWidths, heavyWidths] = [regular, heavy].map(list => list.split(" ").map(Number));

/** Of characters outside of ASCII: most scripts, and the widest that fonts have for one character. */
const [usual, wide] = [1, 1.25];

/**
 * The width of a text, in the unit of its size, which no common sans-serif font exceeds: who opens a picture has other
 * fonts than we know. Ligatures are counted as what they stand for.
 */
export function textWidth(text: string, size: number, bold = false): number {
  const widths = (bold ? heavyWidths : regularWidths) ?? [];
  let sum = 0;
  for (const character of text.normalize("NFKC")) {
    const code = character.codePointAt(0) ?? 0;
    const known = widths[code - 32];
    sum += known === undefined ? (code > 0xffff || code < 0x590 ? wide : usual) : known / 100;
  }
  return sum * size;
}

/** A text cut to a width in px, with a share `head` of what is left before the cut and the rest after it. */
export function cutToWidth(text: string, width: number, size: number, head = 0.5): string {
  if (textWidth(text, size) <= width) return text;
  const characters = [...text];
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const before = Math.round(kept * head);
    const [first, last] = [characters.slice(0, before), characters.slice(characters.length - kept + before)];
    const cut = `${first.join("")}…${last.join("")}`;
    if (textWidth(cut, size) <= width) return cut;
  }
  return "…";
}

/** A text in lines that are at most so wide; a word that is too long alone is broken where it must be. */
export function wrapped(text: string, width: number, size: number, bold = false): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (textWidth(longer, size, bold) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = "";
    for (const character of word) {
      if (line !== "" && textWidth(line + character, size, bold) > width) {
        lines.push(line);
        line = "";
      }
      line += character;
    }
  }
  return [...lines, line];
}
