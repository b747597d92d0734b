import assert from "node:assert/strict";
import { test } from "node:test";
import { HubError } from "../../../src/app/ports/errors";
import { hubDecoder } from "../../../src/hub/decode";
import { parametersOfFiles } from "../../../src/lineage/measures/parameters";
import { bareModel } from "../../../src/lineage/model";

const bytes = (text: string) => new TextEncoder().encode(text);
const decode = (item: object) => hubDecoder.model(bytes(JSON.stringify({ id: "org/a", ...item })));
const model = (item: object) => decode(item).model;
const parents = (item: object) => decode(item).parents;

function assertUnreadable(work: () => unknown): void {
  assert.throws(
    work,
    error => error instanceof HubError && error.reason === "unreadable" && /\. Check /.test(error.message),
  );
}

test("an id alone makes a model with nothing else known", () => {
  assert.deepEqual(decode({}), { model: bareModel("org/a"), parents: [] });
});

test("a number that is none is unknown, and a score without a number is none", () => {
  const evil = `{"id": "org/a", "downloads": 1e400, "likes": -1, "usedStorage": 1e21, "safetensors": {"total": 2.5},
    "childrenModelCount": {"merge": -0, "adapter": 1e400},
    "cardData": {"co2_eq_emissions": 1e400, "model-index": [{"results": [{"task": {"type": "t"}, "dataset": {"type": "d"},
    "metrics": [{"type": "m", "value": 1e400}, {"type": "n", "value": -1e400}, {"type": "p", "value": -1.5}]}]}]}}`;
  const { model: read } = hubDecoder.model(bytes(evil));
  const { downloads, likes, storage, parameters, emissions, childCounts } = read;
  assert.deepEqual([downloads, likes, storage, parameters, emissions], [null, null, null, null, null]);
  assert.equal(childCounts, null, "the Hub counts its children, but how many there are is unknown");
  assert.deepEqual(read.evaluations, [{ task: "t", dataset: "d", metric: "p", value: -1.5 }]);
});

test("every trait is read", () => {
  const item = {
    author: "org",
    cardData: {
      license: "Other",
      license_name: "my-license",
      license_link: " LICENSE.md",
      language: ["en", "de"],
      datasets: ["org/d"],
      new_version: "org/a-2",
      co2_eq_emissions: { emissions: 12.5, source: "code carbon" },
      "model-index": [
        7,
        {
          results: [
            {
              task: { type: "text-generation" },
              dataset: { type: "org/eval", name: "Eval" },
              metrics: [{ type: "accuracy", value: 0.5 }, { type: "f1", value: "high" }, { value: 1 }],
            },
            { task: {}, dataset: null, metrics: [{ type: "wer", value: 1 }] },
          ],
        },
      ],
    },
    pipeline_tag: "text-generation",
    library_name: "transformers",
    downloads: 12,
    likes: 3,
    safetensors: { parameters: { BF16: 70 }, total: 70 },
    usedStorage: 4_000,
    createdAt: "2024-05-01T10:00:00.000Z",
    lastModified: "2024-06-01T10:00:00.000Z",
    sha: "0123456789abcdef0123456789abcdef01234567",
    gated: "auto",
    disabled: true,
    tags: ["Not-for-all-Audiences"],
    childrenModelCount: { adapter: 2, finetune: 0, distill: 4 },
  };
  assert.deepEqual(model(item), {
    id: "org/a",
    license: "other",
    licenseName: "my-license",
    licenseLink: "LICENSE.md",
    languages: ["en", "de"],
    task: "text-generation",
    library: "transformers",
    datasets: ["org/d"],
    downloads: 12,
    likes: 3,
    parameters: 70,
    storage: 4_000,
    createdAt: "2024-05-01T10:00:00.000Z",
    lastModified: "2024-06-01T10:00:00.000Z",
    commit: "0123456789abcdef0123456789abcdef01234567",
    gated: "auto",
    disabled: true,
    adult: true,
    newVersion: "org/a-2",
    emissions: 12.5,
    evaluations: [{ task: "text-generation", dataset: "org/eval", metric: "accuracy", value: 0.5 }],
    childCounts: { adapter: 2 },
  });
});

