import assert from "node:assert/strict";
import { test } from "node:test";
import { KeyTable } from "../../../src/columns/key-table";
import { seeded } from "../../../src/statistics/random";

test("keys keep their places while the table grows", () => {
  const table = new KeyTable();
  const random = seeded(4);
  const keys = Array.from({ length: 5_000 }, () => [random.below(2 ** 32), random.below(2 ** 32)] as const);
  for (const [at, key] of keys.entries()) assert.equal(table.add(...key), at);
  for (const [at, key] of keys.entries())
    assert.equal(table.add(...key), at, "a known key gets no new place");
  assert.equal(table.size, 5_000);
});

test("0 and the greatest numbers are keys like others, and both halves count, as signed numbers or not", () => {
  const table = new KeyTable();
  const most = 2 ** 32 - 1;
  const keys = [
    [0, 0],
    [most, most],
    [0, most],
    [most, 0],
    [-1, -1],
    [0, 0],
  ] as const;
  assert.deepEqual(
    keys.map(([one, other]) => table.add(one, other)),
    [0, 1, 2, 3, 1, 0],
  );
});
