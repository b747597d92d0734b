import assert from "node:assert/strict";
import { test } from "node:test";
import { mentions, renameModel } from "../../../../src/app/card/rename-model";
import type { TextEdit } from "../../../../src/card/finding";
import { parseFrontMatter } from "../../../../src/card/front-matter/parse-front-matter";

function applied(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((out, { range, newText }) => out.slice(0, range.start) + newText + out.slice(range.end), text);
}

const renamed = (text: string, from = "me/old", to = "me/new-name") =>
  applied(text, renameModel(text, parseFrontMatter(text), { from, to }));

test("an ID is renamed under base_model and new_version, inside its quotes and in any letter case", () => {
  assert.equal(
    renamed(
      "---\r\nbase_model:\r\n- \"me/old\"\r\n- Me/Old # ours\r\n- me/older\r\nnew_version: 'me/old'\r\ntags: [me/old]\r\n---\r\nme/old\r\n",
    ),
    "---\r\nbase_model:\r\n- \"me/new-name\"\r\n- me/new-name # ours\r\n- me/older\r\nnew_version: 'me/new-name'\r\ntags: [me/old]\r\n---\r\nme/old\r\n",
  );
});

test("an ID that reads as another type is quoted", () => {
  assert.equal(renamed("---\nbase_model: old\n---\n", "old", "1984"), '---\nbase_model: "1984"\n---\n');
});

test("a card that does not name the model is not edited, whatever it contains", () => {
  for (const text of ["", "me/old", "---\nbase_model: [me/old\n", "---\nbase_model: {a: me/old}\n---\n"]) {
    assert.deepEqual(renameModel(text, parseFrontMatter(text), { from: "me/old", to: "me/new" }), [], text);
  }
});

test("an ID is found in a text in any letter case", () => {
  assert.ok(mentions("---\nbase_model: Me/Old\n---\n", "me/OLD"));
  assert.ok(!mentions("---\nbase_model: me/other\n---\n", "me/old"));
});
