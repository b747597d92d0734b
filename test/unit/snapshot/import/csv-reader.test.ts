import assert from "node:assert/strict";
import { test } from "node:test";
import { CsvReader } from "../../../../src/snapshot/import/csv-reader";
import { parsePythonList } from "../../../../src/snapshot/import/python-list";

const text = 'id,card\r\na/b,"one, ""two""\nthree"\r\n\r\nc/d,\r\n"e/f","last"';
const records = [
  ["id", "card"],
  ["a/b", 'one, "two"\nthree'],
  ["c/d", ""],
  ["e/f", "last"],
];

test("CSV is read the same wherever the pieces are cut", () => {
  for (let size = 1; size <= text.length; size++) {
    const reader = new CsvReader();
    const found: string[][] = [];
    for (let at = 0; at < text.length; at += size) found.push(...reader.push(text.slice(at, at + size)));
    found.push(...reader.end());
    assert.deepEqual(found, records, `pieces of ${size}`);
  }
});

test("a quote that never ends is told, with its record", () => {
  const reader = new CsvReader();
  reader.push('id,card\na/b,"x');
  assert.throws(() => reader.end(), /Record 2 .*quote/);
});

test("a list that Python printed is read, and nothing else is", () => {
  const lists: readonly [string, readonly string[] | null][] = [
    ["[]", []],
    ["['transformers', 'region:us']", ["transformers", "region:us"]],
    [`["it's", 'say "x"', 'a\\'b', 'c, d]']`, ["it's", 'say "x"', "a'b", "c, d]"]],
    ["['a\\nb', '\\x41\\u00e9', 'back\\\\slash']", ["a\nb", "Aé", "back\\slash"]],
    ["[None, 'a', 3.5, True]", ["a"]],
    ["", null],
    ["nan", null],
    ["['a'", null],
    ["['a'] + evil()", null],
    ["[evil()]", null],
  ];
  for (const [written, expected] of lists) assert.deepEqual(parsePythonList(written), expected, written);
});
