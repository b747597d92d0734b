import assert from "node:assert/strict";
import { test } from "node:test";
import { levenshtein } from "../../../../src/lineage/levenshtein";
import { characters, firstCharacters, inSingleUnits } from "../../../../src/statistics/text/code-points";

test("texts are as long as Python says", () => {
  // len("a🤗b") is 3 in Python, and 4 in UTF-16.
  assert.deepEqual(["a🤗b", "", "🤗🤗", "é漢"].map(characters), [3, 0, 2, 2]);
  assert.equal(characters("\ud83e"), 1);
  assert.equal(characters("\ud83e\ud83e\udd17"), 2);
});

test("a text is cut between characters", () => {
  assert.equal(firstCharacters("a🤗b", 2), "a🤗");
  assert.equal(firstCharacters("a🤗b", 9), "a🤗b");
  assert.equal(firstCharacters("🤗", 0), "");
});

test("a distance counts characters outside the basic plane once", () => {
  assert.equal(levenshtein("a🤗b", "a漢b"), 2);
  assert.equal(levenshtein(...inSingleUnits("a🤗b", "a漢b")), 1);
  assert.equal(levenshtein(...inSingleUnits("🤗🚀", "🚀🤗")), 2);
  assert.deepEqual(inSingleUnits("ab", "cd"), ["ab", "cd"]);
});
