import { safeHtml } from "../report/safe-html";

/**
 * Markdown as HTML: headings, paragraphs, lists, code, and emphasis. Everything else is text, links and HTML included, so
 * nothing in it loads, runs, or leads anywhere.
 */
export function markdownToHtml(markdown: string): string {
  const lines = markdown.replace(/\r\n?/g, "\n").split("\n");
  let html = "";
  for (let at = 0; at < lines.length; ) {
    const block = fencedCode(lines, at) ?? heading(lines, at) ?? list(lines, at) ?? paragraph(lines, at);
    html += block?.html ?? "";
    at = block?.next ?? at + 1;
  }
  return html;
}

/** A piece of a page, and the line after it. */
interface Piece {
  readonly html: string;
  readonly next: number;
}

const fence = /^ {0,3}(`{3,}|~{3,})/;
const headingLine = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/;
const item = /^([ \t]*)(?:[-*+]|(\d{1,9})[.)])[ \t]+(\S.*)$/;

function fencedCode(lines: readonly string[], from: number): Piece | null {
  const [, mark] = fence.exec(lines[from] ?? "") ?? [];
  if (mark === undefined) return null;
  const closes = (line: string) => line.length >= mark.length && line === mark.charAt(0).repeat(line.length);
  let end = from + 1;
  while (end < lines.length && !closes(lines[end]?.trim() ?? "")) end++;
  return { html: codeToHtml(lines.slice(from + 1, end).join("\n")), next: end + 1 };
}

/** Code as a block of HTML, line by line. */
export function codeToHtml(code: string): string {
  const lines = code.split("\n").map(line => line.split("\t").map(safeHtml).join("\t"));
  return `<pre><code>${lines.join("\n")}</code></pre>\n`;
}

function heading(lines: readonly string[], from: number): Piece | null {
  const [, marks, text] = headingLine.exec(lines[from] ?? "") ?? [];
  if (marks === undefined || text === undefined) return null;
  const level = marks.length;
  return { html: `<h${level}>${inline(text)}</h${level}>\n`, next: from + 1 };
}

/** A list with the lists inside it, which are indented further. */
function list(lines: readonly string[], from: number): Piece | null {
  const [, indent, number] = item.exec(lines[from] ?? "") ?? [];
  if (indent === undefined) return null;
  const items: string[] = [];
  let at = from;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const [, inner = "", , text] = item.exec(line) ?? [];
    if (text === undefined) {
      // A line that goes on with the item above; anything else ends the list.
      if (line.trim() === "" || fence.test(line) || headingLine.test(line)) break;
      items.push(`${items.pop() ?? ""}\n${inline(line.trim())}`);
      at++;
    } else if (inner.length < indent.length) break;
    else if (inner.length === indent.length) {
      items.push(inline(text));
      at++;
    } else {
      // Lists inside lists inside lists are as deep as an indent is wide, so only some levels are followed.
      const nested = inner.length <= 24 ? list(lines, at) : null;
      items.push(`${items.pop() ?? ""}\n${nested?.html ?? inline(text)}`);
      at = nested?.next ?? at + 1;
    }
  }
  const tag = number === undefined ? "ul" : "ol";
  const start = number === undefined || Number(number) === 1 ? "" : ` start="${Number(number)}"`;
  return {
    html: `<${tag}${start}>\n${items.map(each => `<li>${each}</li>\n`).join("")}</${tag}>\n`,
    next: at,
  };
}

function paragraph(lines: readonly string[], from: number): Piece | null {
  let to = from;
  const ends = (line: string) =>
    line.trim() === "" || fence.test(line) || headingLine.test(line) || item.test(line);
  while (to < lines.length && !ends(lines[to] ?? "")) to++;
  if (to === from) return null;
  const text = lines.slice(from, to).map(line => inline(line.trim()));
  return { html: `<p>${text.join("\n")}</p>\n`, next: to };
}

/** A sign as an entity, which no pattern below takes for a mark. */
const entity = (sign: string) => `&#${sign.charCodeAt(0)};`;
const withoutMarks = (text: string) => safeHtml(text).replace(/[*_[\]()`\\]/g, entity);

/** A line with its code, emphasis, and links, which are shown as their text and address. */
function inline(line: string): string {
  let html = "";
  for (let at = 0; at < line.length; ) {
    const run = runAt(line, at);
    const isTicks = run.startsWith("`");
    const close = isTicks ? closingTicks(line, at + run.length, run) : -1;
    if (close >= 0) html += `<code>${withoutMarks(line.slice(at + run.length, close).trim())}</code>`;
    else if (/^\\./.test(run)) html += entity(run.charAt(1));
    else html += isTicks ? run : safeHtml(run);
    at = close >= 0 ? close + run.length : at + run.length;
  }
  return html
    .replace(/!?\[([^[\]<]*)\]\(([^()\s<]*)\)/g, (_, text, address) =>
      text === address ? address.replace(/[*_]/g, entity) : `${text} (${address.replace(/[*_]/g, entity)})`,
    )
    .replace(/\*\*(?!\s)([^*<]+)(?<!\s)\*\*/g, "<strong>$1</strong>")
    .replace(/(?<!\w)__(?!\s)([^_<]+)(?<!\s)__(?!\w)/g, "<strong>$1</strong>")
    .replace(/\*(?!\s)([^*<]+)(?<!\s)\*/g, "<em>$1</em>")
    .replace(/(?<!\w)_(?!\s)([^_<]+)(?<!\s)_(?!\w)/g, "<em>$1</em>");
}

/** Backticks, a sign with a backslash before it, or what is neither. */
const runs = /`+|\\[!-/:-@[-`{-~]|\\|[^`\\]+/y;

function runAt(line: string, at: number): string {
  runs.lastIndex = at;
  return runs.exec(line)?.[0] ?? line.charAt(at);
}

/** Where a run of just so many backticks begins; -1 if there is none. */
function closingTicks(line: string, from: number, ticks: string): number {
  for (let at = line.indexOf(ticks, from); at >= 0; at = line.indexOf(ticks, at)) {
    let end = at;
    while (line[end] === "`") end++;
    if (end - at === ticks.length) return at;
    at = end;
  }
  return -1;
}
