import assert from "node:assert/strict";
import { test } from "node:test";
import { proseEvidence } from "../../../src/evidence/card/prose";
import { tagEvidence } from "../../../src/evidence/card/tag-evidence";
import { adapterEvidence } from "../../../src/evidence/files/adapter-config";
import { mergeEvidence, readMergeConfig } from "../../../src/evidence/files/mergekit";
import { configBuild, configEvidence } from "../../../src/evidence/files/model-config";
import { namedId } from "../../../src/evidence/named-id";

const parents = (text: string) => proseEvidence(text).map(({ clue, parent }) => [clue, parent]);

test("prose names parents in the words of the tools that write cards", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      "This model is a fine-tuned version of [lab/poet](https://huggingface.co/lab/poet) on the x dataset.",
      "prose/template",
      "lab/poet",
    ],
    [
      "This model is a fine-tuned version of [gpt2](https://huggingface.co/gpt2) on x.",
      "prose/template",
      "gpt2",
    ],
    ["- **Finetuned from model :** lab/poet-bnb-4bit", "prose/template", "lab/poet-bnb-4bit"],
    ["These are LoRA adaption weights for lab/stable-poet.", "prose/template", "lab/stable-poet"],
    [
      "This model was converted to GGUF format from [`lab/poet`](https://huggingface.co/lab/poet)",
      "prose/template",
      "lab/poet",
    ],
    ["Original model: https://huggingface.co/lab/poet", "prose/template", "lab/poet"],
    ["GGUF quantized version of [Poet](https://huggingface.co/lab/poet/tree/main)", "prose/says", "lab/poet"],
    ["The model is based on **lab/poet**.", "prose/based-on", "lab/poet"],
  ];
  for (const [text, clue, parent] of cases) assert.deepEqual(parents(text)[0], [clue, parent], text);
});

test("prose that names no model names no parent", () => {
  for (const text of [
    "This model is a fine-tuned version of [../out/poet](https://huggingface.co/../out/poet) on x.",
    "fine-tuned version of [x](https://huggingface.co/datasets/lab/data)",
    "It is based on and/or inspired by true events.",
    "see https://huggingface.co/lab/poet",
    "",
  ])
    assert.deepEqual(
      parents(text).filter(([, parent]) => parent !== "and/or"),
      [],
      text,
    );
});

test("prose of any length and kind is read in time that grows with its length", () => {
  for (const piece of [
    "```yaml\nmodels:\n",
    "fine-tuned version of [",
    "Base model: ",
    "GGUF a a a a of ",
    "[[[[",
    "base_model: x\n",
  ]) {
    const began = process.cpuUsage();
    proseEvidence(piece.repeat(Math.ceil(300_000 / piece.length)));
    const { user } = process.cpuUsage(began);
    assert.ok(user < 3_000_000, `${JSON.stringify(piece)} took ${user} µs`);
  }
});

test("axolotl's and mergekit's configurations in a card tell parents", () => {
  const axolotl = "```yaml\nbase_model: lab/poet\nadapter: lora\nsequence_len: 512\n```";
  assert.deepEqual(
    proseEvidence(axolotl).map(({ parent, relation }) => [parent, relation]),
    [["lab/poet", "adapter"]],
  );
  const merge =
    "```yaml\nmerge_method: slerp\nslices:\n  - sources:\n      - model: lab/a\n      - model: lab/b\n```";
  assert.deepEqual(
    proseEvidence(merge).map(({ parent }) => parent),
    ["lab/a", "lab/b"],
  );
});

test("a mergekit configuration gives method, models, weights, and the base", () => {
  const yaml =
    "merge_method: ties\nbase_model: lab/base\nmodels:\n  - model: lab/a+lab/lora\n    parameters:\n      weight: 0.3\n  - model: ./local\n";
  assert.deepEqual(readMergeConfig(yaml), {
    method: "ties",
    models: [
      { name: "lab/a+lab/lora", weight: 0.3, isBase: false },
      { name: "./local", weight: null, isBase: false },
      { name: "lab/base", weight: null, isBase: true },
    ],
  });
  assert.deepEqual(
    mergeEvidence(yaml, "mergekit_config.yml").map(({ parent, seen }) => [parent, seen]),
    [
      ["lab/a", "ties: lab/a+lab/lora (weight 0.3)"],
      ["lab/lora", "ties: lab/a+lab/lora (weight 0.3)"],
      [null, "ties: ./local"],
      ["lab/base", "ties: lab/base (base)"],
    ],
  );
  assert.equal(readMergeConfig("name: x\n"), null);
  assert.equal(readMergeConfig("models: [{model: [1]}]\n"), null);
});

