import { cellInWords, provenance } from "../../analyses/report";
import { inertMarkdown } from "../../lineage/text/inert-markdown";
import type { ShownTable } from "./analysis-report";
import type { NumberedFigure, PublishedText, ShownPart } from "./publication";

/** A published report as a Markdown document with its figures as files beside it. No value can become markup or a link. */
export function publicationMarkdown(text: PublishedText): string {
  const { title, data, parts, coverage, limits, sources, command, places } = text;
  const list = (lines: readonly string[]) => lines.map(line => `- ${inertMarkdown(line)}`);
  const lines = [
    `# ${inertMarkdown(title)}`,
    "",
    `${inertMarkdown(data)}.`,
    "",
    "## Findings",
    "",
    ...parts.map(findingOf),
    "",
    ...parts.flatMap(sectionOf),
    "## Coverage",
    "",
    ...tableOf({ ...coverage, left: 0 }, "coverage"),
    "## Limits",
    "",
    ...list(limits),
    "",
    "## How to cite",
    "",
    ...list(sources),
    "",
    "## How to reproduce this report",
    "",
    `Run this command with the same version on the same data to get identical files. ${inertMarkdown(places)}`,
    "",
    // Indented code has no end that a value could write.
    `    ${command}`,
    "",
  ];
  return lines.join("\n");
}

function findingOf({ report, finding }: ShownPart): string {
  const words = finding ?? "The table lacks what this analysis needs.";
  return `- **${inertMarkdown(report.title)}:** ${inertMarkdown(words)}`;
}

function sectionOf({ report, finding, figures, tables }: ShownPart): readonly string[] {
  return [
    `## ${inertMarkdown(report.title)}`,
    "",
    ...(finding === null ? [] : [`**${inertMarkdown(finding)}**`, ""]),
    ...figures.flatMap(figureOf),
    ...tables.flatMap(table => tableOf(table, report.id)),
    `### Method of ${inertMarkdown(report.title)}`,
    "",
    inertMarkdown(report.definition),
    "",
    inertMarkdown(provenance(report)),
    "",
  ];
}

function figureOf({ figure, number, name }: NumberedFigure): readonly string[] {
  const title = inertMarkdown(figure.title);
  return [`![${title}](figures/${name}.svg)`, "", `Figure ${number}. ${title}.`, ""];
}

function tableOf({ title, columns, rows, left }: ShownTable, analysis: string): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const more = `… and ${left.toLocaleString("en-US")} more rows. To get all rows, run hub-lineage analyze ${analysis} --format csv.`;
  return [
    `### ${inertMarkdown(title)}`,
    "",
    line(columns.map(inertMarkdown)),
    line(columns.map((_, at) => (rows.some(row => typeof row[at] === "number") ? "---:" : "---"))),
    ...rows.map(row => line(row.map((cell, at) => inertMarkdown(cellInWords(cell, columns[at]))))),
    "",
    ...(left > 0 ? [more, ""] : []),
  ];
}
