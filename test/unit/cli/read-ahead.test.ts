import assert from "node:assert/strict";
import { test } from "node:test";
import { readAhead } from "../../../src/cli/read-ahead";

test("items come in their order while the next ones are being read, at most so many at once", async () => {
  const finish = new Map<number, (text: string) => void>();
  const read = (item: number) => new Promise<string>(resolve => finish.set(item, resolve));
  const seen: string[] = [];
  const done = (async () => {
    for await (const [item, text] of readAhead([1, 2, 3, 4, 5], read, 3)) seen.push(`${item} ${text}`);
  })();
  assert.deepEqual([...finish.keys()], [1, 2, 3]);
  finish.get(2)?.("two");
  finish.get(1)?.("one");
  for (const [item, text] of [
    [3, "three"],
    [4, "four"],
    [5, "five"],
  ] as const) {
    while (!finish.has(item)) await Promise.resolve();
    finish.get(item)?.(text);
  }
  await done;
  assert.deepEqual(seen, ["1 one", "2 two", "3 three", "4 four", "5 five"]);
});

test("a failure comes in its turn, and those behind it are nobody's", async () => {
  const read = async (item: number) => {
    if (item > 1) throw new Error(`item ${item}`);
    return item;
  };
  const seen: number[] = [];
  await assert.rejects(async () => {
    for await (const [, result] of readAhead([1, 2, 3], read, 3)) seen.push(result);
  }, /item 2/);
  assert.deepEqual(seen, [1]);
});
