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
function jsonReport({ files, summary }: LintReport): unknown {
  const printed = files.map(({ path, text, findings, silenced, fixed }) => {
    const at = rangeIn(text);
    return {
      path,
      fixed,
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
  return { files: printed, summary };
}

/** One line for each finding (lines and columns from one), then the counts. */
function textReport(report: LintReport): string {
  const lines = eachFinding(report, ({ path }, { severity, message, rule }, { line, character }) => {
    return `${pathInLine(path)}:${line + 1}:${character + 1}  ${severity}  ${inLine(message)}  ${rule}`;
  });
  return `${[...lines, ...countLines(report)].join("\n")}\n`;
}

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
  return `${[...lines, ...countLines(report)].join("\n")}\n`;
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

function countLines({ files, summary }: LintReport): readonly string[] {
  const { error, warning, info, hint } = summary;
  const cards = files.length === 1 ? "1 model card" : `${files.length} model cards`;
  const fixed = files.reduce((sum, file) => sum + file.fixed, 0);
  const said = `${cards}: ${error} errors, ${warning} warnings, ${info} infos, ${hint} hints`;
  return [fixed === 0 ? said : `${said}; ${fixed} fixed`];
}
