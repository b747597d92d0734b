import type { PagePicture } from "../../analyses/report";
import { darkColors, lightColors, seriesColors } from "../../analyses/report-colors";
import { safeHtml } from "./safe-html";

/** The key of a picture's series as a list; empty for a single series. */
export function keyOf(series: PagePicture["series"]): string {
  const entries = series.map(
    ({ name, color }) => `<li><span class="color-${Math.min(color, 6) + 1}"></span>${safeHtml(name)}</li>`,
  );
  return series.length < 2 ? "" : `<ul class="key">${entries.join("")}</ul>\n`;
}

/** Colors under VS Code's theme variable names, because the charts are drawn by the same code as in the panel. */
const colors = (named: Readonly<Record<string, string>>) =>
  `:root{${Object.entries(named)
    .map(([name, color]) => `--vscode-${name}:${color}`)
    .join(";")}}`;

const fills = seriesColors
  .map(
    (name, at) =>
      `.color-${at + 1}{fill:var(--vscode-charts-${name});background:var(--vscode-charts-${name})}`,
  )
  .join("");

/** How headings, tables, and charts look, in the colors of VS Code's theme variables. */
export const contentStyle: string =
  "p,ul{max-width:48rem;overflow-wrap:anywhere}" +
  ".wide{overflow-x:auto}table{border-collapse:collapse}" +
  "th,td{text-align:left;padding:.2rem 1.2rem .2rem 0;border-bottom:1px solid var(--vscode-panel-border);" +
  "max-width:28rem;overflow-wrap:break-word}" +
  "th{color:var(--vscode-descriptionForeground);font-weight:600}td.number{white-space:nowrap}.number{text-align:right;font-variant-numeric:tabular-nums}" +
  ".figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(30rem,100%),1fr));gap:1.5rem 3rem;align-items:start}" +
  "figure{margin:0;min-width:0;break-inside:avoid}figcaption{font-weight:600;margin-bottom:.4rem}" +
  "svg{display:block;max-width:100%;height:auto}" +
  ".plot{--plot-background:var(--vscode-editor-background);font:12px system-ui,sans-serif}.plot text{white-space:pre}" +
  ".diagram text{fill:var(--vscode-foreground);font-size:12px}.diagram .note{fill:var(--vscode-descriptionForeground)}" +
  `.stream{fill-opacity:.45}.pile{fill:var(--vscode-foreground)}${fills}.color-other{fill:var(--vscode-charts-foreground)}` +
  ".key{display:flex;flex-wrap:wrap;gap:.1rem 1rem;list-style:none;padding:0;margin:.3rem 0;color:var(--vscode-descriptionForeground)}" +
  ".key span{display:inline-block;width:.7em;height:.7em;border-radius:2px;margin-right:.4em}";

/** The style of a page on its own. Printing uses the light colors. */
export const pageStyle: string =
  `${colors(lightColors)}@media screen and (prefers-color-scheme:dark){${colors(darkColors)}}` +
  "body{font:15px/1.5 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem;" +
  "color:var(--vscode-foreground);background:var(--vscode-editor-background)}" +
  `.finding{font-size:1.15rem}summary{font-weight:600;margin-top:2rem}h1{line-height:1.25}h2{font-size:1.1rem;margin:2rem 0 .3rem}${contentStyle}`;
