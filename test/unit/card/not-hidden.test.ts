import assert from "node:assert/strict";
import { test } from "node:test";
import { isCertain } from "../../../src/app/card/fix-all";
import { cardKind } from "../../../src/card/detect";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { lintCard } from "../../../src/card/lint";

const linted = (yaml: string, rule: string) => {
  const { findings } = lintCard(`---\n${yaml}\n---\n`, {
    repo: null,
    files: null,
    lookup: () => ({ state: "unknown" }),
  });
  return findings.filter(each => each.rule === rule);
};

test("a text that may be several items of a list is told and never fixed along with others", () => {
  for (const yaml of [
    'tags: "llama, chat"',
    "tags: 'a; b'",
    'tags: "[a]"',
    'tags: "a\\nb"',
    'metrics: "bleu rouge"',
    "tags: llama, chat",
  ]) {
    const found = linted(yaml, "front-matter/wrong-type");
    assert.deepEqual([found.length, found.some(isCertain)], [1, false], yaml);
  }
  assert.ok(linted('tags: "two words"', "front-matter/wrong-type").every(isCertain));
});

test("a license as a URL, or several in one text, is told with the ids and never fixed along with others", () => {
  for (const [license, ids] of [
    ["https://www.apache.org/licenses/LICENSE-2.0", ["apache-2.0"]],
    ["https://www.apache.org/licenses/LICENSE-2.0.txt", ["apache-2.0"]],
    ["https://opensource.org/licenses/MIT", ["mit"]],
    ["https://creativecommons.org/licenses/by-nc/4.0/", ["cc-by-nc-4.0"]],
    ["https://www.gnu.org/licenses/gpl-3.0.en.html", []],
    ["https://example.org/terms", []],
    ["mit, apache-2.0", ["mit", "apache-2.0"]],
    ["MIT or Apache-2.0", ["mit", "apache-2.0"]],
    ["mit, my own", []],
  ] as const) {
    const [found, ...more] = linted(`license: ${license}`, "license/invalid-id");
    assert.ok(found && more.length === 0 && !isCertain(found), license);
    const titles = found.fixes.map(({ title }) => title);
    assert.deepEqual(
      titles,
      ids.map(id => `Change license to ${id}`),
      license,
    );
    for (const id of ids) assert.ok(found.message.includes(id), found.message);
  }
});

test("a copied key of a Space or a dataset does not make a model's card theirs, and a Space stays one", () => {
  const kind = (yaml: string, modelFiles: boolean) => {
    const text = `---\n${yaml}\n---\n`;
    return cardKind(text, parseFrontMatter(text), { modelFiles, configFile: modelFiles, hubRemote: false });
  };
  assert.equal(kind("license: bogus\nlibrary_name: transformers\nemoji: x", true), "model");
  assert.equal(kind("license: bogus\nemoji: x", true), "model");
  assert.equal(kind("license: bogus\nsdk: gradio", true), "model");
  assert.equal(kind("library_name: transformers\nemoji: x", false), "model");
  assert.equal(kind("title: A\nemoji: x\ncolorFrom: red\nsdk: gradio\napp_file: app.py", false), "space");
  assert.equal(kind("title: A\nemoji: x\nsdk: gradio", false), "space");
  assert.equal(kind("task_categories: [x]\nlibrary_name: datasets", false), "dataset");
});

test("a copied key counts in front matter that cannot be parsed as it does in other front matter", () => {
  const kind = (yaml: string, modelFiles: boolean, fences = ["---\n", "\n---\n"]) => {
    const text = fences.join(yaml);
    return cardKind(text, parseFrontMatter(text), { modelFiles, configFile: modelFiles, hubRemote: false });
  };
  for (const broken of ["tags: [a", "\tlicense: mit", 'license: "mit', "a: b: c", "@"])
    for (const [keys, modelFiles, is] of [
      ["sdk: gradio\nlicense: bogus", true, "model"],
      ["license: bogus\nemoji: x", true, "model"],
      ["sdk: gradio\napp_file: app.py", true, "space"],
      ["title: A\nemoji: x\ncolorFrom: red\nsdk: gradio", true, "space"],
      ["sdk: gradio\nlicense: bogus", false, "space"],
      ["library_name: transformers\nemoji: x", false, "model"],
      ["configs: []\nlicense: bogus", true, "model"],
      ["task_categories: [x]\nlibrary_name: datasets", false, "dataset"],
    ] as const)
      for (const yaml of [`${keys}\n${broken}`, `${broken}\n${keys}`])
        assert.equal(kind(yaml, modelFiles), is, JSON.stringify([yaml, modelFiles]));
  assert.equal(kind("sdk: gradio\nlicense: bogus", true, ["---\n", "\n"]), "model", "without an end");
});
