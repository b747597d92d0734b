import type { Finding, Severity } from "../../card/finding";
import { mostFurther } from "../../card/lint-with";
import { count } from "../../lineage/in-words";

/** Findings of one rule beyond those that are listed. */
export interface Unlisted {
  readonly rule: string;
  readonly severity: Severity;
  readonly count: number;
  /** Whether there may be more, because counting ended. */
  readonly isAtLeast: boolean;
}

/** Counts findings that are not listed, by rule and severity. */
export function unlistedOf(further: readonly Finding[]): readonly Unlisted[] {
  const found = new Map<string, Unlisted>();
  for (const { rule, severity } of further) {
    const key = `${rule} ${severity}`;
    const known = found.get(key)?.count ?? 0;
    found.set(key, { rule, severity, count: known + 1, isAtLeast: false });
  }
  const perRule = new Map<string, number>();
  for (const { rule } of further) perRule.set(rule, (perRule.get(rule) ?? 0) + 1);
  return [...found.values()].map(each => ({
    ...each,
    isAtLeast: (perRule.get(each.rule) ?? 0) >= mostFurther,
  }));
}

/** How many more findings there are, in a sentence. */
export function unlistedInWords({ count: number, isAtLeast }: Unlisted): string {
  return `And ${isAtLeast ? "at least " : ""}${count(number, "more finding")} of this rule; correct the listed ones, then run lint again.`;
}
