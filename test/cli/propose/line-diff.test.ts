import assert from "node:assert/strict";
import { test } from "node:test";
import { lineDiff } from "../../../src/cli/propose/line-diff";

test("a diff is the change and nothing else, also at the ends of a text and in line ends", () => {
  assert.deepEqual(lineDiff("a\nb\n", "a\nb\n", "x"), []);
  assert.deepEqual(lineDiff("a\nb\nc\n", "a\nB\nc\n", "x").slice(2), [
    "@@ -1,3 +1,3 @@",
    " a",
    "-b",
    "+B",
    " c",
  ]);
  assert.deepEqual(lineDiff("", "a", "x").slice(2), ["@@ -1,0 +1,1 @@", "+a (no line end)"]);
  assert.deepEqual(lineDiff("a\r\n", "a\n", "x").slice(3), ["-a␍", "+a"]);
  const long = Array.from({ length: 50 }, (_, at) => `${at}\n`).join("");
  assert.deepEqual(lineDiff(long, long.replace("25\n", ""), "x").slice(2), [
    ...["@@ -23,7 +23,6 @@", " 22", " 23", " 24", "-25", " 26", " 27", " 28"],
  ]);
});
