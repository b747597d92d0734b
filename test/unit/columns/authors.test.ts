import assert from "node:assert/strict";
import { test } from "node:test";
import { authorsOfIds, authorsOfPackedIds } from "../../../src/columns/authors";
import { IdBuilder } from "../../../src/columns/id-builder";
import { seeded } from "../../../src/statistics/random";

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

function packed(ids: readonly string[]) {
  const builder = new IdBuilder(ids.length);
  for (const id of ids) builder.add(encoder.encode(id));
  return authorsOfPackedIds(builder.finish(), bytes => decoder.decode(bytes));
}

test("the owner is the part of an id before the slash, and a model without one has none", () => {
  const { values, codes, known, counts } = packed(["a/x", "gpt2", "ab/x", "a/y", "A/z", "é/x"]);
  assert.deepEqual(values, ["a", "ab", "A", "é"]);
  assert.deepEqual([...codes], [0, -1, 1, 0, 2, 3]);
  assert.deepEqual([known, ...counts], [5, 2, 1, 1, 1]);
});

test("packed ids and ids as text give the same owners, for more owners than the first table holds", () => {
  const random = seeded(5);
  const ids = [...new Set(Array.from({ length: 20_000 }, (_, at) => `o${random.below(6_000)}/m${at}`))];
  const [one, other] = [packed(ids), authorsOfIds(ids)];
  assert.ok(one.values.length > 5_000);
  assert.deepEqual(one.values, other.values);
  assert.deepEqual([...one.codes], [...other.codes]);
});
