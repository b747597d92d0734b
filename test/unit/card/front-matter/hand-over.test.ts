import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutLongest } from "../../../../src/card/front-matter/hand-over";
import { parseFrontMatter } from "../../../../src/card/front-matter/parse-front-matter";

const list = (count: number): string => "- x\n".repeat(count);

test("the longest fields are left out and told where there are more values than can be handed over", () => {
  const text = `---\nlong:\n${list(300)}license: mit\nlonger:\n${list(400)}tags: [a]\n---\n`;
  const all = parseFrontMatter(text);
  assert.equal(withoutLongest(all, 1_000), all, "as it is where there is room");
  const some = withoutLongest(all, 400);
  assert.deepEqual([...some.fields.keys()], ["long", "license", "tags"]);
  assert.deepEqual(
    some.problems.map(each => [text.slice(each.range.start, each.range.end), each.isUnread]),
    [["longer", true]],
  );
  assert.match(some.problems[0]?.message ?? "", /^longer is too long to be checked in the editor;/);
  assert.equal(some.insertAt, null);
  const few = withoutLongest(all, 20);
  assert.deepEqual([...few.fields.keys()], ["license", "tags"]);
  assert.equal(few.problems.length, 2);
});

test("nested values and long texts count, and names of Object are ordinary keys", () => {
  const nested = parseFrontMatter(`---\nconstructor: [${"[a, {b: c}], ".repeat(100)}z]\nlicense: mit\n---\n`);
  assert.deepEqual([...withoutLongest(nested, 200).fields.keys()], ["license"]);
  const long = parseFrontMatter(`---\nprompt: ${"words ".repeat(10_000)}\nlicense: mit\n---\n`);
  assert.deepEqual([...withoutLongest(long, 200).fields.keys()], ["license"]);
});
