import assert from "node:assert/strict";
import { test } from "node:test";
import { KeyTable, textKey } from "../../../src/columns/key-table";

test("keys keep their places while the table grows", () => {
  const table = new KeyTable();
  const keys = Array.from({ length: 5_000 }, (_, at) => textKey(`owner/model-${at}`));
  assert.equal(new Set(keys).size, 5_000);
  for (const [at, key] of keys.entries()) assert.equal(table.add(key), at);
  for (const [at, key] of keys.entries()) assert.equal(table.add(key), at, "a known key gets no new place");
  assert.equal(table.size, 5_000);
  assert.deepEqual([table.find(keys[77] ?? -1), table.find(textKey("nobody"))], [77, -1]);
});

test("0 and the greatest keys are keys like others", () => {
  const table = new KeyTable(2);
  assert.equal(table.find(0), -1);
  assert.deepEqual([table.add(0), table.add(2 ** 53 - 1), table.add(2 ** 32), table.find(0)], [0, 1, 2, 0]);
});

test("keys are whole numbers below 2^53 and tell similar texts apart", () => {
  for (const text of ["", "a", "ä/😀", "x".repeat(200)]) {
    const key = textKey(text);
    assert.ok(Number.isSafeInteger(key) && key >= 0, text);
  }
  assert.notEqual(textKey("a/bc"), textKey("ab/c"));
});
