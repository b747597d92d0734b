import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTextList, type TextList } from "../../../../src/snapshot/import/text-list";

test("a list printed by Python, NumPy, or JSON is read, and nothing else", () => {
  const lists: readonly [string, TextList][] = [
    ["[]", []],
    ["[ ]", []],
    ["['transformers', 'region:us']", ["transformers", "region:us"]],
    [`["it's", 'say "x"', 'a\\'b', 'c, d]']`, ["it's", 'say "x"', "a'b", "c, d]"]],
    ["['a\\nb', '\\x41\\u00e9', 'back\\\\slash', 'end\\\\']", ["a\nb", "Aé", "back\\slash", "end\\"]],
    ["[None, 'a', 3.5, True]", ["a"]],
    ["['a' 'b']", ["a", "b"]],
    ["['a']", ["a"]],
    [`['a' "it's"\n 'c'\n 'd']`, ["a", "it's", "c", "d"]],
    ["['a' None 'b' nan]", ["a", "b"]],
    ["array(['a', 'b'], dtype=object)", ["a", "b"]],
    ["[np.str_('a'), np.str_('b')]", ["a", "b"]],
    ['["a","b\\/c","\\ud83d\\ude00",null]', ["a", "b/c", "😀"]],
    ["['a' 'b' ... 'y' 'z']", "cut"],
    ["['a', 'b', ...]", "cut"],
    ["", null],
    ["nan", null],
    ["None", null],
    ["['a'", "unreadable"],
    ["['a' 'b', 'c']", "unreadable"],
    ["['a''b']", "unreadable"],
    ["['a',]", "unreadable"],
    ["['a\nb']", "unreadable"],
    ["['a'] + evil()", "unreadable"],
    ["[evil()]", "unreadable"],
    ["[license:mit, en]", "unreadable"],
    ["text-generation", "unreadable"],
    ["array(['a'", "unreadable"],
    [`['${"x".repeat(9_000_000)}']`, "unreadable"],
  ];
  for (const [written, expected] of lists)
    assert.deepEqual(parseTextList(written), expected, written.slice(0, 80));
});
