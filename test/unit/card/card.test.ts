import assert from "node:assert/strict";
import { test } from "node:test";
import { declaredParents, declaredRelation, parentIds } from "../../../src/card/card";
import { cardKind } from "../../../src/card/detect";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { idAt, idsIn } from "../../../src/card/ids-at";
import { declaredTraits } from "../../../src/card/licensing/declared-traits";
import { lineStarts, toPosition } from "../../../src/card/position";

const read = (yaml: string) => parseFrontMatter(`---\n${yaml}\n---\n`);

test("declared parents keep their order, and say why an entry is not a repo id", () => {
  const parents = declaredParents(read("base_model:\n- a/b\n- gpt2\n- ./x\n- 3\n- {a: 1}\n-\n- ' '\n- a/b"));
  assert.deepEqual(
    parents.map(each => [each.id, each.problem === null]),
    [
      ["a/b", true],
      ["gpt2", true],
      ["./x", false],
      ["3", false],
      ["", false],
      ["a/b", true],
    ],
  );
  assert.deepEqual(parentIds(read("base_model: [a/b, ./x, c/d, a/b]")), ["a/b", "c/d"]);
  assert.deepEqual(declaredParents(read("base_model: []")), []);
  assert.deepEqual(declaredParents(read("base_model:")), []);
  assert.deepEqual(declaredParents(read("license: mit")), []);
});

test("a relation counts only when the Hub knows it", () => {
  assert.equal(declaredRelation(read("base_model_relation: quantized")), "quantized");
  assert.equal(declaredRelation(read("base_model_relation: unknown")), null);
  assert.equal(declaredRelation(read("base_model_relation: [merge]")), null);
  assert.equal(declaredRelation(read("license: mit")), null);
});

test("traits are text or nothing", () => {
  const yaml =
    "license: [Apache-2.0, mit]\nlicense_name: 3\nlanguage: en\npipeline_tag: {a: 1}\nlibrary_name: peft\ndatasets: [a, 1, b]";
  assert.deepEqual(declaredTraits(read(yaml)), {
    license: "apache-2.0, mit",
    licenseName: null,
    licenseLink: null,
    languages: ["en"],
    task: null,
    library: "peft",
    datasets: ["a", "b"],
  });
});

const nowhere = { modelFiles: false, configFile: false, hubRemote: false };
const weights = { ...nowhere, modelFiles: true };
const config = { ...nowhere, configFile: true };
const onHub = { ...nowhere, hubRemote: true };
const kindOf = (text: string, around: typeof nowhere) => cardKind(text, parseFrontMatter(text), around);

test("a card belongs to a model, a dataset, a Space or none of these", () => {
  const cases: [string, typeof nowhere, string][] = [
    ["base_model: a/b", nowhere, "model"],
    ["pipeline_tag: text-generation", nowhere, "model"],
    ["library_name: peft", nowhere, "model"],
    ["model-index: []", nowhere, "model"],
    ["license: mit\nlanguage: en\ntags: [x]", nowhere, "none"],
    ["license: mit", weights, "model"],
    ["license: mit", config, "model"],
    ["title: Words\ntags: [x]\nlanguage: en", config, "none"],
    ["license: mit", onHub, "model"],
    ["task_categories: [x]\nlicense: mit", onHub, "dataset"],
    ["configs: []", nowhere, "dataset"],
    ["task_categories: [x]\nbase_model: a/b", nowhere, "model"],
    ["emoji: x\npipeline_tag: text-generation", nowhere, "model"],
    ["library_name: datasets\ntask_categories: [x]", nowhere, "dataset"],
    ["sdk: gradio\nlicense: mit", weights, "model"],
    ["sdk: gradio\napp_file: app.py", { modelFiles: true, configFile: true, hubRemote: true }, "space"],
    ["emoji: x", nowhere, "space"],
  ];
  for (const [yaml, around, kind] of cases) assert.equal(kindOf(`---\n${yaml}\n---\n`, around), kind, yaml);
  const plain = "# A project\n\nbase_model: a/b\n";
  assert.equal(kindOf(plain, nowhere), "none");
  assert.equal(kindOf(plain, weights), "none");
  assert.equal(kindOf(plain, onHub), "model");
});

