import type { Finding, Severity } from "./finding";
import { rules } from "./rules";

/** What a rule counts as: its severity, or `off` for one that says nothing. */
export type RuleSetting = Severity | "off";

/** Settings of single rules by their id. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** The name of the file with which a folder sets rules for everybody: command line and editor read it alike. */
export const settingsFile = ".hublineagerc.json";

/** What such a file says, and what is wrong with it, one sentence each. */
export interface LintSettings {
  readonly rules: RuleSettings;
  readonly problems: readonly string[];
}

const allowed: readonly RuleSetting[] = ["error", "warning", "info", "hint", "off"];

/** Whether a text is a severity or `off`. */
export function isRuleSetting(value: unknown): value is RuleSetting {
  return (allowed as readonly unknown[]).includes(value);
}

/** Whether there is a rule of that id. */
export function isRule(id: string): boolean {
  return rules.some(rule => rule.id === id);
}

/** Reads the text of a settings file: `{"rules": {"license/review": "off"}}`. Never throws. */
export function parseLintSettings(text: string): LintSettings {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { rules: {}, problems: [`${settingsFile} is no valid JSON; write {"rules": {}}.`] };
  }
  if (!isRecord(content))
    return { rules: {}, problems: [`${settingsFile} must be an object, {"rules": {}}.`] };
  const problems = Object.keys(content)
    .filter(key => key !== "rules" && key !== "$schema")
    .map(key => `${settingsFile} has the key ${JSON.stringify(key)}, which means nothing; it knows "rules".`);
  const declared = content.rules ?? {};
  if (!isRecord(declared)) return { rules: {}, problems: [...problems, `"rules" must be an object.`] };
  const known: [string, RuleSetting][] = [];
  for (const [id, value] of Object.entries(declared)) {
    const problem = settingProblem(id, value);
    if (problem !== null) problems.push(problem);
    else if (isRuleSetting(value)) known.push([id, value]);
  }
  return { rules: Object.fromEntries(known), problems };
}

/** What is wrong with the setting of a rule, in one sentence; null where nothing is. */
export function settingProblem(id: string, value: unknown): string | null {
  if (!isRule(id)) return `There is no rule ${JSON.stringify(id)}; README.md lists the rules.`;
  if (isRuleSetting(value)) return null;
  return `The rule ${id} takes ${allowed.join(", ")}, not ${JSON.stringify(value)}.`;
}

/** Findings with the severities that settings ask for, without the rules that they turn off; later settings win. */
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
