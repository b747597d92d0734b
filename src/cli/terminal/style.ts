/** How a part of a text looks on a terminal. */
export type Look = "bold" | "dim" | "red" | "yellow" | "cyan";

/** Sets a text in a look, or leaves it as it is where there are no colors. */
export type Style = (look: Look, text: string) => string;

const codes: Readonly<Record<Look, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

const plain: Style = (_, text) => text;
const colored: Style = (look, text) => `\u001b[${codes[look][0]}m${text}\u001b[${codes[look][1]}m`;

/**
 * The style for an output: colors on a terminal that has them. `NO_COLOR`, if set and not empty, turns them off, and
 * `FORCE_COLOR` turns them on, or off with 0; if both are set, `FORCE_COLOR` counts, as in Node itself.
 */
export function styleFor(
  isTerminal: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): Style {
  const { FORCE_COLOR: forced, NO_COLOR: none, TERM: terminal } = environment;
  if (forced !== undefined) return forced === "0" || forced === "false" ? plain : colored;
  if (none !== undefined && none !== "") return plain;
  return isTerminal && terminal !== "dumb" ? colored : plain;
}
