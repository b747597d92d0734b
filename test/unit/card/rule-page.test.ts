import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { lintCard } from "../../../src/card/lint";
import { rulePage } from "../../../src/card/rule-pages/rule-page";
import { ruleDecisions, ruleReasons, sourceOfRule } from "../../../src/card/rule-pages/rule-reasons";
import { rules } from "../../../src/card/rules";
import { cardNames, cardsFolder, contextOf } from "./fixture-cards";

test("every rule has a reason, and no reason is left of a rule that is gone", () => {
  assert.deepEqual(
    Object.keys(ruleReasons).sort(),
    rules.map(({ id }) => id).sort(),
    "src/card/rule-pages/rule-reasons.ts and src/card/rules.ts differ",
  );
  for (const { id } of rules) assert.match(ruleReasons[id] ?? "", /^[A-Z][^\n]+\.$/, id);
});

test("a page says what the rule finds, how severe it is, why, on what ground, and how to silence it", () => {
  for (const rule of rules) {
    const page = rulePage(rule);
    const wanted = [rule.id, rule.summary, rule.severity, ruleReasons[rule.id] ?? "", "## Source"];
    for (const text of wanted) assert.ok(page.includes(text), `${rule.id} lacks: ${text}`);
    assert.ok(page.includes(`# hub-lineage-disable-line ${rule.id}: reason`), rule.id);
    assert.equal(page.includes("not legal advice"), rule.id.startsWith("license/"), rule.id);
  }
});

test("the page of a rule for licenses names the severities that its findings have", () => {
  const licenseRules = rules.filter(({ id }) => id.startsWith("license/"));
  const seen = new Map(licenseRules.map(({ id }) => [id, new Set<string>()]));
  for (const name of cardNames) {
    const text = readFileSync(join(cardsFolder, name), "utf8");
    for (const card of [text, text.replace(/^base_model_relation: .*\n/m, "")])
      for (const { rule, severity } of lintCard(card, contextOf(card)).findings)
        seen.get(rule)?.add(severity);
  }
  for (const rule of licenseRules) {
    const line = /^\*\*Severity:\*\* (.+)$/m.exec(rulePage(rule))?.[1] ?? "";
    const milder = [...(seen.get(rule.id) ?? [])].filter(each => each !== rule.severity);
    for (const severity of milder)
      assert.match(line, new RegExp(`; ${severity} if|; ${severity} for`), rule.id);
    if (/conflicts?|dropped|incompatible|review/.test(rule.id))
      assert.match(line, /; (?:info|hint) if/, rule.id);
  }
});

test("decisions belong to a rule, begin with what was decided, and stand on its page", () => {
  for (const [id, decision] of ruleDecisions) {
    const rule = rules.find(each => each.id === id);
    assert.ok(rule, `${id} is no rule`);
    assert.match(decision, /^\*\*[A-Z`][^\n]+\.$/, id);
    assert.ok(rulePage(rule).includes(decision), id);
  }
  const [first] = rules;
  assert.ok(first);
  assert.ok(!rulePage(first).includes("Where it draws the line"), "a rule without one has no such section");
});

test("an example stands between the reason and the settings", () => {
  const [rule] = rules;
  assert.ok(rule);
  const page = rulePage(rule, "## Example");
  assert.ok(page.indexOf("## Why") < page.indexOf("## Example"));
  assert.ok(page.indexOf("## Example") < page.indexOf("## Change"));
});

test("addresses of sources are links", () => {
  const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;
  for (const rule of rules) {
    const links = count(rulePage(rule), /<https:[^>\s]*[a-z0-9]>/g);
    assert.equal(links, count(sourceOfRule(rule.id), /https:/g), rule.id);
  }
});