test("without metadata, license, languages and datasets come from the tags", () => {
  const tags = [
    "transformers",
    "tf",
    "trl",
    "rp",
    "yi",
    "en",
    "no",
    "license:mit",
    "license:",
    "dataset:org/d",
    "dataset:e",
  ];
  const { license, languages, datasets } = model({ tags });
  assert.deepEqual([license, languages, datasets], ["mit", ["yi", "en", "no"], ["org/d", "e"]]);
});

test("when metadata has no languages, bare tags are just the author's keywords", () => {
  assert.deepEqual(model({ tags: ["sd", "cv", "en"], cardData: {} }).languages, []);
});

test("the card's license takes precedence over the tag; a list yields all of it; only other has a name", () => {
  const license = (cardData: object) => model({ tags: ["license:gemma"], cardData }).license;
  assert.equal(license({ license: "MIT" }), "mit");
  assert.equal(license({ license: ["apache-2.0", "MIT", "mit"] }), "apache-2.0, mit");
  assert.equal(model({ tags: ["license:mit", "x", "license:cc-by-nc-4.0"] }).license, "mit, cc-by-nc-4.0");
  assert.equal(license({ license: [] }), "gemma");
  assert.equal(license({ license: { id: "x" } }), "gemma");
  assert.equal(license({ license: "x".repeat(101) }), "gemma");
  assert.equal(model({ cardData: { license: "mit", license_name: "x" } }).licenseName, null);
});

test("languages may be a string or a list, and `no` arrives as false", () => {
  const languages = (language: unknown) => model({ cardData: { language } }).languages;
  assert.deepEqual(languages("en"), ["en"]);
  assert.deepEqual(languages(false), ["no"]);
  assert.deepEqual(languages([false, "nb", " en ", "en", null, true, 3, ["x"], "", "a\u0000b"]), [
    "no",
    "nb",
    "en",
  ]);
  assert.deepEqual(languages(null), []);
  assert.equal(languages(Array.from({ length: 50_000 }, (_, at) => `l${at}`)).length, 10_001);
});

test("parameters come from safetensors, else gguf; nonsense is unknown", () => {
  const parameters = (item: object) => model(item).parameters;
  assert.equal(parameters({ safetensors: { total: 5 }, gguf: { total: 6 } }), 5);
  assert.equal(parameters({ safetensors: { total: 0 }, gguf: { total: 6 } }), 6);
  for (const total of [-1, "7", null, {}, []])
    assert.equal(parameters({ safetensors: { total }, gguf: "text" }), null);
});

test("parameters of packed weights are unpacked as in snapshots, and names alone tell none", () => {
  // A 4-bit model: eight weights in each I32. The total counts elements, 1.36 billion of them.
  const packed = {
    id: "o/owl-7b-awq",
    tags: ["awq", "4-bit"],
    safetensors: { total: 1.3625e9, parameters: { I32: 0.8125e9, F16: 0.55e9 } },
  };
  const { parameters } = model(packed);
  assert.ok(parameters !== null && parameters > 6.9e9 && parameters < 7.1e9, String(parameters));
  assert.equal(parameters, parametersOfFiles(packed)?.parameters);
  assert.equal(model({ id: "o/owl-7b" }).parameters, null);
});

test("invalid, negative or infinite numbers are unknown", () => {
  for (const downloads of ["5", -1, null, {}, true]) assert.equal(model({ downloads }).downloads, null);
  assert.equal(hubDecoder.model(bytes('{"id":"a/b","likes":1e999}')).model.likes, null);
});

test("times are ISO 8601 in UTC, and the Hub's placeholder is not a time", () => {
  const createdAt = (value: unknown) => model({ createdAt: value }).createdAt;
  assert.equal(createdAt("2024-05-01T12:00:00+02:00"), "2024-05-01T10:00:00.000Z");
  for (const value of [
    "2022-03-02T23:29:04.000Z",
    "2022-03-02T23:29:04Z",
    "yesterday",
    "2024-99-99T00:00:00Z",
    5,
    null,
  ]) {
    assert.equal(createdAt(value), null, String(value));
  }
});

