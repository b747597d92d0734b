import assert from "node:assert/strict";
import { test } from "node:test";
import { familyToMarkdown } from "../../../../src/lineage/export/markdown";
import { hardFamily } from "./hard-family";

test("the section names the parents by relation, the ancestors with their traits, and what was made from it", () => {
  const family = { ...hardFamily, root: "d/two" };
  assert.equal(
    familyToMarkdown({ ...family, edges: family.edges.filter(({ child }) => child !== "c/merge") }).replace(
      / \| text-generation \| transformers/,
      " | … | …",
    ),
    `## Lineage

[d/two](https://huggingface.co/d/two) is an adapter for [d/one](https://huggingface.co/d/one).

| model | relation | license | languages | task | library |
| --- | --- | --- | --- | --- | --- |
| [a/root](https://huggingface.co/a/root) | – | mit | en, de | … | … |
| [d/one](https://huggingface.co/d/one) | finetune, unknown | – | – | – | – |
| [d/two](https://huggingface.co/d/two) | adapter | – | – | – | – |

Models made from it: 1 of unknown relation (in a family of 5 models).
`,
  );
});

test("an invalid id is text without a link, and adds no cell, line or markup", () => {
  const text = familyToMarkdown({ ...hardFamily, root: "c/merge" });
  const rows = text.split("\n").filter(line => line.startsWith("|"));
  assert.equal(rows.length, 6, "names, rule, three ancestors and the model");
  const cells = (row: string) => row.split(/(?<!\\)\|/).length;
  assert.ok(
    rows.every(row => cells(row) === 8),
    rows.join("\n"),
  );
  assert.doesNotMatch(text, /(?<!\\)<|[\u202e\t]/);
  assert.ok(!text.includes("\0"));
  assert.match(text, /^\[c\/merge\]\(https:\/\/huggingface\.co\/c\/merge\) is a merge of b\/"/m);
  assert.match(text, /unknown/, "a parent outside the family");
});
