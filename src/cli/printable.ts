import { showable, shownCode } from "../lineage/showable";

/**
 * A text from outside as a part of one printed line: line breaks, escape codes, and invisible characters become codes such
 * as ⟨U+001B⟩, and a build server finds no command of its own in it (`##[error]`, `##vso[…]`).
 */
export function inLine(text: string): string {
  return showable(text).replace(/##(?=\w*\[)/g, `#${shownCode("#")}`);
}

/** A path at the start of a line, where GitHub Actions would obey `::error::`. */
export function pathInLine(path: string): string {
  const shown = inLine(path);
  return /^\s*::/.test(shown) ? `./${shown}` : shown;
}

/** Line breaks, and the codes of our own colors. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the codes begin with one.
const ownCode = /(\r?\n|\u001b\[\d{1,2}m)/;

/** What an output is, and where it goes. */
export interface Printing {
  readonly isJson: boolean;
  readonly isTerminal: boolean;
  /** Whether the text has our own colors; names from outside have none in it. */
  readonly isStyled?: true | undefined;
}

/**
 * What a command prints, as it is written. JSON has its invisible characters escaped, which changes no value. Other data is
 * written as it is to a file or a pipe; on a terminal, nothing in it is obeyed.
 */
export function printable(output: string, { isJson, isTerminal, isStyled }: Printing): string {
  if (isJson) return output.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, jsonEscape);
  if (!isTerminal) return output;
  return output
    .split(isStyled ? ownCode : /(\r?\n)/)
    .map((part, at) => (at % 2 === 0 ? showable(part) : part))
    .join("");
}

function jsonEscape(character: string): string {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map(unit => `\\u${unit.toString(16).padStart(4, "0")}`)
    .join("");
}
