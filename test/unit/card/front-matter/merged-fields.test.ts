import assert from "node:assert/strict";
import { test } from "node:test";
import { fixAll } from "../../../../src/app/card/fix-all";
import { parseFrontMatter } from "../../../../src/card/front-matter/parse-front-matter";
import { lintCard } from "../../../../src/card/lint";

const context = { repo: null, files: null, lookup: () => ({ state: "unknown" as const }) };
/** Each error or warning as its rule and the text that it marks. */
const marked = (text: string) =>
  lintCard(text, context)
    .findings.filter(({ severity }) => severity === "error" || severity === "warning")
    .map(({ rule, range }) => [rule, text.slice(range.start, range.end)]);

test("fields that << merges are linted, and marked where they stand or where their alias does", () => {
  const inline = '---\nlicense: mit\n<<: {base_model: [org/a, "bad id"], license: MIT License}\n---\n';
  assert.deepEqual(marked(inline), [["base-model/invalid", '"bad id"']]);
  const alias = "---\nshared: &s\n  base_model: bad id\n  license: MIT License\n<<: *s\n---\n";
  assert.deepEqual(marked(alias), [
    ["base-model/invalid", "*s"],
    ["license/invalid-id", "*s"],
  ]);
  const { place, fields } = parseFrontMatter(alias);
  assert.deepEqual([fields.has("<<"), place(["license"])], [false, fields.get("license")?.valueRange]);
});

test("no fix changes an alias that << merges", async () => {
  const read = async (text: string) => ({ text, ...lintCard(text, context) });
  for (const text of [
    "---\nshared: &s\n  license: MIT License\n<<: *s\n---\n",
    "---\nshared: &s\n  language: [jp]\n<<: *s\nlicense: mit\n---\n",
  ])
    assert.deepEqual(await fixAll(text, read), { text, fixed: 0 });
  const inline = "---\n<<: {license: MIT License}\n---\n";
  assert.equal((await fixAll(inline, read)).text, inline.replace("MIT License", "mit"));
});

test("merges of merges without end are too much, and what stands beside them is read", () => {
  const lines = Array.from({ length: 90 }, (_, at) => `_${at + 1}: &a${at + 1} {<<: *a${at}, k${at}: 1}`);
  const chain = `_0: &a0 {x: 1}\n${lines.join("\n")}\n`;
  assert.equal(
    Object.keys(parseFrontMatter(`---\n${chain}---\n`).fields.get("_90")?.value as object).length,
    91,
  );
  const deep = `${"{<<: ".repeat(70)}{a: 1}${"}".repeat(70)}`;
  const { fields, problems } = parseFrontMatter(`---\n<<: ${deep}\nlicense: mit\n---\n`);
  assert.equal(fields.get("license")?.value, "mit");
  assert.equal(problems.length, 1);
});
