import assert from "node:assert/strict";
import { test } from "node:test";
import { cardSubject } from "../../../../src/app/card/card-subject";

test("a card whose folder cannot be listed says so, unlike one that has no other files", () => {
  const text = "---\nbase_model: a/b\n---\n";
  const subjectWith = (files: readonly string[] | null) =>
    cardSubject(text, { path: "/m/README.md", chosen: "", gitConfig: null, files }, "https://huggingface.co");
  assert.equal(subjectWith(null).filesKnown, false);
  assert.equal(subjectWith([]).filesKnown, true);
  assert.equal(subjectWith(null).kind, "model");
});
