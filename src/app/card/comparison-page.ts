import { count } from "../../lineage/in-words";
import { countable, languageTag, pageLanguage, phrase, t } from "../../words/words";
import { editsStyle, editsToHtml } from "../report/edits-in-html";
import { contentStyle } from "../report/page-style";
import { safeHtml } from "../report/safe-html";
import type { ComparedRow, Comparison } from "./comparison";
import type { TraitChange } from "./fact-sheet";
import type { FrontMatterEdits } from "./front-matter-edits";

/**
 * The text of a parent's card: being read, there (with the edits if both cards have front matter), or why it cannot be compared and whether signing in may
 * help.
 */
export type ParentText =
  | { readonly state: "reading" }
  | { readonly state: "ready"; readonly edits: FrontMatterEdits | null }
  | { readonly state: "failed"; readonly message: string; readonly isForGuests: boolean };

/** A page that compares a card with its parent; `unknown` says why nothing is known about the parent. */
export interface ComparisonPage {
  readonly parent: string;
  /** What to call the child. */
  readonly name: string;
  /** The ID of the child; null for the card in front of the user. */
  readonly child: string | null;
  readonly comparison: Comparison;
  readonly unknown: string | null;
  readonly text: ParentText;
  readonly nonce: string;
}

/** Commands that links of the page may run. */
export const comparisonCommands: readonly string[] = [
  "hubLineage.compareTexts",
  "hubLineage.compareWithParent",
  "hubLineage.openOnHub",
  "hubLineage.showFamily",
  "hubLineage.signIn",
];

const marks: Readonly<Record<Exclude<TraitChange, "">, string>> = {
  "possible conflict": "⚠",
  changed: "≠",
  lost: "−",
  gained: "+",
  kept: "=",
  unread: "?",
};

const nouns: Readonly<Record<Exclude<TraitChange, "">, readonly [string, string]>> = countable({
  "possible conflict": ["possible conflict", "possible conflicts"],
  changed: ["trait changed", "traits changed"],
  lost: ["trait lost", "traits lost"],
  gained: ["trait gained", "traits gained"],
  kept: ["trait kept", "traits kept"],
  unread: ["trait not read", "traits not read"],
});

/** The page as HTML: traits first, then what can be done about the text. It runs no scripts. */
export function comparisonToHtml(page: ComparisonPage): string {
  const { parent, name, comparison, unknown, nonce } = page;
  return `<!DOCTYPE html>
<html lang="${pageLanguage()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<title>${safeHtml(`${parent} ↔ ${name}`)}</title>
<style nonce="${nonce}">${contentStyle}${ownStyle}${editsStyle}</style>
</head>
<body>
<main>
<h1>${safeHtml(parent)} <span class="to">→</span> ${safeHtml(name)}</h1>
<p class="summary">${safeHtml(unknown ?? summary(comparison.rows))}</p>
${table(page)}
${list(comparison.more)}
${comparison.figures.length === 0 ? "" : `<p class="quiet">${safeHtml(`${parent}: ${comparison.figures.join(" · ")}`)}</p>`}
<h2>${safeHtml(t`Card texts`)}</h2>
${textPart(page)}
${editsPart(page)}
</main>
</body>
</html>`;
}

function summary(rows: readonly ComparedRow[]): string {
  const changes = Object.keys(marks) as (keyof typeof marks)[];
  const parts = changes.flatMap(change => {
    const n = rows.filter(row => row.change === change).length;
    return n === 0 ? [] : [count(n, ...nouns[change])];
  });
  return parts.length === 0 ? t`Neither card declares any traits.` : parts.join(" · ");
}

function table({ parent, name, comparison }: ComparisonPage): string {
  if (comparison.rows.length === 0) return "";
  const head = [t`Trait`, parent, name, t`What happened`];
  const rows = comparison.rows.map(
    ({ trait, parent: theirs, card, change, why }) =>
      `<tr><th scope="row">${safeHtml(phrase(trait))}</th><td>${change === null ? safeHtml(t`not read`) : value(theirs)}</td>` +
      `<td>${value(card)}</td>${fate(change)}</tr>` +
      (why.length === 0 ? "" : `<tr class="why"><td></td><td colspan="3">${whyItMatters(why)}</td></tr>`),
  );
  return `<div class="wide"><table>
<thead><tr>${head.map(text => `<th scope="col">${safeHtml(text)}</th>`).join("")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table></div>`;
}

