import { readFileSync, writeFileSync } from "node:fs";
import type { Severity } from "../../src/card/finding";

/** One finding as a run of the bench stores it. */
export interface StoredFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** What is underlined, and in which line. */
  readonly under: string;
  readonly line: number;
}

/** What one run found in a card. */
export interface StoredCard {
  /** The same for the same card in every run. */
  readonly card: string;
  /** Whether the card counts as a model card without anything around it. */
  readonly isCard: boolean;
  readonly findings: readonly StoredFinding[];
}

/** Writes what a run found, for a later run to compare with. */
export function storeFindings(path: string, cards: readonly StoredCard[]): void {
  writeFileSync(path, cards.map(card => `${JSON.stringify(card)}\n`).join(""));
}

/** How a card stands: whether the command line would fail for it. */
type State = "no card" | "clean" | "hint" | "info" | "warning" | "error";

const order: readonly Severity[] = ["error", "warning", "info", "hint"];

function stateOf({ isCard, findings }: StoredCard): State {
  if (!isCard) return "no card";
  return order.find(severity => findings.some(finding => finding.severity === severity)) ?? "clean";
}

interface Change {
  readonly from: State;
  readonly card: string;
  readonly finding: StoredFinding;
}

/**
 * What differs from an earlier run, as lines of text: findings by rule and severity in both, then each rule's errors in cards
 * that had none, with some drawn by chance to be judged.
 */
export function comparison(path: string, now: readonly StoredCard[], chance: () => number): string[] {
  const before = new Map<string, StoredCard>();
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (line === "") continue;
    const card = JSON.parse(line) as StoredCard;
    before.set(card.card, card);
  }
  return [...bothCounts([...before.values()], now), "", ...newErrors(before, now, chance)];
}

function bothCounts(before: readonly StoredCard[], now: readonly StoredCard[]): string[] {
  const counts = [countsOf(before), countsOf(now)];
  const names = [...new Set(counts.flatMap(each => [...each.keys()]))].sort();
  const rows = names.map(name => counts.map(each => each.get(name) ?? 0));
  const lines = names.flatMap((name, at) => {
    const [old = 0, present = 0] = rows[at] ?? [];
    return old === present
      ? []
      : [`${name.padEnd(40)} ${String(old).padStart(7)} ${String(present).padStart(7)}`];
  });
  return [`${"findings that differ in number".padEnd(40)}  before     now`, ...lines];
}

function countsOf(cards: readonly StoredCard[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { findings } of cards)
    for (const { rule, severity } of findings) {
      const name = `${rule} (${severity})`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  return counts;
}

/** The errors of cards that had none before, by rule. */
function newErrors(
  before: ReadonlyMap<string, StoredCard>,
  now: readonly StoredCard[],
  chance: () => number,
): string[] {
  const byRule = new Map<string, Change[]>();
  const changed = new Set<string>();
  for (const card of now) {
    const old = before.get(card.card);
    if (old === undefined || stateOf(old) === "error" || stateOf(card) !== "error") continue;
    changed.add(card.card);
    for (const finding of card.findings) {
      if (finding.severity !== "error") continue;
      const group = byRule.get(finding.rule) ?? [];
      group.push({ from: stateOf(old), card: card.card, finding });
      byRule.set(finding.rule, group);
    }
  }
  const rules = [...byRule].sort((a, b) => b[1].length - a[1].length);
  const lines = rules.flatMap(([rule, changes]) => ruleLines(rule, changes, chance));
  return [`${changed.size} cards have errors now and had none`, ...lines];
}

function ruleLines(rule: string, changes: readonly Change[], chance: () => number): string[] {
  const from = new Map<State, Set<string>>();
  for (const change of changes) from.set(change.from, (from.get(change.from) ?? new Set()).add(change.card));
  const states = [...from].map(([state, cards]) => `${cards.size} from ${state}`).join(", ");
  const drawn = [...changes];
  const lines: string[] = [];
  for (let left = Math.min(10, drawn.length); left > 0; left--) {
    const [one] = drawn.splice(Math.floor(chance() * drawn.length), 1);
    if (one === undefined) continue;
    const { card, finding } = one;
    lines.push(`  ${card}:${finding.line}  ${JSON.stringify(finding.under)}`, `    ${finding.message}`);
  }
  return ["", `${rule}: ${changes.length} errors in cards (${states})`, ...lines];
}