test("gated is one of three values; an uncounted child total is unknown", () => {
  assert.equal(model({ gated: true }).gated, null);
  assert.equal(model({ gated: false }).gated, false);
  for (const childrenModelCount of [undefined, null, [], 5, "x"])
    assert.equal(model({ childrenModelCount }).childCounts, null);
  for (const childrenModelCount of [
    { merge: -1, adapter: 2 },
    { adapter: "3" },
    { quantized: null },
    { finetune: 1e308 },
  ])
    assert.equal(model({ childrenModelCount }).childCounts, null);
  assert.deepEqual(model({ childrenModelCount: { __proto__: 4, adapter: 0 } }).childCounts, {});
});

test("each parent from the three sources appears once, resolved where the Hub resolves it", () => {
  const item = {
    baseModels: { relation: "merge", models: [{ _id: "1", id: "org/p" }, { id: "org/q" }] },
    tags: ["base_model:org/p", "base_model:merge:org/p", "base_model:org/q", "base_model:merge:org/q"],
    cardData: { base_model: [" org/p", "org/q", "org/gone"] },
  };
  assert.deepEqual(parents(item), [
    { parent: "org/p", relation: "merge", resolved: true },
    { parent: "org/q", relation: "merge", resolved: true },
    { parent: "org/gone", relation: "merge", resolved: false },
  ]);
});

test("a resolution that the Hub does not state is unknown", () => {
  assert.deepEqual(parents({ tags: ["base_model:org/p"] }), [
    { parent: "org/p", relation: "unknown", resolved: null },
  ]);
  assert.deepEqual(parents({ cardData: { base_model: "gpt2", base_model_relation: "adapter" } }), [
    { parent: "gpt2", relation: "adapter", resolved: null },
  ]);
});

test("an old name or different letter case in the card does not add a second parent", () => {
  const resolved = (id: string) => ({
    baseModels: { relation: "finetune", models: [{ id }] },
    tags: [`base_model:${id}`],
  });
  const ids = (item: object) => parents(item).map(({ parent, resolved }) => [parent, resolved]);
  assert.deepEqual(ids({ ...resolved("new/name"), cardData: { base_model: "old" } }), [["new/name", true]]);
  assert.deepEqual(ids({ ...resolved("org/Name"), cardData: { base_model: ["ORG/name"] } }), [
    ["org/Name", true],
  ]);
  assert.deepEqual(
    ids({ ...resolved("new/name"), cardData: { base_model: ["old", "gone/x"] } }),
    [
      ["new/name", true],
      ["old", null],
      ["gone/x", null],
    ],
    "one of the two was renamed, but which one cannot be told",
  );
});

test("a relation comes from the Hub, else the tag, else the card; other values are unknown", () => {
  const relation = (item: object) => parents(item).map(parent => `${parent.parent} ${parent.relation}`);
  const tags = ["base_model:adapter:org/p", "base_model:org/p"];
  const baseModels = { relation: "quantized", models: [{ id: "org/p" }] };
  const cardData = { base_model: "org/p", base_model_relation: "finetune" };
  assert.deepEqual(relation({ baseModels, tags, cardData }), ["org/p quantized"]);
  assert.deepEqual(relation({ tags, cardData }), ["org/p adapter"]);
  assert.deepEqual(relation({ tags: ["base_model:org/p"], cardData }), ["org/p finetune"]);
  assert.deepEqual(relation({ tags: ["base_model:distill:org/p"] }), ["org/p unknown"]);
  for (const word of ["distill", "unknown", "constructor", 5]) {
    assert.deepEqual(relation({ cardData: { base_model: "org/p", base_model_relation: word } }), [
      "org/p unknown",
    ]);
  }
});

