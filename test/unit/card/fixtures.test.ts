import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Finding } from "../../../src/card/finding";
import { lintCard } from "../../../src/card/lint";
import { toPosition } from "../../../src/card/position";
import { rules } from "../../../src/card/rules";
import { applyFix, cardNames, cardsFolder, contextOf, expected } from "./fixture-cards";

function actual(text: string, findings: readonly Finding[]): string[] {
  return findings
    .map(({ rule, range }) => {
      const line = toPosition(text, range.start).line + 1;
      return `line ${line} ${rule}: ${text.slice(range.start, range.end)}`;
    })
    .sort();
}

for (const name of cardNames) {
  const source = readFileSync(join(cardsFolder, name), "utf8");
  for (const [kind, text] of [
    ["", source],
    [" with CRLF and a BOM", `\uFEFF${source.replaceAll("\n", "\r\n")}`],
  ] as const) {
    test(`${name}${kind}: the marked findings and no others`, () => {
      const { findings } = lintCard(text, contextOf(text));
      assert.deepEqual(actual(text, findings), expected(text), "change the markers or the rule");
      const severity = /<!-- severity: (\w+) -->/.exec(text)?.[1];
      if (severity !== undefined)
        assert.deepEqual(
          findings.map(each => each.severity),
          [severity],
        );
    });

    test(`${name}${kind}: every fix removes one finding of its rule and breaks nothing`, () => {
      const context = contextOf(text);
      const { findings } = lintCard(text, context);
      for (const finding of findings) {
        for (const fix of finding.fixes) {
          const fixed = applyFix(text, fix);
          const after = lintCard(fixed, context);
          const count = (list: readonly Finding[]) => list.filter(each => each.rule === finding.rule).length;
          const left = findings.length === 1 ? 0 : count(findings) - 1;
          assert.ok(count(after.findings) <= left, `${fix.title} leaves ${finding.rule} in:\n${fixed}`);
          assert.deepEqual(after.frontMatter.problems, [], `${fix.title} broke the front matter:\n${fixed}`);
          if (text.includes("\r\n"))
            assert.doesNotMatch(fixed, /[^\r]\n/, `${fix.title} mixed the line breaks`);
        }
      }
    });
  }
}

test("every rule has a fixture that names it", () => {
  const marked = cardNames.flatMap(name => expected(readFileSync(join(cardsFolder, name), "utf8")));
  const missing = rules.filter(rule => !marked.some(each => each.includes(` ${rule.id}: `)));
  assert.deepEqual(
    missing.map(rule => rule.id),
    [],
    "add a card to test/fixtures/cards",
  );
});

test("rules have ids of two parts, each once, and a summary of one sentence", () => {
  const ids = rules.map(rule => rule.id);
  assert.equal(new Set(ids).size, ids.length);
  for (const { id, summary } of rules) {
    assert.match(id, /^[a-z-]+\/[a-z-]+$/);
    assert.match(summary, /^Finds [^\n]+\.$/, `${id}: the summary says what the rule finds`);
  }
});

test("messages are one sentence that never calls anything illegal", () => {
  for (const name of cardNames) {
    const text = readFileSync(join(cardsFolder, name), "utf8");
    for (const { message, rule } of lintCard(text, contextOf(text)).findings) {
      assert.doesNotMatch(message, /illegal|violat|\n|undefined|null/, `${rule}: ${message}`);
      assert.match(message, /[.?]$/, `${rule}: ${message}`);
      assert.ok(message.length < 260, `${rule} says too much: ${message}`);
    }
  }
});
