import { fixAll } from "../../app/card/fix-all";
import type { Finding, Fix, Severity } from "../../card/finding";
import { lineStarts, type Range, toPosition } from "../../card/position";
import { count, listed } from "../../lineage/in-words";
import type { AgentEngine, ToolCall } from "../agent-engine";
import { type Draft, fitted, type ToolAnswer } from "../answer";
import { plainLine } from "../fence";
import { type CardInput, readCard } from "./card-input";

/** What `check_model_card` takes. */
export interface CheckInput extends CardInput {
  readonly complete?: boolean;
  readonly fixed?: boolean;
}

/** What a text without metadata gets instead of a verdict. */
const bare =
  "The text has no front matter: no YAML between two lines of ---, the first of which begins the text. The Hub reads no metadata in it, so nothing could be checked.";

/** What matters most comes first. */
const order: readonly Severity[] = ["error", "warning", "info", "hint"];

/** Checks a model card against the models that it derives from. */
export async function checkModelCard(
  input: CheckInput,
  engine: AgentEngine,
  call: ToolCall,
): Promise<ToolAnswer> {
  const { card, subject, asked, left, lint } = await readCard(input, engine, call);
  const { text } = card;
  const findings = (await lint(text)).findings.toSorted(
    (one, other) =>
      order.indexOf(one.severity) - order.indexOf(other.severity) || one.range.start - other.range.start,
  );
  const fixed = input.fixed === true ? await fixAll(text, lint) : null;
  const isBare = subject.kind === "none" && subject.frontMatter.block === null;
  const coverage = asked.coverage([
    ...(isBare ? [bare] : []),
    ...(left > 0
      ? [`${count(left, "model")} that the card leads to were not read; list fewer parents.`]
      : []),
  ]);
  const counts = Object.fromEntries(
    order.map(severity => [severity, findings.filter(each => each.severity === severity).length]),
  ) as Record<Severity, number>;
  const starts = lineStarts(text);
  const placed = findings.map(finding => placedFinding(finding, text, starts));
  const named = subject.identity?.repo ?? "";
  return fitted(most => {
    const shown = placed.slice(0, Math.max(1, most));
    return {
      head: isBare ? bare : headOf(counts),
      lines: shown.flatMap(linesOf),
      tail: tailOf(shown.length, placed.length, counts, fixed?.fixed ?? null),
      data: {
        repo: named,
        counts,
        findings: shown,
        finding_count: placed.length,
        parents: subject.parents.slice(0, Math.max(3, most)),
        ...(fixed === null ? {} : { fixed_card: fixed.text, fixed_findings: fixed.fixed }),
      },
      coverage,
    } satisfies Draft;
  }, input.complete === true);
}

type Placed = ReturnType<typeof placedFinding>;

/** A finding with lines and columns that count from 1, as editors show them. */
function placedFinding(finding: Finding, text: string, starts: readonly number[]) {
  const { rule, severity, message, range, fixes, related } = finding;
  return {
    rule,
    severity,
    message: plainLine(message, 600),
    ...placeOf(range, text, starts),
    about: related?.id ?? "",
    fixes: fixes.map(({ title, edits, isChoice }: Fix) => ({
      title: plainLine(title),
      // Between several fixes somebody has to choose.
      needs_decision: isChoice === true || fixes.length > 1,
      edits: edits.map(edit => ({ ...placeOf(edit.range, text, starts), new_text: edit.newText })),
    })),
  };
}

function placeOf(range: Range, text: string, starts: readonly number[]) {
  const [start, end] = [toPosition(text, range.start, starts), toPosition(text, range.end, starts)];
  return {
    line: start.line + 1,
    column: start.character + 1,
    end_line: end.line + 1,
    end_column: end.character + 1,
  };
}

function headOf(counts: Readonly<Record<Severity, number>>): string {
  const found = order.flatMap(severity => (counts[severity] > 0 ? [count(counts[severity], severity)] : []));
  return `Checked the card: ${found.length === 0 ? "nothing found" : listed(found, 4)}.`;
}

function linesOf({ rule, severity, message, line, column, fixes }: Placed): readonly string[] {
  return [
    `${line}:${column} ${severity} ${rule}: ${message}`,
    ...fixes.map(
      ({ title, needs_decision: needsDecision }) =>
        `  fix${needsDecision ? " (a person decides)" : ""}: ${title}`,
    ),
  ];
}

function tailOf(
  shown: number,
  all: number,
  counts: Readonly<Record<Severity, number>>,
  fixed: number | null,
): string {
  const parts = [
    ...(shown < all ? [`Showing ${shown} of ${all} findings; set complete to see all.`] : []),
    ...(fixed === null ? [] : [`fixed_card has the card with ${count(fixed, "finding")} fixed.`]),
    ...(counts.error + counts.warning > 0
      ? [
          "Fix errors and warnings, then check again. Ask the user before a fix that needs a decision, such as the license.",
        ]
      : []),
  ];
  return parts.join(" ");
}