test("a revision is no part of the model that a configuration names", () => {
  const cases: readonly (readonly [string, readonly (string | null)[]])[] = [
    ["models: [{model: lab/a@main}, {model: lab/b@refs/pr/1}]\n", ["lab/a", "lab/b"]],
    [
      "models: [{model: lab/a+lab/lora@v1}, {model: lab/a@0f1e+lab/other}]\nbase_model: gpt2@main\n",
      [...["lab/a", "lab/lora", "lab/a", "lab/other", "gpt2"]],
    ],
    [
      "models: [{model: {model: {path: lab/a, revision: x}, lora: {path: lab/lora, revision: y}}}]\n",
      [...["lab/a", "lab/lora"]],
    ],
    [
      "models: [{model: {model: lab/a@x, lora: lab/lora@y}}]\nbase_model: {model: lab/base@z}\n",
      [...["lab/a", "lab/lora", "lab/base"]],
    ],
    ["slices: [{base_model: lab/base, sources: [{model: lab/a@x}]}]\n", ["lab/a", "lab/base"]],
    [
      "base_model: lab/base@x\nexperts: [{source_model: lab/a@x}]\nshared_experts: [{source_model: lab/b@x}]\n",
      ["lab/a", "lab/b", "lab/base"],
    ],
    ["models: [{model: ./out@x}, {model: lab/a@b@c}, {model: lab/a@}]\n", [null, null, null]],
  ];
  for (const [yaml, expected] of cases)
    assert.deepEqual(
      mergeEvidence(yaml, "x").map(({ parent }) => parent),
      expected,
      yaml,
    );
  assert.equal(adapterEvidence('{"base_model_name_or_path":"lab/poet@v1"}', "x")[0]?.parent, "lab/poet");
  assert.equal(configEvidence('{"_name_or_path":"lab/poet@v1"}', "x")[0]?.parent, "lab/poet");
  assert.equal(namedId("someone@lab/poet"), null, "an account on a machine is no model");
  assert.equal(namedId("someone@machine"), null);
  assert.equal(
    proseEvidence("```yaml\nbase_model: lab/poet@v1\nsequence_len: 512\n```")[0]?.parent,
    "lab/poet",
  );
});

test("configurations tell the base, and hostile ones nothing", () => {
  assert.equal(adapterEvidence('{"base_model_name_or_path":"lab/poet"}', "x")[0]?.parent, "lab/poet");
  assert.equal(adapterEvidence('{"base_model_name_or_path":"/content/out"}', "x")[0]?.parent, null);
  for (const text of [
    "",
    "[]",
    "null",
    '{"base_model_name_or_path":{}}',
    '{"base_model_name_or_path":"\\u0000"}',
  ])
    assert.deepEqual(adapterEvidence(text, "x"), [], text);
  const config =
    '{"_name_or_path":"lab/poet","model_type":"llama","vocab_size":10,"text_config":{"hidden_size":8}}';
  assert.equal(configEvidence(config, "config.json")[0]?.parent, "lab/poet");
  assert.deepEqual(configBuild(config), {
    architecture: "llama",
    vocabulary: 10,
    width: 8,
    layers: null,
    quantization: null,
  });
  assert.equal(configBuild("[1]"), null);
});

test("a name or path is a model ID only if it can be one", () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ["lab/poet", "lab/poet"],
    ["gpt2", "gpt2"],
    ["https://huggingface.co/lab/poet/tree/main", "lab/poet"],
    ["/root/.cache/huggingface/hub/models--lab--poet/snapshots/abc/", "lab/poet"],
    ["C:\\models\\models--lab--poet\\snapshots\\abc", "lab/poet"],
    ["./out", null],
    ["out/checkpoint/100", null],
    ["https://huggingface.co/datasets/lab/data", null],
    ["https://huggingface.co/docs/transformers", null],
    ["C:\\models\\poet", null],
    ["weights/model.safetensors", null],
  ];
  for (const [written, id] of cases) assert.equal(namedId(written), id, written);
});

test("IDs among the tags are parents, of a merge each for itself", () => {
  assert.deepEqual(
    tagEvidence(["merge", "lab/a", "dataset:lab/b", "x"]).map(({ parent, isOneOfSeveral }) => [
      parent,
      isOneOfSeveral,
    ]),
    [["lab/a", true]],
  );
});

test("a model that the text denies or compares with is no parent", () => {
  for (const text of [
    "This model is not derived from lab/poet.",
    "Unlike Foo, which is a fine-tuned version of lab/poet, this one is new.",
    "We compare with a quantized version of lab/poet.",
    "It isn't based on lab/poet.",
    "Is this a fine-tuned version of lab/poet? No.",
    "Nobody fine-tuned this from lab/poet.",
    "Our competitor is a fine-tuned version of lab/poet.",
    "If this model were a fine-tuned version of lab/poet, it would be larger.",
    "Base model: lab/poet (not used)",
    "<!-- This model is a fine-tuned version of lab/poet. -->",
  ])
    assert.deepEqual(proseEvidence(text), [], text);
  assert.equal(
    proseEvidence("It was not easy. It is a fine-tuned version of lab/poet.")[0]?.parent,
    "lab/poet",
  );
});

test("a folder into which training writes is no model", () => {
  for (const path of ["outputs/checkpoint-500", "models/llama", "results/final", "lab/checkpoint-20"])
    assert.equal(
      adapterEvidence(JSON.stringify({ base_model_name_or_path: path }), "x")[0]?.parent,
      null,
      path,
    );
});
