import assert from "node:assert/strict";
import { test } from "node:test";
import { ListColumn } from "../../../src/columns/coded-column";
import { ParentColumn } from "../../../src/columns/parent-column";
import { claimBits } from "../../../src/columns/snapshot-columns";

const members = 30_000;

test("a row of very many members keeps each once, in order", () => {
  const column = new ListColumn(2, 10);
  for (const row of [0, 1])
    for (let round = 0; round < 2; round++) {
      for (let at = 0; at < members; at++) column.addText(`word-${row * 7 + at}`);
      if (round === 1) column.endRow();
    }
  const { starts, codes, values } = column.finish();
  assert.deepEqual([...starts], [0, members, 2 * members]);
  assert.deepEqual(
    [values[codes[0] ?? -1], values[codes[members - 1] ?? -1], values[codes[members] ?? -1]],
    ["word-0", `word-${members - 1}`, "word-7"],
  );
});

test("a row of very many parents joins what is claimed of each", () => {
  const column = new ParentColumn(1);
  for (let round = 0; round < 2; round++)
    for (let at = 0; at < members; at++)
      column.claim(
        column.dictionary.code(`maker/m${at}`),
        round === 0 ? claimBits.merge : claimBits.resolved,
      );
  column.claimByCard(column.dictionary.code("maker/m5"));
  column.endRow();
  column.link("maker/m5", "adapter");
  column.endRow();
  const { starts, claims, names } = column.finish(() => -1);
  assert.deepEqual([...starts], [0, members, members + 1]);
  assert.ok(claims.subarray(0, members).every(bits => bits === (claimBits.merge | claimBits.resolved)));
  assert.deepEqual([names[members], claims[members]], [5, claimBits.adapter]);
});
