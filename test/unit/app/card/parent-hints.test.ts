import assert from "node:assert/strict";
import { test } from "node:test";
import { parentHints } from "../../../../src/app/card/parent-hints";
import { parseFrontMatter } from "../../../../src/card/front-matter/parse-front-matter";
import { bareModel, type Model } from "../../../../src/lineage/model";

const gemma: Model = {
  ...bareModel("google/gemma-2b"),
  license: "gemma",
  languages: ["en", "de", "fr", "it", "es", "pt"],
  task: "text-generation",
};
const other: Model = { ...bareModel("lab/own"), license: "other", licenseName: "lab-license" };

const text = `---
license: mit # for now
language:
- en
pipeline_tag:
tags: [a]
datasets: [c4]
---
`;

/** The card's lines with the hints where they are shown. */
function shown(parents: readonly Model[], card = text): string {
  const hints = parentHints(card, parseFrontMatter(card), parents);
  return [...hints]
    .reverse()
    .reduce((out, { at, label }) => `${out.slice(0, at)}«${label}»${out.slice(at)}`, card);
}

test("a hint appears after a value, or after the key of a list that spans lines", () => {
  assert.equal(
    shown([gemma]),
    `---
license: mit«parent: gemma» # for now
language:«parent: en, de, fr, it and 2 more»
- en
pipeline_tag:«parent: text-generation»
tags: [a]
datasets: [c4]
---
`,
  );
  assert.equal(
    shown([gemma], text.replaceAll("\n", "\r\n")),
    shown([gemma]).replaceAll("\n", "\r\n"),
    "with carriage returns",
  );
});

test("several parents are distinguished, and each has its own line in the tooltip", () => {
  const [license] = parentHints(text, parseFrontMatter(text), [gemma, other]);
  assert.equal(license?.label, "parents: gemma | lab-license");
  assert.equal(license?.tooltip, "google/gemma-2b: gemma\nlab/own: lab-license");
  const [same] = parentHints(text, parseFrontMatter(text), [gemma, { ...gemma, id: "a/copy" }]);
  assert.equal(same?.label, "parents: gemma");
});

test("there are no hints until a parent is known", () => assert.equal(shown([]), text));
