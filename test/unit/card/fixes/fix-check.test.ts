import assert from "node:assert/strict";
import { test } from "node:test";
import type { CardContext, Finding, TextEdit } from "../../../../src/card/finding";
import { applyEdits, Moved } from "../../../../src/card/fixes/apply-edits";
import { type CardReading, keepsCard } from "../../../../src/card/fixes/fix-check";
import { lintCard } from "../../../../src/card/lint";

const nothingKnown: CardContext = { repo: null, files: null, lookup: () => ({ state: "unknown" }) };

function readingOf(text: string): CardReading {
  return { text, ...lintCard(text, nothingKnown) };
}

/** Replaces each `old` of the pairs in a text by `new`; an insertion names the text before it. */
function editsOf(text: string, pairs: readonly (readonly [string, string])[]): readonly TextEdit[] {
  return pairs.map(([old, newText]) => {
    const isAfter = old.startsWith("after ");
    const word = isAfter ? old.slice("after ".length) : old;
    const start = text.indexOf(word);
    assert.ok(start >= 0, `${word} is not in the text`);
    const end = start + word.length;
    return { range: { start: isAfter ? end : start, end }, newText };
  });
}

function keeps(text: string, ...pairs: readonly (readonly [string, string])[]): boolean {
  const edits = editsOf(text, pairs);
  return keepsCard(readingOf(text), edits, readingOf(applyEdits(text, edits)));
}

const card = `---
license: mit
language: # some
- en
- de
tags: [one, two]
empty:
extra: {deep: [1, {a: b}], other: yes}
base_model: &base lab/a
new_version: *base
---
# Title
`;

test("fixes of the usual kinds keep a card", () => {
  assert.ok(keeps(card, ["mit", "apache-2.0"]));
  assert.ok(keeps(card, ["license", "licence"]), "a key alone");
  assert.ok(keeps(card, ["- en\n", ""]), "the first item of a list");
  assert.ok(keeps(card, ["after - de", "\n- fr"]), "one more item");
  assert.ok(keeps(card, ["one, ", ""], ["after two", ", three"]), "items of a list in brackets");
  assert.ok(keeps(card, ["after empty:", " full"]), "a value where there was none");
  assert.ok(keeps(card, ["license: mit\n", ""]), "a field less");
  assert.ok(keeps(card, ["after new_version: *base\n", "pipeline_tag: x\n"]), "a field more");
  assert.ok(keeps(card, ["a: b", "a: c"]), "a value deep inside");
  assert.ok(keeps(card, ["after # Title\n", "\nMore.\n"]), "the body");
  assert.ok(keeps(card.replaceAll("\n", "\r\n"), ["license: mit\r\n", ""]), "with other line breaks");
});

test("what breaks the front matter or changes another value is refused", () => {
  const hostile = [
    "a: b",
    "x # y",
    "*nothing",
    "[",
    "'",
    '"',
    "a\nlicense: gpl",
    "x\n---\n",
    "x\nnew: y",
    "- a",
  ];
  for (const text of hostile) {
    assert.ok(!keeps(card, ["mit", text]) || text === "x # y", `license: ${text}`);
  }
  assert.ok(!keeps(card, ["license", "tags"]), "a key that is there");
  assert.ok(!keeps(card, ["after license: mit", "x"]), "text that joins the value before it");
  assert.ok(!keeps(card, ["after license: mit\n", "tags: [three]\n"]), "a second line for a key");
  assert.ok(!keeps(card, ["lab/a", "lab/b"]), "the value that an alias repeats");
  assert.ok(!keeps(card, ["after license: mit", "\n---"]), "a fence");
  assert.ok(!keeps(card, ["- en\n- de\n", ""], ["after tags: ", "\n- "]), "a value less beside the fix");
  assert.ok(!keeps(card, ["after license: mit\n", "one: 1\ntwo: 2\n"]), "two fields in one edit");
  assert.ok(!keeps(card, ["one, ", "["]), "a bracket");
  assert.ok(!keeps(card, ["after - de", "\n- fr: x\n  en"], ["- en", "  en"]), "another list");
});

test("a field that is the last one is not removed: an empty block is none", () => {
  const one = "---\nlicense: mit\n---\n# Title\n\n---\n";
  assert.ok(!keeps(one, ["license: mit\n", ""]));
});

test("edits that overlap are refused", () => {
  const edit = (start: number, end: number) => ({ range: { start, end }, newText: "" });
  const edits = [edit(4, 8), edit(6, 10)];
  assert.ok(!keepsCard(readingOf(card), edits, readingOf(card)));
});

test("an error in what a fix writes is refused, even as another is mended; one that was there is not", () => {
  const text = "---\nlicense: [no-such, mit]\nbase_model: a/b\n---\n";
  assert.ok(keeps(text, ["no-such", "gpl-3.0"]));
  assert.ok(!keeps(text, ["mit", "none-such"]));
  assert.ok(!keeps(text, ["no-such", "gpl-3.0"], ["mit", "none-such"]), "one mended, one new");
  assert.ok(keeps(text, ["no-such", "none-such"]), "no better and no worse");
});

test("mending broken front matter may bring to light what was wrong below", () => {
  const broken = "---\nbase_model: a/b\nlicense:mit\nlanguage: en\n---\n";
  assert.ok(keeps(broken, ["license:mit", "license: no-such-license"]) === false, "an error of its own");
  assert.ok(keeps(broken, ["license:mit", "license: mit"]));
  const above = broken.replace("base_model", "tags: one\nbase_model");
  assert.ok(keeps(above, ["license:mit", "license: mit"]));
  assert.ok(!keeps(above, ["license:mit", "license: mit"], ["after tags: one", "x"]), "a value above");
  const errorBelow = broken.replace("language: en", "new_version: mit\nlicense_name: x\nlicense: what");
  assert.ok(keeps(errorBelow.replace("license:mit", "tags:x"), ["tags:x", "tags: [x]"]));
});

test("fixes in the part above a fault are offered, and the fault stays the same", () => {
  const broken = "---\nlicense: Apache 2.0\nbase_model: a/b\nlanguage en\n---\n";
  assert.ok(keeps(broken, ["Apache 2.0", "apache-2.0"]));
  assert.ok(!keeps(broken, ["Apache 2.0", "apache-2.0: x"]));
});

test("findings decide by their severity in the settings", () => {
  const text = "---\nlicense: mit\nbase_model: a/b\n---\n";
  const edits = editsOf(text, [["mit", "gpl-3.0"]]);
  const after = applyEdits(text, edits);
  const found = (severity: Finding["severity"]): CardReading => ({
    ...readingOf(after),
    findings: [{ rule: "own/rule", severity, message: "…", range: { start: 4, end: 11 }, fixes: [] }],
  });
  assert.ok(keepsCard(readingOf(text), edits, found("warning")));
  assert.ok(!keepsCard(readingOf(text), edits, found("error")));
});

test("offsets move with the edits before them", () => {
  const text = "one two three";
  const moved = new Moved([
    { range: { start: 4, end: 7 }, newText: "2" },
    { range: { start: 0, end: 0 }, newText: "> " },
  ]);
  assert.deepEqual(
    [0, 3, 4, 6, 7, 8].map(at => moved.to(at)),
    [2, 5, 6, 6, 7, 8],
  );
  assert.deepEqual(moved.written, [
    { start: 0, end: 2 },
    { start: 6, end: 7 },
  ]);
  assert.equal(text.slice(8), applyEdits(text, [{ range: { start: 0, end: 8 }, newText: "" }]));
});
