import assert from "node:assert/strict";
import { test } from "node:test";
import type { CardContext, Finding } from "../../../src/card/finding";
import { lintCard } from "../../../src/card/lint";
import { parseLintSettings, withSettings } from "../../../src/card/lint-settings";

const nowhere: CardContext = { repo: null, files: null, lookup: () => ({ state: "unknown" }) };

test("a settings file sets rules, and anything else in it is reported", () => {
  assert.deepEqual(parseLintSettings('\uFEFF{"rules": {"license/review": "off", "task/unknown": "error"}}'), {
    rules: { "license/review": "off", "task/unknown": "error" },
    problems: [],
  });
  assert.deepEqual(parseLintSettings("{}"), { rules: {}, problems: [] });
  for (const text of [
    "",
    "{",
    "[]",
    "null",
    "7",
    '{"rules": []}',
    '{"rule": {}}',
    '{"rules": {"x": "off"}}',
    '{"rules": {"task/unknown": 1}}',
    '{"rules": {"__proto__": "off"}}',
  ])
    assert.equal(parseLintSettings(text).problems.length, 1, text);
});

test("later settings win, and a rule that is off is left out", () => {
  const finding: Finding = {
    rule: "task/unknown",
    severity: "warning",
    message: "",
    range: { start: 0, end: 0 },
    fixes: [],
  };
  assert.deepEqual(withSettings([finding], {}, {}), [finding]);
  assert.deepEqual(withSettings([finding], { "task/unknown": "off" }), []);
  assert.equal(
    withSettings([finding], { "task/unknown": "off" }, { "task/unknown": "hint" })[0]?.severity,
    "hint",
  );
  assert.deepEqual(withSettings([{ ...finding, rule: "constructor" }], {}).length, 1);
});

test("comments silence one line, the next line or the entire card, and nothing else", () => {
  const lint = (yaml: string) => {
    const { findings, silenced } = lintCard(`---\n${yaml}\n---\n`, nowhere);
    return [findings.map(each => each.rule), silenced.map(each => [each.finding.rule, each.reason])] as const;
  };
  const silent = [[], [["license/invalid-id", "it is ours"]]];
  assert.deepEqual(lint("license: MIT # hub-lineage-disable-line license/invalid-id: it is ours"), silent);
  assert.deepEqual(
    lint("# hub-lineage-disable-next-line license/invalid-id: it is ours\nlicense: MIT"),
    silent,
  );
  assert.deepEqual(
    lint("license: MIT\n# hub-lineage-disable license/invalid-id, task/unknown: it is ours"),
    silent,
  );
  const heard = (yaml: string) => assert.ok(lint(yaml)[0]?.includes("license/invalid-id"), yaml);
  heard("# hub-lineage-disable-line license/invalid-id: x\nlicense: MIT");
  heard("# hub-lineage-disable-next-line license/invalid-id: x\n\nlicense: MIT");
  heard("license: MIT # hub-lineage-disable-line task/unknown: x");
  // What stands in a text is no comment.
  heard("d: |\n  # hub-lineage-disable license/invalid-id: x\nlicense: MIT");
  heard('d: "x # hub-lineage-disable license/invalid-id: x"\nlicense: MIT');
  heard('license: "MIT # hub-lineage-disable-line license/invalid-id: x"');
  heard("license: MIT # hub-lineage-disable-lines license/invalid-id: x");
  heard(`license: MIT\n${"# hub-lineage-disable-line ".repeat(2_000)}`);
  assert.deepEqual(
    lintCard("---\nlicense: MIT\n---\n# hub-lineage-disable license/invalid-id: x\n", nowhere).findings
      .length,
    1,
  );
});

test("a parsed card is not parsed again", () => {
  const text = "---\nlicense: MIT\n---\n";
  const { frontMatter } = lintCard(text, nowhere);
  assert.equal(lintCard(text, nowhere, frontMatter).frontMatter, frontMatter);
});
