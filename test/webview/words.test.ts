import assert from "node:assert/strict";
import { test } from "node:test";
import { bareModel } from "../../src/lineage/model";
import { compareTraits } from "../../webview/compare";
import { readKept } from "../../webview/state";
import { cutMiddle, roughly, showable } from "../../webview/words";

test("characters that act instead of showing are shown by their code", () => {
  assert.equal(showable("a\u202Eb\u0000c\u2028d"), "a⟨U+202E⟩b⟨U+0000⟩c⟨U+2028⟩d");
  assert.equal(showable("<img src=x onerror=alert(1)>"), "<img src=x onerror=alert(1)>");
  assert.equal(showable("名前/モデル"), "名前/モデル");
});

test("long names keep both ends, and no character is cut in half", () => {
  assert.equal(cutMiddle("abcdefghij", 10), "abcdefghij");
  assert.equal(cutMiddle("abcdefghijk", 5), "ab…jk");
  assert.equal(cutMiddle("😀😀😀😀😀😀", 3), "😀…😀");
});

test("large numbers are words", () => {
  assert.deepEqual([0, 999, 1234, 999_960, 1_200_000, 7e9].map(roughly), [
    "0",
    "999",
    "1.2 thousand",
    "1 million",
    "1.2 million",
    "7 billion",
  ]);
});

test("traits are kept, changed, lost, gained or nowhere", () => {
  const parent = {
    ...bareModel("a/p"),
    license: "gemma",
    languages: ["en", "de"],
    task: "text-generation",
    datasets: ["x"],
    parameters: 7e9,
  };
  const own = {
    ...bareModel("a/c"),
    license: "mit",
    languages: ["en"],
    task: "text-generation",
    library: "peft",
  };
  const fates = Object.fromEntries(compareTraits(own, parent).map(({ trait, fate }) => [trait, fate]));
  assert.deepEqual(fates, {
    license: "changed",
    languages: "lost",
    task: "kept",
    library: "gained",
    datasets: "lost",
    parameters: "none",
  });
});

test("a kept state of any shape is read without trust", () => {
  const empty = readKept(undefined);
  for (const damaged of [
    null,
    7,
    "x",
    [],
    {
      depth: 9,
      opened: "x",
      shown: [
        [1, 2],
        ["k", "v"],
      ],
      focus: {},
    },
  ]) {
    assert.deepEqual(readKept(damaged), empty);
  }
  assert.deepEqual(readKept({ focus: "a/b", depth: "all", opened: ["a", 1], shown: [["k", 50]] }), {
    ...empty,
    focus: "a/b",
    depth: "all",
    opened: ["a"],
    shown: [["k", 50]],
  });
});
