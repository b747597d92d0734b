import type { ParsedCard } from "../finding";

/** What is still open at the end of a card, so that a reader would take what follows for a part of it. */
export interface OpenPart {
  readonly what: "code block" | "comment" | "HTML element";
  /** The line where it begins, in the card, from 1. */
  readonly line: number;
}

/** The text of a card as readers show it. */
export interface ShownBody {
  /** The text after the front matter, with blanks in place of comments and of what is not shown. */
  readonly text: string;
  readonly open: OpenPart | null;
}

/** A block of HTML that goes on until its end is seen (CommonMark 0.31, section 4.6, conditions 1 to 5). */
interface HtmlBlock {
  readonly start: RegExp;
  readonly end: RegExp;
  readonly what: OpenPart["what"];
  readonly isHidden: boolean;
}

const blocks: readonly HtmlBlock[] = [
  { start: /^ {0,3}<!--/, end: /-->/, what: "comment", isHidden: true },
  {
    ...{ start: /^ {0,3}<(?:script|style)(?=[\s>]|$)/i, end: /<\/(?:script|style)>/i },
    ...{ what: "HTML element", isHidden: true },
  },
  {
    ...{ start: /^ {0,3}<(?:pre|textarea)(?=[\s>]|$)/i, end: /<\/(?:pre|textarea)>/i },
    ...{ what: "HTML element", isHidden: false },
  },
  { start: /^ {0,3}<\?/, end: /\?>/, what: "HTML element", isHidden: true },
  { start: /^ {0,3}<!\[CDATA\[/, end: /\]\]>/, what: "HTML element", isHidden: true },
  { start: /^ {0,3}<![a-z]/i, end: />/, what: "HTML element", isHidden: true },
];

interface Fence {
  readonly sign: string;
  readonly isQuoted: boolean;
  /** The columns of the list item that it is in. */
  readonly indent: number;
}

type State =
  | { readonly fence: Fence; readonly line: number }
  | { readonly block: HtmlBlock; readonly line: number }
  /** A comment within a paragraph, which is one only if it is closed there. */
  | { readonly comment: number };

/** The body of a card as readers show it, and what is open at its end. */
export function shownBody({ text, frontMatter }: Pick<ParsedCard, "text" | "frontMatter">): ShownBody {
  const from = frontMatter.block?.end ?? 0;
  const hidden: [number, number][] = [];
  let state: State | null = null;
  let number = text.slice(0, from).split("\n").length - 1;
  for (let start = from; start < text.length; ) {
    const next = text.indexOf("\n", start);
    const end = next < 0 ? text.length : next;
    const line = text.slice(start, end).replace(/\r$/, "");
    number++;
    if (state !== null && "fence" in state && isOver(state.fence, line)) state = null;
    if (state !== null && "comment" in state && beginsBlock(line)) state = null;
    state = afterLine({ line, start, number }, state, hidden);
    start = end + 1;
  }
  const open =
    state === null || "comment" in state
      ? null
      : { what: "fence" in state ? ("code block" as const) : state.block.what, line: state.line };
  return { text: blanked(text, from, hidden), open };
}

function beginsBlock(line: string): boolean {
  return line.trim() === "" || fenceAt(line) !== null || blocks.some(({ start }) => start.test(line));
}

/** Whether a code block in a quote or a list item ends because the line is in neither. */
function isOver({ isQuoted, indent }: Fence, line: string): boolean {
  if (isQuoted) return !/^ {0,3}>/.test(line);
  return indent > 0 && line.trim() !== "" && leading(line) < indent;
}

function leading(line: string): number {
  return line.length - line.trimStart().length;
}

interface Line {
  readonly line: string;
  /** Where it begins in the card. */
  readonly start: number;
  readonly number: number;
}

function afterLine(each: Line, state: State | null, hidden: [number, number][]): State | null {
  const { line, start, number } = each;
  if (state !== null && "fence" in state) return closes(state.fence, line) ? null : state;
  if (state !== null && "block" in state) return afterBlockLine(each, state, 0, hidden);
  if (state === null) {
    const fence = fenceAt(line);
    if (fence !== null) return { fence, line: number };
    const block = blocks.find(one => one.start.test(line));
    if (block !== undefined)
      return afterBlockLine(each, { block, line: number }, block.start.exec(line)?.[0].length ?? 0, hidden);
  }
  return inlineComments(line, start, state, hidden);
}

/** A line of a block of HTML, of which the first `after` characters began it. */
function afterBlockLine(
  { line, start }: Line,
  state: Extract<State, { readonly block: HtmlBlock }>,
  after: number,
  hidden: [number, number][],
): State | null {
  const end = state.block.end.exec(line.slice(after));
  const until = end === null ? line.length : after + end.index + end[0].length;
  if (state.block.isHidden) hidden.push([start, start + until]);
  return end === null ? state : null;
}

/** The comments within a line of a paragraph. */
function inlineComments(
  line: string,
  start: number,
  state: Extract<State, { readonly comment: number }> | null,
  hidden: [number, number][],
): State | null {
  // What stands in a code span is no comment.
  const words = line.replace(/`[^`]*`/g, span => "x".repeat(span.length));
  let open = state?.comment ?? null;
  for (let at = 0; ; ) {
    if (open === null) {
      const found = words.indexOf("<!--", at);
      if (found < 0) return null;
      open = start + found;
      at = found + 4;
    }
    const close = (state === null || at > 0 ? words : line).indexOf("-->", at);
    if (close < 0) return { comment: open };
    hidden.push([open, start + close + 3]);
    at = close + 3;
    open = null;
  }
}

/** The code block that a line begins, in a quote or a list item as well; null if it begins none. */
function fenceAt(line: string): Fence | null {
  const [, lead = "", sign = "", rest = ""] =
    /^( {0,3}(?:(?:>|[-*+] |\d{1,9}[.)] ) {0,3})*)(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
  if (sign === "" || (sign.startsWith("`") && rest.includes("`"))) return null;
  const isListed = /[-*+.)]/.test(lead);
  return { sign, isQuoted: lead.includes(">"), indent: isListed ? lead.length : 0 };
}

function closes({ sign }: Fence, line: string): boolean {
  const found = /^[\s>]*(`{3,}|~{3,})\s*$/.exec(line)?.[1] ?? "";
  return found.startsWith(sign);
}

function blanked(text: string, from: number, hidden: readonly (readonly [number, number])[]): string {
  const kept: string[] = [];
  let at = from;
  for (const [start, end] of hidden) {
    kept.push(text.slice(at, start), text.slice(start, end).replace(/[^\n\r]/g, " "));
    at = end;
  }
  return [...kept, text.slice(at)].join("");
}
