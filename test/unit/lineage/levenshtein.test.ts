import assert from "node:assert/strict";
import { test } from "node:test";
import { levenshtein, levenshteinSimilarity } from "../../../src/lineage/levenshtein";
import { seeded } from "../../../src/statistics/random";
import { qwenPair } from "../../golden/figures";

/** The textbook's recurrence (Wagner and Fischer 1974). */
function plainDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const swap = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

test("Levenshtein's distance is the textbook's, over one, two and five bands of 32", () => {
  const random = seeded(3);
  const text = (length: number) =>
    Array.from({ length: random.below(length) }, () => "abcé🙂"[random.below(6)]).join("");
  for (let round = 0; round < 600; round++) {
    const longest = [20, 40, 150][round % 3] ?? 0;
    const [one, other] = [text(longest), text(longest)];
    assert.equal(levenshtein(one, other), plainDistance(one, other), `${one} | ${other}`);
  }
  assert.deepEqual([levenshteinSimilarity("", ""), levenshteinSimilarity("", "ab")], [1, 0]);
});

/** A record as Python prints a dictionary. */
function pythonText(facts: (typeof qwenPair)["parent" | "child"]): string {
  const { _id, id, likes, downloads, tags, createdAt } = facts;
  const list = tags.split(" ").map(tag => `'${tag}'`);
  return (
    `{'_id': '${_id}', 'id': '${id}', 'likes': ${likes}, 'trendingScore': 0, 'private': False, 'downloads': ${downloads}, ` +
    `'tags': [${list.join(", ")}], 'pipeline_tag': 'text-generation', 'library_name': 'transformers', ` +
    `'createdAt': '${createdAt}', 'modelId': '${id}'}`
  );
}

test("Levenshtein's similarity of the golden pair", () => {
  const [parent, child] = [pythonText(qwenPair.parent), pythonText(qwenPair.child)];
  assert.equal(levenshteinSimilarity(parent, child), qwenPair.similarity);
  assert.equal(levenshtein(parent.slice(0, 239), child.slice(0, 266)), qwenPair.distanceOfStarts);
});

test("a text far longer than a word is compared to its end", () => {
  const long = "abcdefgh".repeat(625);
  assert.equal(levenshtein(long, `x${long.slice(1, -1)}y`), 2);
  assert.equal(levenshtein(long, "bloom"), 4_999, "of the word only b is in the text");
  assert.equal(levenshtein("", long), 5_000);
});
