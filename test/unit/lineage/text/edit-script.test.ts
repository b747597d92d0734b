import assert from "node:assert/strict";
import { test } from "node:test";
import { levenshtein } from "../../../../src/lineage/levenshtein";
import { editScript } from "../../../../src/lineage/text/edit-script";
import { seeded } from "../../../../src/statistics/random";
import { qwenPair } from "../../../golden/figures";

/** The Hub's listing of a model as the paper writes it. */
function listing({
  _id,
  id,
  likes,
  downloads,
  tags,
  createdAt,
}: (typeof qwenPair)["parent" | "child"]): string {
  const listed = tags.split(" ").map(tag => `'${tag}'`);
  return `{'_id': '${_id}', 'id': '${id}', 'likes': ${likes}, 'trendingScore': 0, 'private': False, 'downloads': ${downloads}, 'tags': [${listed.join(", ")}], 'pipeline_tag': 'text-generation', 'library_name': 'transformers', 'createdAt': '${createdAt}', 'modelId': '${id}'}`;
}

test("figure 4: the listings of Qwen1.5-72B and MegaQwen-120B differ by 164 edits, with a similarity of 0.7234", () => {
  const [parent, child] = [listing(qwenPair.parent), listing(qwenPair.child)];
  const whole = editScript(parent, child);
  assert.deepEqual([parent.length, child.length, whole.edits], [505, 593, 164]);
  assert.equal(whole.similarity, qwenPair.similarity);
  const drawn = editScript(parent.slice(0, 239), child.slice(0, 266));
  assert.equal(drawn.edits, qwenPair.distanceOfStarts);
  assert.equal(drawn.similarity.toFixed(10), "0.7293233083");
});

test("of edits that cost the same, a deletion comes before an insertion, and both before a replacement", () => {
  const told = (before: string, after: string) =>
    editScript(before, after).segments.map(
      ({ kind, before: one, after: other }) => `${kind} ${one}>${other}`,
    );
  assert.deepEqual(told("ab", "ba"), ["inserted >b", "kept a>a", "deleted b>"]);
  assert.deepEqual(told("abc", "axyc"), ["kept a>a", "replaced b>x", "inserted >y", "kept c>c"]);
  assert.deepEqual(told("😀a", "a"), ["deleted 😀>", "kept a>a"]);
  assert.deepEqual(told("", ""), []);
  assert.equal(editScript("", "").similarity, 1);
});

test("the segments make up both texts, alternate, and cost the distance", () => {
  const random = seeded(2);
  const text = () => Array.from({ length: random.below(40) }, () => "abcd"[random.below(4)]).join("");
  for (let round = 0; round < 300; round++) {
    const [before, after] = [text(), text()];
    const { segments, edits } = editScript(before, after);
    assert.equal(segments.map(each => each.before).join(""), before);
    assert.equal(segments.map(each => each.after).join(""), after);
    let cost = 0;
    for (const [at, { kind, before: one, after: other }] of segments.entries()) {
      assert.notEqual(kind, segments[at - 1]?.kind);
      assert.equal(kind === "kept", one === other);
      if (kind !== "kept") cost += Math.max(one.length, other.length);
    }
    assert.deepEqual([edits, cost], [levenshtein(before, after), edits], `${before} ${after}`);
  }
});
