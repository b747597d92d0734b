import { t } from "../words/words";
import type { Finding, Severity } from "./finding";
import { rules } from "./rules";

/** The setting of a rule: its severity, or `off` to silence it. */
export type RuleSetting = Severity | "off";

/** The settings of rules, by rule id. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** The name of the file that sets rules for a folder; the command line and the editor both read it. */
export const settingsFile = ".hublineagerc.json";

/** The rules that such a file sets, and its problems, one sentence each. */
export interface LintSettings {
  readonly rules: RuleSettings;
  readonly problems: readonly string[];
}

const allowed: readonly RuleSetting[] = ["error", "warning", "info", "hint", "off"];

/** Whether a value is a severity or `off`. */
export function isRuleSetting(value: unknown): value is RuleSetting {
  return (allowed as readonly unknown[]).includes(value);
}

/** Whether a rule with this id exists. */
export function isRule(id: string): boolean {
  return rules.some(rule => rule.id === id);
}

/** Reads the text of a settings file: `{"rules": {"license/review": "off"}}`. Never throws. */
export function parseLintSettings(text: string): LintSettings {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { rules: {}, problems: [t`${settingsFile} is not valid JSON; write {"rules": {}}.`] };
  }
  if (!isRecord(content))
    return { rules: {}, problems: [t`${settingsFile} must be an object, such as {"rules": {}}.`] };
  const problems = Object.keys(content)
    .filter(key => key !== "rules" && key !== "$schema")
    .map(key => t`${settingsFile} has an unknown key, ${JSON.stringify(key)}; the only key is "rules".`);
  const declared = content.rules ?? {};
  if (!isRecord(declared)) return { rules: {}, problems: [...problems, t`"rules" must be an object.`] };
  const known: [string, RuleSetting][] = [];
  for (const [id, value] of Object.entries(declared)) {
    const problem = settingProblem(id, value);
    if (problem !== null) problems.push(problem);
    else if (isRuleSetting(value)) known.push([id, value]);
  }
  return { rules: Object.fromEntries(known), problems };
}

/** What is wrong with the setting of a rule, in one sentence; null if it is fine. */
export function settingProblem(id: string, value: unknown): string | null {
  if (!isRule(id)) return t`There is no rule ${JSON.stringify(id)}; docs/rules.md lists all rules.`;
  if (isRuleSetting(value)) return null;
  return t`The rule ${id} can be ${allowed.slice(0, -1).join(", ")} or ${allowed.at(-1)}, not ${JSON.stringify(value)}.`;
}

/** Findings with the severities from the settings, without the rules that are turned off; later settings win. */
export function withSettings(
  findings: readonly Finding[],
  ...settings: readonly RuleSettings[]
): readonly Finding[] {
  const merged: RuleSettings = Object.assign({}, ...settings);
  return findings.flatMap(finding => {
    const setting = Object.hasOwn(merged, finding.rule) ? merged[finding.rule] : undefined;
    if (setting === "off") return [];
    return isRuleSetting(setting) ? [{ ...finding, severity: setting }] : [finding];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
