import type { Finding, Severity } from "../card/finding";
import { lineStarts, type Position, toPosition } from "../card/position";
import { count } from "../lineage/in-words";
import { gitlabReport } from "./lint/gitlab-report";
import { incompleteCards } from "./lint/incomplete-cards";
import { sarifLog } from "./lint/sarif";
import { type Unlisted, unlistedInWords } from "./lint/unlisted-findings";
import type { LintedFile, LintReport } from "./lint-command";
import { inLine, pathInLine } from "./printable";
import type { Look, Style } from "./terminal/style";

/** The formats of a printed report. */
export type LintFormat = "text" | "json" | "sarif" | "github" | "gitlab";

/** The version of the program, and the style of its text. */
interface Printer {
  readonly version: string;
  readonly style: Style;
}

const looks: Readonly<Record<Severity, Look>> = {
  error: "red",
  warning: "yellow",
  info: "cyan",
  hint: "dim",
};

/** A report as text. */
export function printReport(report: LintReport, format: LintFormat, { version, style }: Printer): string {
  if (format === "json") return `${JSON.stringify(jsonReport(report), null, 2)}\n`;
  if (format === "sarif") return `${JSON.stringify(sarifLog(report, version), null, 2)}\n`;
  if (format === "gitlab") return `${JSON.stringify(gitlabReport(report), null, 2)}\n`;
  if (format === "github") return githubReport(report);
  return textReport(report, style);
}

/** A range as lines and characters, both counted from zero. */
function rangeIn(
  text: string,
): (range: { start: number; end: number }) => { start: Position; end: Position } {
  const starts = lineStarts(text);
  return ({ start, end }) => ({ start: toPosition(text, start, starts), end: toPosition(text, end, starts) });
}

/** Positions count lines and UTF-16 characters from zero. */
function jsonReport({ files, notCards, skipped, unread, summary }: LintReport): unknown {
  const printed = files.map(({ path, text, findings, silenced, unlisted, fixed, problem }) => {
    const at = rangeIn(text);
    return {
      path,
      fixed,
      ...(problem === null ? {} : { problem }),
      silenced: silenced.length,
      ...(unlisted === undefined ? {} : { unlisted }),
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
  return {
    files: printed,
    notCards,
    skipped,
    unread: unread.map(({ path, message }) => ({ path, message })),
    summary: { ...summary, incomplete: incompleteCards(files).length },
  };
}

/** One line for each finding (lines and columns from one), then the counts. */
function textReport(report: LintReport, style: Style): string {
  const lines = eachFinding(report, ({ path }, { severity, message, rule }, { line, character }) => {
    return `${pathInLine(path)}:${line + 1}:${character + 1}  ${style(looks[severity], severity)}  ${inLine(message)}  ${style("dim", rule)}`;
  });
  const unlisted = eachUnlisted(
    report,
    ({ path }, more) =>
      `${pathInLine(path)}  ${style(looks[more.severity], more.severity)}  ${unlistedInWords(more)}  ${style("dim", more.rule)}`,
  );
  const unread = report.unread.map(
    ({ path, message }) => `${pathInLine(path)}  ${style("red", "error")}  ${inLine(message)}`,
  );
  const notCards = report.notCards.map(path => `${pathInLine(path)}  ${notCard(report, path)}`);
  return `${[...lines, ...unlisted, ...unread, ...notCards, ...countLines(report)].join("\n")}\n`;
}

/** Why a file that was named was not linted. */
function notCard({ otherKinds }: LintReport, path: string): string {
  const kind = otherKinds?.get(path);
  if (kind === "space")
    return "This is the card of a Space, by its keys (sdk, emoji), so it was not linted; if it is a model's, remove them.";
  if (kind === "dataset")
    return "This is the card of a dataset, by its keys (task_categories, size_categories, dataset_info, configs), so it was not linted; if it is a model's, remove them.";
  return noKind;
}

const noKind =
  "This is not a model card, so it was not linted: a model card has front matter with base_model, pipeline_tag, library_name, or model-index, or lies in a model's folder.";

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
  const unlisted = eachUnlisted(
    report,
    ({ path }, more) =>
      `::${githubWords[more.severity]} file=${property(path)},title=${property(more.rule)}::${data(unlistedInWords(more))}`,
  );
  const failed = [...report.unread, ...incompleteCards(report.files)];
  const unread = failed.map(({ path, message }) => `::error file=${property(path)}::${data(message)}`);
  const notCards = report.notCards.map(
    path => `::notice file=${property(path)}::${data(notCard(report, path))}`,
  );
  return `${[...lines, ...unlisted, ...unread, ...notCards, ...countLines(report)].join("\n")}\n`;
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

function eachUnlisted(
  { files }: LintReport,
  print: (file: LintedFile, more: Unlisted) => string,
): readonly string[] {
  return files.flatMap(file => (file.unlisted ?? []).map(more => print(file, more)));
}

function countLines({ files, notCards, skipped, unread, summary }: LintReport): readonly string[] {
  const { error, warning, info, hint } = summary;
  const cards = count(files.length, "model card");
  const empty = unread.filter(({ isEmpty }) => isEmpty).length;
  const unreadable = unread.length - empty;
  const incomplete = incompleteCards(files).length;
  const fixed = files.reduce((sum, file) => sum + file.fixed, 0);
  const said = `${cards}: ${count(error, "error")}, ${count(warning, "warning")}, ${count(info, "info")}, ${count(hint, "hint")}`;
  return [
    [
      said,
      fixed === 0 ? [] : `${fixed} fixed`,
      notCards.length === 0
        ? []
        : count(notCards.length, "file is not a model card", "files are not model cards"),
      skipped.length === 0
        ? []
        : count(
            skipped.length,
            "other README.md is no model card",
            "other README.md files are no model cards",
          ),
      incomplete === 0 ? [] : `${count(incomplete, "model card")} could not be checked completely`,
      unreadable === 0 ? [] : `${count(unreadable, "file")} could not be read`,
      empty === 0 ? [] : count(empty, "folder has no README.md", "folders have no README.md"),
    ]
      .flat()
      .join("; "),
  ];
}
