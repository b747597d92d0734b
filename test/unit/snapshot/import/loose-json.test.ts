import assert from "node:assert/strict";
import { test } from "node:test";
import { readJson } from "../../../../src/snapshot/import/loose-json";

test("numbers that Python writes and JSON does not have are unknown, and the rest is read", () => {
  const json = '{"a": NaN, "b": [-Infinity, 1, Infinity], "c": "NaN \\"Infinity\\" \\\\", "NaN": 2}';
  assert.deepEqual(readJson(json), {
    object: { a: null, b: [null, 1, null], c: 'NaN "Infinity" \\', NaN: 2 },
    isMended: true,
  });
  assert.deepEqual(readJson('{"a": "NaN"}'), { object: { a: "NaN" }, isMended: false });
});

test("what is not JSON, or not an object, is not read", () => {
  for (const json of ["{", "[1]", "NaN", '{"a": NaNs}', '{"a": "x', "{'a': 1}", '{"a": "\\'])
    assert.equal(readJson(json), null, json);
});

test("a text of quotes that do not end is looked through once", () => {
  const of = (length: number) => {
    const began = process.cpuUsage();
    assert.equal(readJson(`{${'"\\'.repeat(length)}`), null);
    return process.cpuUsage(began).user;
  };
  of(1_000);
  assert.ok(of(400_000) < 2_000_000, "two seconds for 800 KB");
});
