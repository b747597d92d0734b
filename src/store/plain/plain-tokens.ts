import { NotPlain } from "./plain-question";

/** A word, a literal, or a sign of a statement, with its place in it. */
export interface Token {
  readonly kind: "word" | "text" | "number" | "sign" | "end";
  /** Words are in lowercase, and texts without their quotes. */
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

const token =
  /[ \t\r\n\f]*(?:([A-Za-z_][A-Za-z0-9_]*)|'((?:[^']|'')*)'|(\d{1,15}(?:\.\d{1,6})?)(?![\w.])|(<>|<=|>=|!=|==|[=<>(),.*;-])|$)/y;

/** Divides a statement into what plain questions consist of; throws NotPlain at anything else, such as a comment. */
export function plainTokens(sql: string): readonly Token[] {
  const pattern = new RegExp(token);
  const tokens: Token[] = [];
  for (;;) {
    const found = pattern.exec(sql);
    if (found === null) throw new NotPlain();
    const [whole, word, text, number, sign] = found;
    const to = pattern.lastIndex;
    const from = to - whole.trimStart().length;
    if (word !== undefined) tokens.push({ kind: "word", value: word.toLowerCase(), from, to });
    else if (text !== undefined) tokens.push({ kind: "text", value: plainText(text), from, to });
    else if (number !== undefined) tokens.push({ kind: "number", value: number, from, to });
    else if (sign !== undefined) tokens.push({ kind: "sign", value: sign, from, to });
    else return [...tokens, { kind: "end", value: "", from, to }];
  }
}

/** A text that is the same in UTF-8, without zeros, which end a text for some of SQLite's callers. */
function plainText(quoted: string): string {
  const text = quoted.replaceAll("''", "'");
  const isSame = new TextDecoder().decode(new TextEncoder().encode(text)) === text;
  if (!isSame || text.includes("\0")) throw new NotPlain();
  return text;
}

/** The words of SQLite that name no table or column without quotes (https://www.sqlite.org/lang_keywords.html). */
const reserved = new Set(
  (
    "add all alter and as autoincrement between case check collate commit constraint create cross default deferrable delete " +
    "distinct drop else escape except exists foreign from full group having in index indexed inner insert intersect into is isnull join " +
    "left limit natural not nothing notnull null on or order outer primary references returning right select set table then to " +
    "transaction union unique update using values when where window offset over filter true false"
  ).split(" "),
);

/** Whether a word can be given as a name. */
export function isName({ kind, value }: Token): boolean {
  return kind === "word" && !reserved.has(value);
}
