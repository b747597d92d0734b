import { asObject } from "../lineage/checked-json";
import { ownValue } from "../lineage/own-value";
import type { OwnRow } from "./own-row";

/** The rows of a table as JSON, or a sentence if it is not a list or not JSON. */
export function jsonRows(text: string): readonly OwnRow[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const line = errorLine(text, error);
    return `${line === null ? "The table of authors" : `Line ${line} of the table of authors`} is not valid JSON. Correct it, or save the table as CSV.`;
  }
  if (!Array.isArray(value)) return 'The table of authors is not a list. Write [{"name": "…", "kind": "…"}].';
  const lines = elementLines(text);
  return value.map((element: unknown, at) => {
    const row = asObject(element);
    return {
      line: lines[at] ?? 1,
      fields:
        row === null
          ? 'is not an object. Write {"name": "…", "kind": "…"}.'
          : { name: ownValue(row, "name"), kind: ownValue(row, "kind"), country: ownValue(row, "country") },
    };
  });
}

/** The line, counted from 1, of each element of a list; the text must be valid JSON whose outermost value is a list. */ function elementLines(
  text: string,
): readonly number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let isNext = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === "\n") line++;
    if (/\s/.test(letter)) continue;
    if (isNext && letter !== "]") lines.push(line);
    isNext = depth === 1 && letter === ",";
    if (letter === '"') at = endOfText(text, at);
    else if (letter === "[" || letter === "{") isNext = ++depth === 1;
    else if (letter === "]" || letter === "}") depth--;
  }
  return lines;
}

/** Where the text that begins at a quote ends: at its other quote. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}

/** The line that an error of JSON.parse speaks of, counted from 1; null if it gives no position. */ function errorLine(
  text: string,
  error: unknown,
): number | null {
  const position = /at position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  return position === undefined ? null : text.slice(0, Number(position)).split("\n").length;
}
