import type { Cell, ResultTable } from "../../analyses/analysis";
import { cellInWords, provenance } from "../../analyses/report";
import type { ShownTable } from "./analysis-report";
import { keyOf } from "./page-style";
import type { NumberedFigure, PublishedText, ShownPart } from "./publication";
import { htmlPage } from "./report-page";
import { safeHtml } from "./safe-html";

/** Figures that are left out of a page for its size, by name. */
type LeftOut = ReadonlySet<string>;

/** A published report as one HTML page without scripts, which asks for nothing; every value is escaped. */
export function publicationPage(text: PublishedText, leftOut: LeftOut): string {
  const { title, data, parts, coverage, limits, sources, command, places } = text;
  const list = (lines: readonly string[]) =>
    `<ul>\n${lines.map(line => `<li>${safeHtml(line)}</li>\n`).join("")}</ul>\n`;
  const body = `<a class="skip" href="#findings">Skip to the findings</a>
<header>
<h1>${safeHtml(title)}</h1>
<p>${safeHtml(data)}.</p>
</header>
<nav aria-label="Contents">
<ul>
${contentsOf(parts)}</ul>
</nav>
<main>
<section aria-labelledby="findings">
<h2 id="findings" tabindex="-1">Findings</h2>
<ul>
${parts.map(findingOf).join("")}</ul>
</section>
${parts.map(part => sectionOf(part, leftOut)).join("")}<section aria-labelledby="coverage">
<h2 id="coverage">Coverage</h2>
${tableOf({ ...coverage, left: 0 }, "coverage")}</section>
<section aria-labelledby="limits">
<h2 id="limits">Limits</h2>
${list(limits)}</section>
<section aria-labelledby="cite">
<h2 id="cite">How to cite</h2>
${list(sources)}</section>
<section aria-labelledby="again">
<h2 id="again">How to reproduce this report</h2>
<p>Run this command with the same version on the same data to get identical files. ${safeHtml(places)}</p>
<pre tabindex="0"><code>${safeHtml(command)}</code></pre>
</section>
</main>
`;
  return htmlPage(title, body, documentStyle);
}

function contentsOf(parts: readonly ShownPart[]): string {
  const places: readonly (readonly [id: string, title: string])[] = [
    ["findings", "Findings"],
    ...parts.map(({ report }) => [`analysis-${report.id}`, report.title] as const),
    ["coverage", "Coverage"],
    ["limits", "Limits"],
    ["cite", "How to cite"],
    ["again", "How to reproduce this report"],
  ];
  return places.map(([id, title]) => `<li><a href="#${safeHtml(id)}">${safeHtml(title)}</a></li>\n`).join("");
}

function findingOf({ report, finding }: ShownPart): string {
  const words = finding ?? "The table lacks what this analysis needs.";
  return `<li><strong>${safeHtml(report.title)}:</strong> ${safeHtml(words)}</li>\n`;
}