test("front matter that cannot be read is a model card where a line begins with a key of models", () => {
  const broken = [
    "---\ntitle: a: b\nbase_model: a/b\n---\n",
    "---\njust words\nbase_model: a/b\n---\n",
    "---\n@home\n\npipeline_tag: x\n---\n",
    "---\n\tlicense: mit\nlibrary_name: peft\n---\n",
    "---\nlicense:mit\nmodel-index: []\n---\n",
    "---\nbase_model:a/b\n---\n",
    '---\n"title: [\n"base_model": a/b\n---\n',
    "---\n{license: mit, base_model: a/b\n---\n",
    `---\n{license: mit, base_model: a/b, x: ${"[".repeat(80)}${"]".repeat(80)}}\n---\n`,
    "---\r\nlicense: mit\r\nbase_model: a/b\r\n\r\n# No closing fence\r\n",
    "---\n# written by a tool\n\nlicense:mit\nbase_model: a/b\n# No closing fence\n",
    "---\nlicense: mit\nbase_model: a/b\n---oops\nWords\n",
    "---\n<<<<<<< HEAD\nlicense: mit\n=======\n>>>>>>> x\nbase_model: a/b\n---\n",
    "---\nbase_model: a/b\nbase_model: [\n---\n",
  ];
  for (const text of broken) {
    assert.equal(kindOf(text, nowhere), "model", text);
    assert.ok(parseFrontMatter(text).problems.length > 0, text);
  }
});

test("without such a line the files beside it tell, and other kinds of cards and ordinary texts are left alone", () => {
  const cases: [string, typeof nowhere, string][] = [
    ["---\nlicense:mit\n---\n", nowhere, "none"],
    ["---\nlicense:mit\n---\n", config, "model"],
    ["---\nlicense: mit\n# No closing fence\n", weights, "model"],
    ["---\ntags: [a\n---\n", weights, "model"],
    ["---\ntags: [a\n---\n", config, "none"],
    ["---\nNote: this is a ruler and prose.\n", weights, "none"],
    ["---\nconfigs: [\nbase_model: a/b\n---\n", nowhere, "dataset"],
    ["---\nsdk: gradio\nbase_model:a/b\n", nowhere, "space"],
    ["---\nWords between rulers.\n---\n", nowhere, "none"],
    ["---\nWords.\n\n```yaml\nbase_model: a/b\n```\n---\n", nowhere, "none"],
    ["---\nWords.\n\n```yaml\nbase_model: a/b\n```\n", weights, "none"],
  ];
  for (const [text, around, kind] of cases) assert.equal(kindOf(text, around), kind, text);
});

test("the id under the cursor is found from before its first to after its last letter", () => {
  const text = "---\nbase_model:\n- a/b\n- ./no\nnew_version: c/d\nlicense: e/f\n---\n";
  const frontMatter = parseFrontMatter(text);
  const start = text.indexOf("a/b");
  for (const offset of [start, start + 2, start + 3]) assert.equal(idAt(frontMatter, offset)?.id, "a/b");
  assert.equal(idAt(frontMatter, start - 1), null);
  assert.equal(idAt(frontMatter, start + 4), null);
  assert.deepEqual(idAt(frontMatter, text.indexOf("c/d"))?.key, "new_version");
  assert.equal(idAt(frontMatter, text.indexOf("e/f")), null);
  assert.equal(idAt(frontMatter, text.indexOf("./no")), null);
  assert.deepEqual(
    idsIn(frontMatter).map(each => each.id),
    ["a/b", "c/d"],
  );
});

test("offsets become lines and characters, whatever ends the lines", () => {
  const text = "ab\r\nc\rd\n\ne😀f";
  assert.deepEqual(lineStarts(text), [0, 4, 6, 8, 9]);
  assert.deepEqual(toPosition(text, 0), { line: 0, character: 0 });
  assert.deepEqual(toPosition(text, 4), { line: 1, character: 0 });
  assert.deepEqual(toPosition(text, 8), { line: 3, character: 0 });
  assert.deepEqual(toPosition(text, 12), { line: 4, character: 3 });
  assert.deepEqual(toPosition(text, 999), { line: 4, character: 4 });
  assert.deepEqual(toPosition(text, -1), { line: 0, character: 0 });
});
