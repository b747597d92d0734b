import { constants } from "node:fs";
import { open, stat } from "node:fs/promises";
import { UserError } from "../../app/ports/errors";
import type { Severity } from "../../card/finding";
import { lineStarts, toPosition } from "../../card/position";
import { count } from "../../lineage/in-words";
import { inertMarkdown } from "../../lineage/text/inert-markdown";
import type { LintReport } from "../lint-command";
import { inLine } from "../printable";
import { incompleteCards } from "./incomplete-cards";

/** GitHub shows a summary of at most 1 MB. */
const mostRows = 200;
const order: readonly Severity[] = ["error", "warning", "info", "hint"];

/** A report as Markdown for the summary of a CI job: the counts, then a table of the findings, the most severe first. */
export function lintSummary({ files, notCards, unread, summary }: LintReport): string {
  const found = order.flatMap(severity =>
    summary[severity] > 0 ? [count(summary[severity], severity)] : [],
  );
  const rows = [
    ...unread.map(({ path, message }) => row(path, "error", message, "")),
    ...incompleteCards(files).map(({ path, message }) => row(path, "error", message, "")),
    ...order.flatMap(severity => files.flatMap(file => rowsOf(file, severity))),
  ];
  const head = ["| Place | Severity | Finding | Rule |", "|---|---|---|---|"];
  const more = rows.length - mostRows;
  return [
    `### ${count(files.length, "model card")}: ${found.length === 0 ? "nothing found" : found.join(", ")}`,
    "",
    ...(rows.length === 0 ? [] : [...head, ...rows.slice(0, mostRows), ""]),
    ...(more > 0 ? [`${count(more, "more row")} in the log.`, ""] : []),
    ...(notCards.length === 0 ? [] : [`Not a model card: ${notCards.map(inertMarkdown).join(", ")}.`, ""]),
  ].join("\n");
}

function rowsOf({ path, text, findings }: LintReport["files"][number], wanted: Severity): readonly string[] {
  const starts = lineStarts(text);
  return findings.flatMap(({ rule, severity, message, range }) => {
    if (severity !== wanted) return [];
    const line = toPosition(text, range.start, starts).line + 1;
    return [row(`${path}:${line}`, severity, message, `\`${rule}\``)];
  });
}

function row(place: string, severity: Severity, message: string, rule: string): string {
  const shown = /[`|]/.test(place) ? inertMarkdown(place) : `\`${inLine(place)}\``;
  return `| ${shown} | ${severity} | ${inertMarkdown(message)} | ${rule} |`;
}

/**
 * Appends a report to a Markdown file, such as `$GITHUB_STEP_SUMMARY`. Throws UserError if it cannot be written, or is one of
 * the files that were linted.
 */
export async function appendSummary(path: string, report: LintReport): Promise<void> {
  const place = await placeOf(path);
  for (const { path: linted } of report.files)
    if (place !== null && (await placeOf(linted)) === place)
      throw new UserError(
        `The summary was not written: ${path} is one of the linted cards. Choose another file with --summary.`,
      );
  try {
    // Without O_NONBLOCK, opening a pipe waits for somebody to read from it.
    const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK } = constants;
    const file = await open(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK);
    await file.appendFile(`${lintSummary(report)}\n`).finally(() => file.close());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`The summary cannot be written: ${reason}. Choose another file with --summary.`);
  }
}

/** What tells a file from others under whatever name, hard links included; null if there is none. */
async function placeOf(path: string): Promise<string | null> {
  const facts = await stat(path, { bigint: true }).catch(() => null);
  return facts === null ? null : `${facts.dev} ${facts.ino}`;
}
