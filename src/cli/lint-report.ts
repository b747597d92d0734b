import type { Finding, Severity } from "../card/finding";
import { lineStarts, type Position, toPosition } from "../card/position";
import type { LintedFile, LintReport } from "./lint-command";
import { inLine, pathInLine } from "./printable";
import { sarifLog } from "./sarif";

/** The formats of a printed report. */
export type LintFormat = "text" | "json" | "sarif" | "github";

/** A report as text; `version` is the program's. */
export function printReport(report: LintReport, format: LintFormat, version: string): string {
  if (format === "json") return `${JSON.stringify(jsonReport(report), null, 2)}\n`;
  if (format === "sarif") return `${JSON.stringify(sarifLog(report, version), null, 2)}\n`;
  if (format === "github") return githubReport(report);
  return textReport(report);
}

/** A range as lines and characters, both counted from zero. */
function rangeIn(
  text: string,
): (range: { start: number; end: number }) => { start: Position; end: Position } {
  const starts = lineStarts(text);
  return ({ start, end }) => ({ start: toPosition(text, start, starts), end: toPosition(text, end, starts) });
}

/** Positions count lines and UTF-16 characters from zero. */
function jsonReport({ files, notCards, unread, summary }: LintReport): unknown {
  const printed = files.map(({ path, text, findings, silenced, fixed, problem }) => {
    const at = rangeIn(text);
    return {
      path,
      fixed,
      ...(problem === null ? {} : { problem }),
      silenced: silenced.length,
      findings: findings.map(({ rule, severity, message, range, fixes }) => ({
        rule,
        severity,
        message,
        ...at(range),
        fixes: fixes.map(({ title, edits }) => ({
          title,
          edits: edits.map(edit => ({ ...at(edit.range), newText: edit.newText })),
        })),
      })),
    };
  });
  return { files: printed, notCards, unread, summary };
}

/** One line for each finding (lines and columns from one), then the counts. */
function textReport(report: LintReport): string {
  const lines = eachFinding(report, ({ path }, { severity, message, rule }, { line, character }) => {
    return `${pathInLine(path)}:${line + 1}:${character + 1}  ${severity}  ${inLine(message)}  ${rule}`;
  });
  const unread = report.unread.map(({ path, message }) => `${path}  error  ${message}`);
  const notCards = report.notCards.map(path => `${path}  ${notCard}`);
  return `${[...lines, ...unread, ...notCards, ...countLines(report)].join("\n")}\n`;
}

const notCard =
  "This is no model card, so it was not linted: a model card has front matter with base_model, pipeline_tag, library_name, or model-index, or lies in a model's folder.";

const githubWords: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
  hint: "notice",
};

/** Workflow commands that GitHub Actions shows as annotations next to the lines. */
function githubReport(report: LintReport): string {
  const lines = eachFinding(report, ({ path }, { severity, message, rule }, start, end) => {
    const properties = [
      `file=${property(path)}`,
      `line=${start.line + 1}`,
      `endLine=${end.line + 1}`,
      `col=${start.character + 1}`,
      `endColumn=${end.character + 1}`,
      `title=${property(rule)}`,
    ];
    return `::${githubWords[severity]} ${properties.join(",")}::${data(message)}`;
  });
  const unread = report.unread.map(({ path, message }) => `::error file=${property(path)}::${data(message)}`);
  const notCards = report.notCards.map(path => `::notice file=${property(path)}::${data(notCard)}`);
  return `${[...lines, ...unread, ...notCards, ...countLines(report)].join("\n")}\n`;
}

function data(text: string): string {
  return inLine(text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A"));
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function eachFinding(
  { files }: LintReport,
  print: (file: LintedFile, finding: Finding, start: Position, end: Position) => string,
): readonly string[] {
  return files.flatMap(file => {
    const at = rangeIn(file.text);
    return file.findings.map(finding => {
      const { start, end } = at(finding.range);
      return print(file, finding, start, end);
    });
  });
}

function countLines({ files, notCards, unread, summary }: LintReport): readonly string[] {
  const { error, warning, info, hint } = summary;
  const cards = files.length === 1 ? "1 model card" : `${files.length} model cards`;
  const fixed = files.reduce((sum, file) => sum + file.fixed, 0);
  const said = `${cards}: ${error} errors, ${warning} warnings, ${info} infos, ${hint} hints`;
  const filesOf = (n: number) => (n === 1 ? "1 file" : `${n} files`);
  return [
    [
      said,
      fixed === 0 ? [] : `${fixed} fixed`,
      notCards.length === 0
        ? []
        : `${filesOf(notCards.length)} ${notCards.length === 1 ? "is no model card" : "are no model cards"}`,
      unread.length === 0 ? [] : `${filesOf(unread.length)} could not be read`,
    ]
      .flat()
      .join("; "),
  ];
}
