import assert from "node:assert/strict";
import { test } from "node:test";
import { cardLinks } from "../../../../src/app/card/card-links";
import { parseFrontMatter } from "../../../../src/card/front-matter/parse-front-matter";

const links = (text: string) =>
  cardLinks(text, parseFrontMatter(text), "https://hub.example").map(
    ({ range, url, what }) => `${text.slice(range.start, range.end)} → ${url} (${what})`,
  );

test("models and datasets link to their pages, without their quotes", () => {
  const text = `---
base_model: ["a/b", gpt2]
new_version: 'a/c'
datasets:
- lab/talk
- not an id
- https://elsewhere.example/x
license: mit
---
`;
  assert.deepEqual(links(text), [
    "a/b → https://hub.example/a/b (model a/b)",
    "gpt2 → https://hub.example/gpt2 (model gpt2)",
    "a/c → https://hub.example/a/c (model a/c)",
    "lab/talk → https://hub.example/datasets/lab/talk (dataset lab/talk)",
  ]);
});

test("a card with thousands of IDs gets two hundred links", () => {
  assert.equal(links(`---\ndatasets:\n${"- a/b\n".repeat(5_000)}---\n`).length, 200);
});