function sectionOf({ report, finding, figures, tables }: ShownPart, leftOut: LeftOut): string {
  const id = `analysis-${safeHtml(report.id)}`;
  const [told, behind] = [tables.filter(table => isTold(table)), tables.filter(table => !isTold(table))];
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${safeHtml(report.title)}</h2>
${finding === null ? "" : `<p class="finding">${safeHtml(finding)}</p>\n`}<div class="figures">
${figures.map(each => figureOf(each, leftOut)).join("")}</div>
${told.map(table => tableOf(table, report.id)).join("")}${behind.length === 0 ? "" : `<details>\n<summary>Tables of ${safeHtml(report.title)} (${behind.length})</summary>\n${behind.map(table => tableOf(table, report.id)).join("")}</details>\n`}<details open>
<summary>Method of ${safeHtml(report.title)}</summary>
<p>${safeHtml(report.definition)}</p>
<p>${safeHtml(provenance(report))}</p>
</details>
</section>
`;
}

/** Claims and published figures are part of what a report says; other tables are what its figures show. */
function isTold({ id }: ResultTable): boolean {
  return ["summary", "claims", "published", "differs"].includes(id) || id.startsWith("dependence-");
}

function figureOf({ figure, number, name }: NumberedFigure, leftOut: LeftOut): string {
  const drawn = leftOut.has(name)
    ? `<p>This figure is too large for the page. It is in figures/${safeHtml(name)}.svg.</p>\n`
    : `${figure.svg}\n${keyOf(figure.series)}`;
  return (
    `<figure role="figure" aria-labelledby="figure-${number}">\n${drawn}` +
    `<figcaption id="figure-${number}">Figure ${number}. ${safeHtml(figure.title)}. <span class="note">${safeHtml(name)}</span></figcaption>\n</figure>\n`
  );
}

function tableOf({ title, columns, rows, left }: ShownTable, analysis: string): string {
  const isNumber = columns.map((_, at) => rows.some(row => isNumeric(row[at] ?? null)));
  const side = (at: number) => (isNumber[at] ? ' class="number"' : "");
  // A name such as meanLogRatio may break between its words.
  const words = (name: string) => safeHtml(name).replace(/(?<=[a-z])(?=[A-Z])/g, "<wbr>");
  const head = columns.map((name, at) => `<th scope="col"${side(at)}>${words(name)}</th>`).join("");
  const row = (cells: readonly Cell[]) =>
    cells
      .map((cell, at) => {
        const shown = safeHtml(cellInWords(cell, columns[at]));
        // The first name of a row is its heading; a number or an empty cell is none.
        return at === 0 && !isNumber[0] && shown !== ""
          ? `<th scope="row">${shown}</th>`
          : `<td${side(at)}>${shown}</td>`;
      })
      .join("");
  const more = `… and ${left.toLocaleString("en-US")} more rows. To get all rows, run hub-lineage analyze ${analysis} --format csv.`;
  return (
    `<div class="wide" role="group" tabindex="0" aria-label="${safeHtml(title)}"><table${columns.length > 8 ? ' class="many"' : ""}>\n<caption>${safeHtml(title)}</caption>\n` +
    `<thead><tr>${head}</tr></thead>\n<tbody>\n${rows.map(each => `<tr>${row(each)}</tr>\n`).join("")}</tbody>\n</table></div>\n` +
    (left > 0 ? `<p class="note">${safeHtml(more)}</p>\n` : "")
  );
}

function isNumeric(cell: Cell): boolean {
  return typeof cell === "number" || /^[\d.]+%$/.test(String(cell));
}

/** What a document has beyond the page of one report, and how it prints: figures whole, heads of tables on each page. */
const documentStyle =
  ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;padding:.3rem .6rem;background:var(--vscode-editor-background);color:var(--vscode-foreground)}" +
  "a{color:var(--vscode-charts-blue)}nav ul{columns:16rem;padding-left:1.2rem}h1{margin-bottom:.5rem}" +
  "h2{font-size:1.35rem;margin-top:3rem}main li{margin:.4rem 0}main .key li{margin:0}" +
  "figcaption{margin-top:.5rem;font-weight:400}.note{color:var(--vscode-descriptionForeground);font-size:.85em}" +
  "caption{text-align:left;font-weight:600;padding:1.2rem 0 .3rem}tbody th{font-weight:400;color:inherit}" +
  "table{min-width:min(24rem,100%)}th{overflow-wrap:normal}.finding{max-width:52rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:.8rem;border:1px solid var(--vscode-panel-border)}" +
  ".key span{print-color-adjust:exact;-webkit-print-color-adjust:exact}" +
  "@page{margin:18mm 16mm}@media print{body{font-size:10pt;max-width:none;margin:0;padding:0}.skip,nav{display:none}" +
  ".figures{display:block}figure{max-width:128mm;margin:0 auto 6mm}.finding{font-size:11pt}" +
  "figure,tr,li,.finding{break-inside:avoid}h2,caption,summary,thead,.finding{break-after:avoid}" +
  "h2{margin-top:1.5rem}table{font-size:8pt}th,td{padding-right:.6rem}.many{font-size:6.5pt}.many th,.many td{padding-right:.35rem}thead{display:table-header-group}.wide{overflow:visible}" +
  "details:not([open]){display:none}p,ul{max-width:none}a{color:inherit;text-decoration:none}}";
