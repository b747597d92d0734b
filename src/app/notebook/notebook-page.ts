import { inertMarkdown } from "../../lineage/text/inert-markdown";
import { reportToJson } from "../report/analysis-report";
import { contentStyle } from "../report/page-style";
import { htmlFrame } from "../report/report-page";
import { safeHtml } from "../report/safe-html";
import { isAnalysisLine } from "./analyze-line";
import type { CellResult } from "./cell-run";
import { codeToHtml, markdownToHtml } from "./markdown-html";
import type { NotebookCell } from "./notebook-text";
import { drawnPart, resultToHtml } from "./result-html";
import { resultToMarkdown, resultToText } from "./result-text";

/**
 * How a run notebook is written: as texts one after another, so that the results of a cell can be forgotten once they are
 * written. The whole is `begin`, the cells with `between` between them, and `finish`.
 */
export interface NotebookFormat {
  readonly begin: string;
  readonly between: string;
  readonly finish: string;
  /** A cell before its results. */
  cell(cell: NotebookCell): string;
  /** One result of a cell; `at` counts them from zero. */
  result(result: CellResult, at: number): string;
  /** The end of a cell, after `results` results. */
  end(cell: NotebookCell, ended: EndedCell): string;
}

/** How a cell ended; `error` is null if it did not fail, and `isRun` is false for Markdown and for code that was not run. */
export interface EndedCell {
  readonly results: number;
  readonly error: string | null;
  readonly isRun: boolean;
}

/** A cell with its results as a format wrote them; null if it was not run, as Markdown never is. */
export interface WrittenCell {
  readonly cell: NotebookCell;
  readonly outcome: { readonly results: readonly string[]; readonly error: string | null } | null;
}

/** A notebook as one text. */
export function wholeNotebook(format: NotebookFormat, cells: readonly WrittenCell[]): string {
  const parts = cells.map(({ cell, outcome }) => {
    const { results, error } = outcome ?? { results: [], error: null };
    const ended = { results: results.length, error, isRun: outcome !== null };
    return format.cell(cell) + results.join("") + format.end(cell, ended);
  });
  return format.begin + parts.join(format.between) + format.finish;
}

/** What results have beside the style of a page. */
const resultStyle =
  "h3{font-size:1.05rem;margin:1rem 0 .3rem}h4{font-size:1rem;margin:1.2rem 0 .3rem}" +
  ".rows{overflow:auto;margin:.3rem 0 1rem}.note,.null{color:var(--vscode-descriptionForeground)}.null{font-style:italic}";

const notebookStyle =
  `<style>${resultStyle}pre{overflow-x:auto;padding:.6rem .8rem;border:1px solid var(--vscode-panel-border);border-radius:4px;` +
  "font:13px/1.5 ui-monospace,monospace}code{font-family:ui-monospace,monospace}:not(pre)>code{padding:.05em .3em;border-radius:3px;background:color-mix(in srgb,currentColor 12%,transparent)}.error{color:var(--vscode-charts-red)}" +
  "section{margin:1.5rem 0}</style>\n";

/** One self-contained HTML page without scripts; every value is escaped. */
export function htmlNotebook(title: string): NotebookFormat {
  const { before, after } = htmlFrame(title);
  return {
    begin: before + notebookStyle,
    between: "",
    finish: after,
    cell: ({ kind, text }) => (kind === "markdown" ? markdownToHtml(text) : `<section>\n${codeToHtml(text)}`),
    result: result => resultToHtml(drawnPart(result)),
    end: ({ kind }, { error, isRun }) => {
      if (kind === "markdown") return "";
      const failed = error === null ? "" : `<p class="error" role="alert">${safeHtml(error)}</p>\n`;
      return `${isRun ? "" : '<p class="note">Not run.</p>\n'}${failed}</section>\n`;
    },
  };
}

/** The markup of a result for the output of a cell in an editor, whose page has other things on it. */
export function resultForEditor(html: string): string {
  const own =
    "font:var(--vscode-font-size,13px)/1.5 var(--vscode-font-family,system-ui);" +
    "tbody tr{background:none!important}.rows{max-height:28rem}thead th{position:sticky;top:0;background:var(--vscode-notebook-outputContainerBackgroundColor,var(--vscode-editor-background))}";
  const style = `.hub-lineage-result{${own}${contentStyle}${resultStyle}}`;
  return `<div class="hub-lineage-result"><style>${style}</style>\n${html}</div>`;
}

/** Text, with the results below each cell. */
export const textNotebook: NotebookFormat = {
  begin: "",
  between: "\n",
  finish: "",
  cell: ({ text }) => `${text}\n`,
  result: result => `\n${resultToText(result)}`,
  end: (_, { error }) => (error === null ? "" : `\n${error}\n`),
};

/** Markdown: Markdown cells as they are, SQL as code, and results as tables. */
export const markdownNotebook: NotebookFormat = {
  begin: "",
  between: "\n",
  finish: "",
  cell: ({ kind, text }) => {
    if (kind === "markdown") return `${text}\n`;
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
    const fence = "`".repeat(longest + 1);
    return `${fence}sql\n${text}\n${fence}\n`;
  },
  result: result => `\n${resultToMarkdown(result)}`,
  end: (_, { error }) => (error === null ? "" : `\n**Failed:** ${inertMarkdown(error)}\n`),
};

/** JSON: a list of `{kind, text}`, for code also with `results` and `error` (null if there is none). */
export const jsonNotebook: NotebookFormat = {
  begin: "[",
  between: ",",
  finish: "\n]\n",
  cell: ({ kind, text }) => {
    const name = kind === "markdown" ? kind : isAnalysisLine(text) ? "analysis" : "sql";
    const results = kind === "markdown" ? "" : ',\n    "results": [';
    return `\n  {\n    "kind": "${name}",\n    "text": ${JSON.stringify(text)}${results}`;
  },
  result: (result, at) => `${at === 0 ? "" : ","}\n${indented(resultInJson(result))}`,
  end: ({ kind }, { results, error }) =>
    kind === "markdown"
      ? "\n  }"
      : `${results === 0 ? "" : "\n    "}],\n    "error": ${JSON.stringify(error)}\n  }`,
};

/** A value of the list of results, six spaces to the right; texts in JSON have no line breaks. */
function indented(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/^/gm, "      ");
}

function resultInJson(result: CellResult): unknown {
  if (result.kind === "report") return JSON.parse(reportToJson(result.report));
  const { columns, rows, truncated } = result.result;
  return { columns, rows, truncated };
}
