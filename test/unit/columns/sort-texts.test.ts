import assert from "node:assert/strict";
import { test } from "node:test";
import { sortTexts } from "../../../src/columns/sort-texts";
import { packTexts } from "../../../src/snapshot/pack-texts";
import { type Random, seeded } from "../../../src/statistics/random";

function sorted(texts: readonly string[], numbers: readonly number[]): number[] {
  const order = Uint32Array.from(numbers);
  sortTexts(packTexts(texts), order);
  return [...order];
}

/** The same by comparing each two texts. */
function compared(texts: readonly string[], numbers: readonly number[]): number[] {
  const bytes = texts.map(text => Buffer.from(text));
  return numbers.toSorted(
    (one, other) => Buffer.compare(bytes[one] ?? Buffer.of(), bytes[other] ?? Buffer.of()) || one - other,
  );
}

function madeText(random: Random): string {
  const letters = ["a", "b", "/", "-", "\0", "ü", "😀", "same beginning of many ids/"];
  return Array.from({ length: random.below(9) }, () => letters[random.below(letters.length)]).join("");
}

test("texts are sorted by their bytes, and equal ones by their numbers", () => {
  const random = seeded(11);
  for (let round = 0; round < 60; round++) {
    const texts = Array.from({ length: random.below(400) }, () => madeText(random));
    const numbers = [...texts.keys()].filter(() => random.below(4) > 0);
    assert.deepEqual(sorted(texts, numbers), compared(texts, numbers));
  }
});

test("sorted, reversed, equal, and long texts take no more than others", () => {
  const ids = Array.from({ length: 50_000 }, (_, at) => `owner/model-${String(at).padStart(6, "0")}`);
  const inOrder = [...ids.keys()];
  assert.deepEqual(sorted(ids, inOrder), inOrder);
  assert.deepEqual(sorted(ids, inOrder.toReversed()), inOrder);
  assert.deepEqual(sorted(ids.toReversed(), inOrder), inOrder.toReversed());
  const equal = ids.map(() => "owner/model");
  assert.deepEqual(sorted(equal, inOrder.toReversed()), inOrder);
  const long = Array.from({ length: 20 }, (_, at) => "x".repeat(100_000) + (at % 7));
  assert.deepEqual(sorted(long, [...long.keys()]), compared(long, [...long.keys()]));
});

test("a text comes before those that it begins, even if only zeros follow", () => {
  const texts = ["a\0\0\0\0\0", "a\0", "a", "a\0\0\0", "", "\0", "a\0\0\0\0\0b", "a"];
  assert.deepEqual(sorted(texts, [...texts.keys()]), [4, 5, 2, 7, 1, 3, 0, 6]);
});
