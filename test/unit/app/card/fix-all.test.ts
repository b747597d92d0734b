import assert from "node:assert/strict";
import { test } from "node:test";
import { editBetween, fixAll, isSound, type ReadCard } from "../../../../src/app/card/fix-all";
import type { CardContext, Finding, Fix, Severity } from "../../../../src/card/finding";
import { applyEdits } from "../../../../src/card/fixes/apply-edits";
import { parseFrontMatter } from "../../../../src/card/front-matter/parse-front-matter";
import { lintCard } from "../../../../src/card/lint";

const nothingKnown: CardContext = { repo: null, files: null, lookup: () => ({ state: "unknown" }) };

const read: ReadCard = async text => ({ text, ...lintCard(text, nothingKnown) });

/** Reads cards with the findings of a lint of our own. */
const reading =
  (lint: (text: string) => readonly Finding[]): ReadCard =>
  async text => ({ text, frontMatter: parseFrontMatter(text), findings: lint(text) });

test("unambiguous fixes are applied until none is left, with any kind of line break", async () => {
  const text = "---\nlicense: Apache 2.0\nbase_model: a/b\n---\n";
  assert.deepEqual(await fixAll(text, read), { text: text.replace("Apache 2.0", "apache-2.0"), fixed: 1 });
  const windows = `\uFEFF${text.replaceAll("\n", "\r\n")}`;
  assert.equal((await fixAll(windows, read)).text, windows.replace("Apache 2.0", "apache-2.0"));
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

test("findings with several fixes, and findings below warnings, are left alone", async () => {
  const fixed = async (text: string, lint: (text: string) => Finding[]) =>
    (await fixAll(text, reading(lint))).text;
  assert.equal(await fixed("a", finds("error", "b", "c")), "a");
  assert.equal(await fixed("a", finds("hint", "b")), "a");
  assert.equal(await fixed("a a", finds("warning", "b")), "b b");
});

test("overlapping fixes wait for the next round, and fixes that undo each other stop", async () => {
  assert.deepEqual(await fixAll("aaa", reading(finds("error", "b"))), { text: "bbb", fixed: 3 });
  const back = (text: string) => [
    ...finds("warning", "b")(text),
    ...finds("warning", "a")(text.replaceAll("b", "a")),
  ];
  assert.ok(["a", "b"].includes((await fixAll("a", reading(back))).text));
});

test("two misspellings of the same key are left to the user; one alone is renamed", async () => {
  const two = "---\nlicence: mit\nLicense: apache-2.0\nbase_model: a/b\n---\n";
  assert.deepEqual(await fixAll(two, read), { text: two, fixed: 0 });
  const one = two.replace("License: apache-2.0\n", "");
  assert.equal((await fixAll(one, read)).text, one.replace("licence", "license"));
});

test("if fixes together make a card worse, the ones that do no harm are applied", async () => {
  const text = "---\none: 1\ntwo: 2\nthree: 3\n---\n";
  // Renames each to the same key, and the last one to its own.
  const lint = (content: string): Finding[] =>
    ["one", "two", "three"].flatMap(key => {
      const start = content.indexOf(`\n${key}:`) + 1;
      if (start === 0) return [];
      const range = { start, end: start + key.length };
      const newText = key === "three" ? "third" : "same";
      const fixes = [{ title: newText, edits: [{ range, newText }] }];
      return [{ rule: "some/rule", severity: "warning" as const, message: "…", range, fixes }];
    });
  assert.deepEqual(await fixAll(text, reading(lint)), {
    text: "---\nsame: 1\ntwo: 2\nthird: 3\n---\n",
    fixed: 2,
  });
});

test("a fix whose result cannot be read is not applied", async () => {
  const text = "---\nlicense: Apache 2.0\nbase_model: a/b\n---\n";
  const once: ReadCard = async content => (content === text ? read(text) : null);
  assert.deepEqual(await fixAll(text, once), { text, fixed: 0 });
  const card = await read(text);
  const fix = card?.findings.flatMap(({ fixes }) => fixes)[0];
  assert.ok(card && fix);
  assert.equal(await isSound(card, fix, once), false);
  assert.equal(await isSound(card, fix, read), true);
});

test("the edit between two texts is as small as possible", () => {
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
