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

test("a license with a footnote, a doubt, a suffix, or a name of its own is left to the author", async () => {
  for (const lines of [
    ...[
      "license: 'MIT*'",
      "license: 'MIT?'",
      "license: '~MIT'",
      "license: GPL-3.0+",
      "license: 'apache-2.0*'",
    ],
    ...[
      "license: gpl-3.0-only",
      "license: cc-by-nc",
      "license: my-own-terms",
      "license: MIT\nlicense_name: MIT with more",
    ],
  ]) {
    const text = cardOf(lines);
    assert.deepEqual(await fixAll(text, read), { text, fixed: 0 }, lines);
  }
  const titles = (license: string) =>
    lintCard(cardOf(`license: ${license}`), context)
      .findings.filter(({ rule }) => rule === "license/invalid-id")
      .flatMap(({ fixes }) => fixes.map(({ title }) => title));
  assert.deepEqual(titles("GPL-3.0-only"), ["Change license to gpl-3.0"]);
  assert.equal(titles("cc-by-nc")[0], "Change license to cc-by-nc-4.0");
});

test("a region, a relation, and an example in a code fence are left to the author", async () => {
  for (const language of [
    ...["zh-TW", "pt-BR", "sr-Latn", "PT-BR", "ZH-Hant", "EN_GB", "ES-419"],
    ...["EN-ZH", "EN_FR", "ENG-JPN", "USA", "UK", "IN", "TW", "TBD", "ALL", "Any"],
  ]) {
    const text = cardOf(`license: mit\nlanguage: ${language}`);
    assert.deepEqual(await fixAll(text, read), { text, fixed: 0 }, language);
  }
  const kept = cardOf("license: mit\nlanguage: pt-BR\nlanguage_bcp47: [pt-BR]");
  assert.match((await fixAll(kept, read)).text, /^language: pt$/m);
  const beside = { ...context, files: ["adapter_config.json", "adapter_model.safetensors"] };
  const relation = cardOf("license: mit\nbase_model_relation: quantized");
  const readBeside = async (text: string) => ({ text, ...lintCard(text, beside) });
  assert.deepEqual(await fixAll(relation, readBeside), { text: relation, fixed: 0 });
  const example =
    "# How to write a card\n\n```\n---\nbase_model: your-org/parent\nlicense: mit\n---\n```\n\nMore.\n";
  assert.deepEqual(await fixAll(example, read), { text: example, fixed: 0 });
});

test("weights of a complete model beside an adapter's configuration are no contradiction", () => {
  for (const weights of [
    "model.Q4_K_M.gguf",
    "consolidated.safetensors",
    "tf_model.h5",
    "model_quantized.onnx",
  ]) {
    const beside = { ...context, files: ["adapter_config.json", weights] };
    const { findings } = lintCard(cardOf("license: mit\nbase_model_relation: quantized"), beside);
    assert.deepEqual(
      findings.filter(({ rule }) => rule === "relation/contradicts-files"),
      [],
      weights,
    );
  }
});

test("an address or a path that leads to more than a model is left to the author", async () => {
  for (const id of [
    "outputs/models--meta-llama--Llama-3/lora/checkpoint-500",
    "./models--a--b/../my-finetune/checkpoint-3",
    "/data/models--org--base/x/models--org2--c",
    "https://huggingface.co/org/name/tree/v2.0",
    "https://huggingface.co/org/name/blob/main/model.Q4.gguf",
  ]) {
    const text = `---\nlicense: mit\nbase_model: ${id}\n---\n`;
    assert.deepEqual(await fixAll(text, read), { text, fixed: 0 }, id);
  }
  const sure = "---\nlicense: mit\nbase_model: /root/.cache/models--a--b/snapshots/0a1b\n---\n";
  assert.match((await fixAll(sure, read)).text, /^base_model: a\/b$/m);
});

test("a block whose end may be part of a value, or that stands below something, is left to the author", async () => {
  const yaml = "license: mit\npipeline_tag: text-generation";
  for (const text of [
    `--- \n${yaml}\nextra_gated_prompt: |\n  Terms\n  -----\n  You agree.\nextra_gated_heading: h\n---\n# x\n`,
    `# Usage\n\n<pre>\n---\n${yaml}\n---\n</pre>\n`,
    `# Example of a card\n---\n${yaml}\n---\nThe above is how a card looks.\n`,
  ])
    assert.deepEqual(await fixAll(text, read), { text, fixed: 0 }, text);
  const blank = `--- \n${yaml}\n---\n# x\n`;
  assert.equal((await fixAll(blank, read)).text, `---\n${yaml}\n---\n# x\n`);
});

test("a task, a relation, and a license that fit several are left to the author", async () => {
  for (const lines of [
    "license: mit\npipeline_tag: text2text-generation",
    "license: mit\npipeline_tag: image-captioning",
    "license: mit\nbase_model_relation: conversion",
    "license: BSL 1",
  ]) {
    const text = cardOf(lines);
    assert.deepEqual(await fixAll(text, read), { text, fixed: 0 }, lines);
  }
});

test("a key that may be a word of its own, and tags that alone say something, are left to the author", async () => {
  for (const lines of [
    ...[
      "reference: https://arxiv.org/abs/2401.00001",
      "conference: ACL 2024",
      "matrices: a",
      "datasheets: docs.md",
    ],
    ...[
      "pipeline: my two-stage pipeline",
      "relation: sibling of X",
      "library: our own code",
      "languages: all",
    ],
  ]) {
    const text = cardOf(`license: mit\n${lines}`);
    assert.deepEqual(await fixAll(text, read), { text, fixed: 0 }, lines);
  }
  assert.match((await fixAll(cardOf("Licence: mit"), read)).text, /^license: mit$/m);
});

test("a sign that only looks like a blank goes with the value that a fix replaces", async () => {
  const text = cardOf("license: mit\npipeline_tag: text generation\u00A0\nlanguage: English\u00A0");
  const after = await fixAll(text, read);
  assert.equal(after.text, cardOf("license: mit\npipeline_tag: text-generation\nlanguage: en"));
});
