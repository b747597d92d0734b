import { mostTagCharacters } from "./import-limits";

/**
 * A printed list of texts; null if the value is missing. `cut`: the printer left out members (`...`). `unreadable`: it is
 * nothing that a printer of lists writes.
 */
export type TextList = readonly string[] | null | "cut" | "unreadable";

const missing: ReadonlySet<string> = new Set(["", "nan", "NaN", "None", "null", "NULL", "<NA>", "NA"]);

/** Whether a printed value stands for none. */
export function isMissing(text: string): boolean {
  return missing.has(text);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["b", "\b"],
  ["f", "\f"],
  ["0", "\0"],
]);

const arrayCall = /^array\((\[[\s\S]*\])(?:,\s*dtype=[\w'<>]+)?\)$/;
const blanks = /\s*/y;
const scalar = /(?:None|True|False|null|true|false|nan|NaN|[+-]?\d[\d.]*(?:e[+-]?\d+)?)(?=[\s,\]])/y;
const stringCall = "np.str_(";

/**
 * Reads a list of texts as Python (`['a', "b's"]`), NumPy (`['a' 'b']`, also over several lines), or JSON print it,
 * leaving out members that are no texts. Nothing is evaluated.
 */
export function parseTextList(text: string): TextList {
  const trimmed = text.trim();
  if (isMissing(trimmed)) return null;
  const list = trimmed.startsWith("array(") ? (arrayCall.exec(trimmed)?.[1] ?? "") : trimmed;
  return list.startsWith("[") ? new ListParser(list).read() : "unreadable";
}

class ListParser {
  readonly #text: string;
  readonly #values: string[] = [];
  #at = 1;
  #isCut = false;
  /** The next backslash, or the end: looking for it from each member would take the square of the list's length. */
  #slash = 0;
  /** What stands between members: Python and JSON write commas, NumPy writes blanks. */
  #between: "comma" | "blank" | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  read(): TextList {
    this.#skipBlanks();
    if (this.#text[this.#at] === "]") return this.#end();
    for (;;) {
      if (!this.#member()) return "unreadable";
      const isBlank = this.#skipBlanks();
      const next = this.#text[this.#at];
      if (next === "]") return this.#end();
      const between = next === "," ? "comma" : isBlank ? "blank" : null;
      if (between === null || (this.#between ?? between) !== between) return "unreadable";
      this.#between = between;
      if (next === ",") this.#at++;
      this.#skipBlanks();
    }
  }

  #end(): TextList {
    if (this.#at !== this.#text.length - 1) return "unreadable";
    return this.#isCut ? "cut" : this.#values;
  }

  /** Whether there were any. */
  #skipBlanks(): boolean {
    blanks.lastIndex = this.#at;
    blanks.test(this.#text);
    const from = this.#at;
    this.#at = blanks.lastIndex;
    return this.#at > from;
  }

  #member(): boolean {
    const text = this.#text;
    const first = text[this.#at];
    if (first === "'" || first === '"') return this.#quoted(first);
    if (text.startsWith("...", this.#at)) {
      this.#isCut = true;
      this.#at += 3;
      return true;
    }
    if (text.startsWith(stringCall, this.#at)) {
      this.#at += stringCall.length;
      const quote = text[this.#at];
      const isRead = (quote === "'" || quote === '"') && this.#quoted(quote) && text[this.#at] === ")";
      this.#at++;
      return isRead;
    }
    scalar.lastIndex = this.#at;
    if (!scalar.test(text)) return false;
    this.#at = scalar.lastIndex;
    return true;
  }

  #nextSlash(from: number): number {
    const at = this.#text.indexOf("\\", from);
    return at < 0 ? this.#text.length : at;
  }

  #quoted(quote: string): boolean {
    const text = this.#text;
    const from = this.#at + 1;
    let end = text.indexOf(quote, from);
    if (this.#slash < from) this.#slash = this.#nextSlash(from);
    const isEscaped = this.#slash < end;
    while (this.#slash < end) {
      if (this.#slash + 1 === end) end = text.indexOf(quote, end + 1);
      this.#slash = this.#nextSlash(this.#slash + 2);
    }
    if (end < 0 || end - from > mostTagCharacters) return false;
    const value = text.slice(from, end);
    // Printers escape line breaks, so this text runs over into another row.
    if (value.includes("\n")) return false;
    this.#values.push(isEscaped ? unescaped(value) : value);
    this.#at = end + 1;
    return true;
  }
}

function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gis,
    (_, two, four, eight, one) => {
      const code = Number.parseInt(two ?? four ?? eight ?? "", 16);
      if (Number.isNaN(code)) return escapes.get(one) ?? one ?? "";
      return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    },
  );
}