/** Below its row, because a column of sentences would be narrow where two editors share the window. */
function whyItMatters(why: readonly string[]): string {
  return `<span class="quiet">${safeHtml(t`Why it matters`)}</span>${list(why)}`;
}

function value(text: string): string {
  return text === "" ? `<span class="quiet">${safeHtml(t`none`)}</span>` : safeHtml(text);
}

function fate(change: TraitChange | null): string {
  if (change === null || change === "") return "<td></td>";
  const kind = change.replaceAll(" ", "-");
  return `<td class="fate ${kind}"><span aria-hidden="true">${marks[change]}</span> ${safeHtml(phrase(change))}</td>`;
}

function list(sentences: readonly string[]): string {
  return sentences.length === 0
    ? ""
    : `<ul>${sentences.map(each => `<li>${safeHtml(each)}</li>`).join("")}</ul>`;
}

function textPart({ parent, child, text }: ComparisonPage): string {
  const pair = child === null ? [parent] : [parent, child];
  const family = link(t`Show Family`, "hubLineage.showFamily", [parent]);
  const onHub = link(t`Open on the Hub`, "hubLineage.openOnHub", [parent]);
  if (text.state === "reading")
    return `<p>${safeHtml(t`Reading the card of ${parent}.`)}</p><p class="acts">${onHub}${family}</p>`;
  if (text.state === "ready")
    return `<p class="acts">${link(t`Compare Card Texts`, "hubLineage.compareTexts", pair, "first")}${onHub}${family}</p>`;
  const next = text.isForGuests
    ? link(t`Sign In`, "hubLineage.signIn", [])
    : link(t`Try Again`, "hubLineage.compareWithParent", pair);
  return `<p>${safeHtml(text.message)}</p><p class="acts">${onHub}${next}${family}</p>`;
}

function editsPart({ parent, name, text }: ComparisonPage): string {
  if (text.state !== "ready" || text.edits === null) return "";
  const { edits, similarity, cutAt } = text.edits;
  const written = (value: number) => value.toLocaleString(languageTag(), { maximumFractionDigits: 4 });
  const told = [
    t`Edits of one character that turn the front matter of ${parent} (above) into that of ${name} (below): ${written(edits)}.`,
    t`Similarity (1 minus the edits divided by the length of the longer text): ${written(similarity)}.`,
    ...(cutAt === null ? [] : [t`Only the first ${written(cutAt)} characters of each are compared.`]),
  ];
  return `<h2>${safeHtml(t`Front matter, character by character`)}</h2>
<p>${safeHtml(told.join(" "))}</p>
${editsToHtml(text.edits)}`;
}

function link(title: string, command: string, values: readonly string[], kind = ""): string {
  const address = `command:${command}?${encodeURIComponent(JSON.stringify(values))}`;
  return `<a class="act ${kind}" href="${safeHtml(address)}">${safeHtml(title)}</a>`;
}

const ownStyle: string =
  "body{font:var(--vscode-font-size,13px)/1.5 var(--vscode-font-family,sans-serif);color:var(--vscode-foreground);" +
  "background:var(--vscode-editor-background);padding:0 1.5rem 2rem}" +
  "h1{font-size:1.3rem;line-height:1.3;overflow-wrap:anywhere}h2{font-size:1.05rem;margin:1.6rem 0 .3rem}" +
  ".to,.quiet{color:var(--vscode-descriptionForeground)}.summary{font-size:1.05rem}" +
  "th,td{vertical-align:top;overflow-wrap:anywhere}td.fate{white-space:nowrap}tr:has(+.why)>*{border-bottom-color:transparent}" +
  ".why>td{padding-top:0;max-width:none}.why>td>ul{margin:0;padding-left:1.2rem}" +
  ".possible-conflict,.lost{color:var(--vscode-editorWarning-foreground)}" +
  ".acts{display:flex;flex-wrap:wrap;gap:.5rem}" +
  ".act{padding:.25rem .8rem;border-radius:2px;text-decoration:none;color:var(--vscode-button-secondaryForeground);" +
  "background:var(--vscode-button-secondaryBackground);border:1px solid var(--vscode-button-border,transparent)}" +
  ".act.first{color:var(--vscode-button-foreground);background:var(--vscode-button-background)}" +
  ".act:focus-visible{outline:1px solid var(--vscode-focusBorder);outline-offset:2px}";
