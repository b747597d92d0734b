/**
 * Reads one record into `fields` (RFC 4180: quoted fields, doubled quotes, LF or CRLF) and returns the start of the next.
 * `open`: it does not end in this text. `broken`: something other than a comma or a line's end follows a closing quote.
 */
export function readRecord(
  text: string,
  start: number,
  isLast: boolean,
  fields: string[],
): number | "open" | "broken" {
  let at = start;
  for (;;) {
    const field = text[at] === '"' ? quoted(text, at + 1, isLast) : plain(text, at, isLast);
    if (typeof field === "string") return field;
    fields.push(field.value);
    at = field.end;
    if (text[at] === ",") at++;
    else if (at >= text.length) return at;
    else return text.startsWith("\r\n", at) ? at + 2 : at + 1;
  }
}

/**
 * What keeps a table from being read as values that are separated by commas, in UTF-8: its encoding or its separator. Null if
 * it is neither. `start` is the beginning of its text as it was read, and `column` the name of a column that it must have.
 */
export function csvObstacle(start: string, column: string): "UTF-16" | "semicolons" | "tabs" | null {
  const text = start.replace(/[\0\uFEFF\uFFFD]/g, "");
  const [header = ""] = text.split(/[\r\n]/, 1);
  const has = (separator: string) =>
    header.split(separator).some(field => field.trim().replace(/^"|"$/g, "").toLowerCase() === column);
  if (start.includes("\0")) return has(",") || has(";") || has("\t") ? "UTF-16" : null;
  if (has(",")) return null;
  return has(";") ? "semicolons" : has("\t") ? "tabs" : null;
}

interface Field {
  readonly value: string;
  /** The position of the field's comma or line ending, or of the end of the text. */
  readonly end: number;
}

function quoted(text: string, start: number, isLast: boolean): Field | "open" | "broken" {
  let from = start;
  for (;;) {
    const quote = text.indexOf('"', from);
    // A quote at the end of a piece may be the first half of a doubled one.
    if (quote < 0 || (quote === text.length - 1 && !isLast)) return "open";
    if (text[quote + 1] === '"') {
      from = quote + 2;
      continue;
    }
    const value = text.slice(start, quote);
    const end = endOfQuoted(text, quote + 1, isLast);
    return typeof end === "string"
      ? end
      : { value: value.includes('""') ? value.replaceAll('""', '"') : value, end };
  }
}

/** Where a field ends whose quote has closed; blanks may follow, and nothing else. */
function endOfQuoted(text: string, start: number, isLast: boolean): number | "open" | "broken" {
  let at = start;
  while (text[at] === " " || text[at] === "\t") at++;
  if (at >= text.length) return isLast ? at : "open";
  if (text[at] === "\r" && at + 1 === text.length) return isLast ? at + 1 : "open";
  return text[at] === "," || text[at] === "\n" || text.startsWith("\r\n", at) ? at : "broken";
}

const fieldEnd = /[,\n]/g;

function plain(text: string, start: number, isLast: boolean): Field | "open" {
  fieldEnd.lastIndex = start;
  const found = fieldEnd.exec(text);
  if (found === null)
    return isLast ? { value: text.slice(start).replace(/\r$/, ""), end: text.length } : "open";
  const isCrLf = found[0] === "\n" && found.index > start && text[found.index - 1] === "\r";
  const end = isCrLf ? found.index - 1 : found.index;
  return { value: text.slice(start, end), end };
}
