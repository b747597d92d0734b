import assert from "node:assert/strict";
import { test } from "node:test";
import { applyEdits, editBetween, fixAll } from "../../../../src/app/card/fix-all";
import type { Finding, Fix, Severity } from "../../../../src/card/finding";
import { lintCard } from "../../../../src/card/lint";

const lint = (text: string) =>
  lintCard(text, { repo: null, files: null, lookup: () => ({ state: "unknown" }) }).findings;

test("fixes that leave no choice are applied until nothing is left to fix, whatever the line breaks", () => {
  const text = "---\nlicense: Apache 2.0\nbase_model: a/b\n---\n";
  assert.deepEqual(fixAll(text, lint), { text: text.replace("Apache 2.0", "apache-2.0"), fixed: 1 });
  const windows = `\uFEFF${text.replaceAll("\n", "\r\n")}`;
  assert.equal(fixAll(windows, lint).text, windows.replace("Apache 2.0", "apache-2.0"));
});

/** A lint that finds every `a` and offers fixes for it. */
const finds =
  (severity: Severity, ...words: readonly string[]) =>
  (text: string): Finding[] =>
    [...text.matchAll(/a/g)].map(({ index }) => ({
      rule: "some/rule",
      severity,
      message: "…",
      range: { start: index, end: index + 1 },
      fixes: words.map(
        (word): Fix => ({ title: word, edits: [{ range: { start: index, end: index + 1 }, newText: word }] }),
      ),
    }));

test("a finding with a choice, and one that is no error or warning, is left", () => {
  assert.equal(fixAll("a", finds("error", "b", "c")).text, "a");
  assert.equal(fixAll("a", finds("hint", "b")).text, "a");
  assert.equal(fixAll("a a", finds("warning", "b")).text, "b b");
});

test("fixes that touch wait for the next round, and fixes that undo each other end", () => {
  assert.deepEqual(fixAll("aaa", finds("error", "b")), { text: "bbb", fixed: 3 });
  const back = (text: string) => [
    ...finds("error", "b")(text),
    ...finds("error", "a")(text.replaceAll("b", "a")),
  ];
  assert.ok(["a", "b"].includes(fixAll("a", back).text));
});

test("the edit between two texts is as small as it can be", () => {
  for (const [before, after, newText] of [
    ["license: Apache 2.0\n", "license: apache-2.0\n", "apache-"],
    ["aaa", "aaaa", "a"],
    ["aaaa", "aa", ""],
    ["", "new", "new"],
    ["same", "same", ""],
  ] as const) {
    const edit = editBetween(before, after);
    assert.equal(edit.newText, newText);
    assert.equal(applyEdits(before, [edit]), after);
  }
});
