import { dirname, join } from "node:path";
import type { Addition, Additions } from "../../card/obligations/addition-sources";
import type { Obligation } from "../../card/obligations/obligations";
import { decodeCard, encodeCard } from "../cards/card-bytes";
import { writeNewFile } from "../cards/new-file";
import { writeCard } from "../cards/write-card";
import { inLine } from "../printable";
import { readRegularFile, Unreadable } from "../regular-file";
import type { Style } from "../terminal/style";

/** Lines of a text that are shown of a copy of a license; everything else is shown in full. */
const mostLines = 8;

/** Larger files are not appended to. */
const mostBytes = 16 * 1_048_576;

/** What became of an addition: null if it was only shown, else whether it was written, or why not. */
export type Written = ReadonlyMap<Addition, string | null>;

/** Adds texts to a card and its folder, the card last; says for each why it was not written, or null. Nothing that is there is overwritten. */
export async function writeAdditions(card: string, { additions }: Additions): Promise<Written> {
  const written = new Map<Addition, string | null>();
  for (const addition of additions) {
    const path = addition.file === "README.md" ? card : join(dirname(card), addition.file);
    const problem =
      addition.kind === "create" ? await writeNewFile(path, addition.text) : await append(path, addition);
    written.set(addition, problem);
  }
  return written;
}

/** Adds a text behind what a file holds, if that is what was judged: another program may have added the same meanwhile. */
async function append(path: string, { text, behind }: Addition): Promise<string | null> {
  let before: Buffer;
  try {
    before = await readRegularFile(path, mostBytes);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return `${path} ${error.message}, so nothing was added to it.`;
  }
  const { text: old, isUtf8 } = decodeCard(before);
  if (!isUtf8) return `${path} is not UTF-8 text, so nothing was added to it.`;
  if (withoutMark(old) !== withoutMark(behind ?? ""))
    return `${path} was changed by another program while it was judged, so nothing was added to it; run obligations --write again.`;
  const end = old.includes("\r\n") ? "\r\n" : "\n";
  const gap = old === "" || old.endsWith("\n") ? "" : end;
  const after = encodeCard(`${old}${gap}${text.replaceAll("\n", end)}`);
  const command = { writes: "obligations --write", without: "use --add" };
  return writeCard(path, { before, after, paths: [path], command });
}

/** A text without the byte order mark, which decoders keep or drop. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, "");
}

/** The additions and what is left to a person, as text. */
export function additionsText({ additions, left }: Additions, written: Written | null, style: Style): string {
  if (additions.length === 0 && left.length === 0)
    return "\nNothing is known to be missing that could be added.\n";
  const blocks = additions.flatMap(addition => [
    "",
    `${style("bold", addition.file)} — ${stateOf(addition, written)}, from ${inLine(addition.from)}`,
    ...shownLines(addition).map(line => `  ${style("dim", "+")} ${inLine(line)}`),
    ...(addition.fill === null ? [] : [`  ${style("yellow", "fill in")}  ${inLine(addition.fill)}`]),
  ]);
  const todos = left.map(({ todo }) => `  - ${inLine(todo)}`);
  return `${[...blocks, ...(todos.length === 0 ? [] : ["", "Left to you:", ...todos])].join("\n")}\n`;
}

function stateOf(addition: Addition, written: Written | null): string {
  const problem = written?.get(addition);
  const place = addition.kind === "create" ? "a new file" : "at its end";
  if (written === null) return place;
  return problem === null ? `written (${place})` : `not written: ${inLine(problem ?? "")}`;
}

function shownLines({ text, kind, file }: Addition): readonly string[] {
  const lines = text.trimEnd().split("\n");
  if (kind === "append" || file === "NOTICE" || lines.length <= mostLines + 2) return lines;
  return [...lines.slice(0, mostLines), `… and ${lines.length - mostLines} more lines`];
}

/** The same as plain data: `{additions: [{file, kind, from, fill, meets, text, written, problem}], left: [{todo, about}]}`, with obligations as `{duty, license, ancestor}`. */
export function additionsData({ additions, left }: Additions, written: Written | null) {
  return {
    additions: additions.map(addition => ({
      ...{ file: addition.file, kind: addition.kind, from: addition.from, fill: addition.fill },
      meets: addition.meets.map(metOf),
      text: addition.text,
      written: written !== null && written.get(addition) === null,
      problem: written?.get(addition) ?? null,
    })),
    left: left.map(({ todo, about }) => ({
      todo,
      about: about.map(metOf),
    })),
  };
}

function metOf({ duty, license, ancestor }: Obligation) {
  return { duty, license, ancestor };
}
