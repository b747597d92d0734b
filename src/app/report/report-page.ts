import type { Cell } from "../../analyses/analysis";
import {
  type AnalysisReport,
  cellInWords,
  coverageInWords,
  type PagePicture,
  provenance,
} from "../../analyses/report";
import { showable } from "../../lineage/showable";
import { leftInWords, type ShownTable, shownTables } from "./analysis-report";

const safe = (text: string) => showable(text).replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);

/** A report as a self-contained HTML page without scripts; every value is escaped. */
export function reportToHtml(report: AnalysisReport, pictures: readonly PagePicture[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${safe(report.title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${safe(report.title)}</h1>
<p>${safe(report.definition)}</p>
<ul>
${report.coverage.map(coverage => `<li>${safe(coverageInWords(coverage))}</li>`).join("\n")}
</ul>
<div class="figures">
${pictures.map(figure).join("")}</div>
${shownTables(report).map(tableOf).join("")}<p>${safe(provenance(report))}</p>
</body>
</html>
`;
}

function figure({ title, svg, series }: PagePicture): string {
  const entries = series.map(
    ({ name, color }) => `<li><span class="color-${Math.min(color, 6) + 1}"></span>${safe(name)}</li>`,
  );
  const key = series.length < 2 ? "" : `<ul class="key">${entries.join("")}</ul>\n`;
  return `<figure>\n<figcaption>${safe(title)}</figcaption>\n${svg}\n${key}</figure>\n`;
}

function tableOf({ title, columns, rows, left }: ShownTable): string {
  const isNumber = columns.map((_, at) => rows.some(row => typeof row[at] === "number"));
  const cells = (tag: "td" | "th", row: readonly Cell[]) =>
    row
      .map(
        (cell, at) => `<${tag}${isNumber[at] ? ' class="number"' : ""}>${safe(cellInWords(cell))}</${tag}>`,
      )
      .join("");
  return (
    `<h2>${safe(title)}</h2>\n<div class="wide"><table>\n<thead><tr>${cells("th", columns)}</tr></thead>\n<tbody>\n` +
    `${rows.map(row => `<tr>${cells("td", row)}</tr>\n`).join("")}</tbody>\n</table></div>\n` +
    (left > 0 ? `<p>… ${leftInWords(left)}.</p>\n` : "")
  );
}

/** Colors under VS Code's theme variable names, because the charts are drawn by the same code as in the panel. */
const colors = (named: Readonly<Record<string, string>>) =>
  `:root{${Object.entries(named)
    .map(([name, color]) => `--vscode-${name}:${color}`)
    .join(";")}}`;

const light = {
  foreground: "#24292f",
  descriptionForeground: "#57606a",
  "editor-background": "#ffffff",
  "panel-border": "#d0d7de",
  "charts-foreground": "#57606a",
  "charts-blue": "#0b69c7",
  "charts-orange": "#b95000",
  "charts-green": "#2c7a34",
  "charts-purple": "#7444b8",
  "charts-red": "#c92a2a",
  "charts-yellow": "#946800",
};

const dark: typeof light = {
  foreground: "#d6dbe1",
  descriptionForeground: "#9aa4af",
  "editor-background": "#16191d",
  "panel-border": "#3a4149",
  "charts-foreground": "#9aa4af",
  "charts-blue": "#58a6ff",
  "charts-orange": "#e8923c",
  "charts-green": "#6cc174",
  "charts-purple": "#bc94f0",
  "charts-red": "#f47067",
  "charts-yellow": "#d4ae3f",
};

const names = ["blue", "orange", "green", "purple", "red", "yellow", "foreground"];
const fills = names
  .map(
    (name, at) =>
      `.color-${at + 1}{fill:var(--vscode-charts-${name});background:var(--vscode-charts-${name})}`,
  )
  .join("");

/** Printing uses the light colors. */
const style =
  `${colors(light)}@media screen and (prefers-color-scheme:dark){${colors(dark)}}` +
  "body{font:15px/1.5 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem;" +
  "color:var(--vscode-foreground);background:var(--vscode-editor-background)}" +
  "h1{line-height:1.25}h2{font-size:1.1rem;margin:2rem 0 .3rem}p,ul{max-width:48rem;overflow-wrap:anywhere}" +
  ".wide{overflow-x:auto}table{border-collapse:collapse}" +
  "th,td{text-align:left;padding:.2rem 1.2rem .2rem 0;border-bottom:1px solid var(--vscode-panel-border);" +
  "max-width:28rem;overflow-wrap:anywhere}" +
  "th{color:var(--vscode-descriptionForeground);font-weight:600}.number{text-align:right;font-variant-numeric:tabular-nums}" +
  ".figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(30rem,100%),1fr));gap:1.5rem 3rem;align-items:start}" +
  "figure{margin:0;min-width:0;break-inside:avoid}figcaption{font-weight:600;margin-bottom:.4rem}" +
  "svg{display:block;max-width:100%;height:auto}" +
  ".plot{--plot-background:var(--vscode-editor-background);font:12px system-ui,sans-serif}.plot text{white-space:pre}" +
  ".diagram text{fill:var(--vscode-foreground);font-size:12px}.diagram .note{fill:var(--vscode-descriptionForeground)}" +
  `.stream{fill-opacity:.45}.pile{fill:var(--vscode-foreground)}${fills}.color-other{fill:var(--vscode-charts-foreground)}` +
  ".key{display:flex;flex-wrap:wrap;gap:.1rem 1rem;list-style:none;padding:0;margin:.3rem 0;color:var(--vscode-descriptionForeground)}" +
  ".key span{display:inline-block;width:.7em;height:.7em;border-radius:2px;margin-right:.4em}";