test("paths, URLs and sentences are not parents; a mistyped id is", () => {
  const base_model = [
    "./out",
    "../x",
    "/content/model",
    "~/models/x",
    "C:\\models\\x",
    "a/b/c",
    "https://huggingface.co/org/p",
    "my own model",
    "",
    "<img src=x>",
    "a\u0000b",
    5,
    null,
    "x".repeat(300),
    "llama-3-8b.",
    "org/with--two",
  ];
  assert.deepEqual(
    parents({ cardData: { base_model } }).map(({ parent }) => parent),
    ["llama-3-8b.", "org/with--two"],
  );
});

test("300 parents are kept, however many are named, and the rest is counted", () => {
  const many = Array.from({ length: 3000 }, (_, at) => `org/p${at}`);
  for (const item of [
    { cardData: { base_model: many } },
    { tags: many.map(id => `base_model:${id}`) },
    { baseModels: { relation: "merge", models: many.map(id => ({ id })) } },
  ]) {
    const { parents: kept, oddities } = decode(item);
    assert.equal(kept.length, 300);
    assert.deepEqual(oddities, [{ kind: "too-many-parents", detail: "3000" }]);
  }
  const whole = decode({ cardData: { base_model: many.slice(0, 300) } });
  assert.deepEqual([whole.parents.length, whole.oddities], [300, undefined]);
});

test("a model without a valid id is unreadable alone, but just dropped from a list", () => {
  const bad = [
    undefined,
    null,
    5,
    "",
    " org/a",
    "org/a\n",
    "org/\u0000a",
    "a/b/c",
    "<b>",
    "x".repeat(300),
    ["org/a"],
  ];
  for (const id of bad) assertUnreadable(() => decode({ id }));
  const items = [...bad.map(id => ({ id })), null, 3, "x", [], { id: "org/good" }];
  const list = hubDecoder.list(bytes(JSON.stringify(items)));
  assert.deepEqual(
    list.map(({ model }) => model.id),
    ["org/good"],
  );
});

test("anything but JSON with the expected object or list is unreadable", () => {
  for (const text of ["", "{", '{"id":"org/a"', "<html>", "null", "5", "[]", '"x"', "[".repeat(100_000)]) {
    assertUnreadable(() => hubDecoder.model(bytes(text)));
  }
  for (const text of ["", "[", '[{"id":"org/a"},', "{}", "null"])
    assertUnreadable(() => hubDecoder.list(bytes(text)));
});

test("a count beyond what a number holds exactly is unknown, not rounded", () => {
  const huge = "9007199254740993";
  const body = `{"id":"org/a","downloads":${huge},"likes":9007199254740991,"usedStorage":${huge},"safetensors":{"total":${huge}}}`;
  const { downloads, likes, storage, parameters } = hubDecoder.model(bytes(body)).model;
  assert.deepEqual([downloads, likes, storage, parameters], [null, 9007199254740991, null, null]);
});

test("fields of the wrong type are treated as unknown", () => {
  const fields = [
    "cardData",
    "tags",
    "pipeline_tag",
    "library_name",
    "downloads",
    "likes",
    "safetensors",
    "gguf",
    "createdAt",
  ];
  fields.push("lastModified", "gated", "baseModels", "childrenModelCount");
  for (const value of [null, 5, "", [], {}, [null], [[]], { models: 5 }, true]) {
    const item = Object.fromEntries(fields.map(field => [field, value]));
    const known = decode(item);
    assert.deepEqual(known.parents, [], JSON.stringify(value));
    assert.deepEqual(
      [known.model.license, known.model.task, known.model.languages],
      [null, null, []],
      JSON.stringify(value),
    );
  }
});

test("emissions are grams, also of a text with a unit, and neither negative nor a guess", () => {
  const grams = (declared: unknown) => {
    const body = JSON.stringify({ id: "org/a", cardData: { co2_eq_emissions: declared } });
    return hubDecoder.model(new TextEncoder().encode(body)).model.emissions;
  };
  assert.deepEqual([12.5, "0.5 kg", { emissions: "1,234 g" }, 0].map(grams), [12.5, 500, 1234, 0]);
  assert.deepEqual([-1, "-1 kg", "much", {}, [1], null].map(grams), [null, null, null, null, null, null]);
});
