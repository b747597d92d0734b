import { type CardSubject, cardSubject } from "../app/card-subject";
import { knownModel } from "../app/known-model";
import { HubError, type Lookup, UserError } from "../app/ports";
import type { Severity } from "../card/finding";
import { lintCard } from "../card/lint";
import { lineStarts, type Position, toPosition } from "../card/position";
import type { Command } from "./arguments";
import { type CardFile, findCards, readCard } from "./cards";
import type { Core } from "./core";

/** One finding as it is printed: positions count lines and UTF-16 characters from zero. */
export interface PrintedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly start: Position;
  readonly end: Position;
  readonly fixes: readonly { readonly title: string; readonly edits: readonly PrintedEdit[] }[];
}

/** One edit of a fix as it is printed. */
export interface PrintedEdit {
  readonly start: Position;
  readonly end: Position;
  readonly newText: string;
}

/** What linting some cards gave. */
export interface LintReport {
  readonly files: readonly { readonly path: string; readonly findings: readonly PrintedFinding[] }[];
  readonly summary: Readonly<Record<Severity, number>>;
}

/** Lints cards on disk; throws UserError when a file or an answer that a rule needs cannot be had. */
export async function lintPaths(
  command: Command & { readonly name: "lint" },
  core: Core,
): Promise<LintReport> {
  const cards = await findCards(command.paths);
  if (command.repo !== undefined && cards.length > 1) {
    throw new UserError(
      `--repo names one model, but there are ${cards.length} cards. Lint the one card of ${command.repo}.`,
    );
  }
  const files: LintReport["files"][number][] = [];
  for (const card of cards) {
    const findings = await lintFile(card, command.repo, core);
    if (findings !== null) files.push({ path: card.path, findings });
  }
  const summary: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const finding of files.flatMap(file => file.findings)) summary[finding.severity] += 1;
  return { files, summary };
}

async function lintFile(
  card: CardFile,
  repo: string | undefined,
  core: Core,
): Promise<readonly PrintedFinding[] | null> {
  const { text, place } = await readCard(card.path, repo);
  const subject = cardSubject(text, place, core.endpoint);
  if (subject.kind !== "model") return card.named ? [] : null;
  const known = await modelsNamed(subject, core);
  const now = Date.now();
  const { findings } = lintCard(text, {
    repo: subject.identity?.repo ?? null,
    files: place.files,
    lookup: id => knownModel(known.get(id) ?? { state: "unknown" }, now),
  });
  const starts = lineStarts(text);
  const at = (range: { start: number; end: number }): { start: Position; end: Position } => ({
    start: toPosition(text, range.start, starts),
    end: toPosition(text, range.end, starts),
  });
  return findings.map(({ rule, severity, message, range, fixes }) => ({
    rule,
    severity,
    message,
    ...at(range),
    fixes: fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map(edit => ({ ...at(edit.range), newText: edit.newText })),
    })),
  }));
}

/** What is known of the models that a card names, asked from the Hub unless offline. */
async function modelsNamed(subject: CardSubject, core: Core): Promise<ReadonlyMap<string, Lookup>> {
  const known = new Map<string, Lookup>();
  for (const id of subject.parents) {
    try {
      const [stored] = core.offline ? await core.index.lookup([id]) : [await core.reader.readModel(id)];
      known.set(id, stored ?? { state: "unknown" });
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      throw new UserError(`${error.message} Use --offline to lint with what the index knows.`);
    }
  }
  return known;
}

/** A report for people: one line for each finding (lines and columns from one), then the counts. */
export function reportToText(report: LintReport): string {
  const lines = report.files.flatMap(file =>
    file.findings.map(finding => {
      const { line, character } = finding.start;
      return `${file.path}:${line + 1}:${character + 1}  ${finding.severity}  ${finding.message}  ${finding.rule}`;
    }),
  );
  const { error, warning, info, hint } = report.summary;
  const cards = report.files.length === 1 ? "1 model card" : `${report.files.length} model cards`;
  lines.push(`${cards}: ${error} errors, ${warning} warnings, ${info} infos, ${hint} hints`);
  return `${lines.join("\n")}\n`;
}
