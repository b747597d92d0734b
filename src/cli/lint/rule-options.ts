import { UserError } from "../../app/ports/errors";
import { isRuleSetting, type RuleSettings, settingProblem } from "../../card/lint-settings";

/** The settings of every `--rule ID=SEVERITY`; throws UserError with a sentence that says what is wrong. */
export function ruleSettings(written: readonly string[]): RuleSettings {
  const pairs = written.map(pair => {
    const cut = pair.lastIndexOf("=");
    const [id, value] = cut < 0 ? [pair, ""] : [pair.slice(0, cut), pair.slice(cut + 1)];
    const problem = settingProblem(id, value);
    if (problem !== null || !isRuleSetting(value)) throw new UserError(`--rule ${pair}: ${problem}`);
    return [id, value] as const;
  });
  return Object.fromEntries(pairs);
}
