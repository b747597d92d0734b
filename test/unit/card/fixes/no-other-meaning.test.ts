import assert from "node:assert/strict";
import { test } from "node:test";
import { fixAll } from "../../../../src/app/card/fix-all";
import { lintCard } from "../../../../src/card/lint";

const context = { repo: null, files: null, lookup: () => ({ state: "unknown" as const }) };
const read = async (text: string) => ({ text, ...lintCard(text, context) });
const cardOf = (lines: string) => `---\n${lines}\nbase_model: google/gemma-2b\n---\n`;

test("no fix without a choice turns a license into another one", async () => {
  for (const license of [
    ...["apache-2.0-nc", "cc-by-4.0-nc", "gpl-3.0-nc", "gemma-nc", "llama2-nc", "nc"],
    ...["mit-0", "apache-1.1", "ms-rl", "fair", "bsl", "artistic-1.0", "agpl-1.0", "cc0"],
    ...["cc-by-nc-2.5", "lgpl-2", "cc-by-nd", "ofl-1.0", "odbl-2.0", "apache-3.0", "gfdl-1.3"],
  ]) {
    const text = cardOf(`license: ${license}`);
    assert.deepEqual(await fixAll(text, read), { text, fixed: 0 }, license);
  }
});

test("a license in another spelling is written as the Hub has it", async () => {
  for (const [license, id] of [
    ["Apache 2", "apache-2.0"],
    ["Apache License 2.0", "apache-2.0"],
    ["The MIT License", "mit"],
    ["CC-BY-NC-4.0", "cc-by-nc-4.0"],
  ] as const)
    assert.equal((await fixAll(cardOf(`license: ${license}`), read)).text, cardOf(`license: ${id}`));
});

test("no fix turns a word into its opposite, or into one with fewer words or other digits", async () => {
  for (const lines of [
    "license: mit\nbase_model_relation: unquantized",
    "license: mit\nbase_model_relation: dequantized",
    "license: mit\npipeline_tag: image-to-3d-text",
    "license: mit\npipeline_tag: image-text",
    "license: mit\npipeline_tag: image-to-text-to-video",
    "license: mit\nbase_model2: x/y",
    "license: mit\n_datasets: [x/y]",
  ]) {
    const text = cardOf(lines);
    assert.deepEqual(await fixAll(text, read), { text, fixed: 0 }, lines);
  }
  const text = cardOf("license: mit\nbase_model_relation: quantised\npipeline_tag: text-genration");
  assert.equal(
    (await fixAll(text, read)).text,
    cardOf("license: mit\nbase_model_relation: quantized\npipeline_tag: text-generation"),
  );
});
