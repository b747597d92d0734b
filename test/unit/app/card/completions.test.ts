import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type CardAround,
  type Completion,
  completions,
  idCompletions,
  idsWanted,
} from "../../../../src/app/card/completions";
import { type Cursor, cursorAt } from "../../../../src/app/card/cursor";
import { cardFields } from "../../../../src/card/fields";
import { parseFrontMatter } from "../../../../src/card/front-matter/parse-front-matter";
import { bareModel, type Model } from "../../../../src/lineage/model";

const gemma: Model = {
  ...bareModel("google/gemma-2b"),
  license: "gemma",
  languages: ["en", "no"],
  task: "text-generation",
  library: "my-library",
  datasets: ["lab/talk"],
};

const nothing: CardAround = {
  keys: new Set(),
  values: new Set(),
  license: null,
  parents: [],
  relation: "finetune",
  eol: "\n",
};

function cursorIn(text: string): { cursor: Cursor; plain: string } {
  const plain = text.replace("‸", "");
  const cursor = cursorAt(plain, text.indexOf("‸"));
  return { cursor: cursor ?? assert.fail(`no cursor in ${text}`), plain };
}

const card = (line: string) => `---\n${line}\nbase_model: google/gemma-2b\n---\n`;

function offers(line: string, around: Partial<CardAround> = {}): readonly Completion[] {
  return completions(cursorIn(card(line)).cursor, { ...nothing, ...around });
}

const labels = (all: readonly Completion[]) => all.map(({ label }) => label);

/** The card after an offer was taken. */
function taken(line: string, label: string, around: Partial<CardAround> = {}): string {
  const { cursor, plain } = cursorIn(card(line));
  const offer = completions(cursor, { ...nothing, ...around }).find(each => each.label === label);
  assert.ok(offer, `${label} is not offered`);
  return plain.slice(0, cursor.range.start) + offer.newText + plain.slice(cursor.range.end);
}

test("licenses come in the order of what the parents allow, their own first, a conflict said", () => {
  const all = offers("license: ‸", { parents: [gemma] });
  assert.equal(all.length, 83);
  assert.deepEqual(
    [all[0]?.label, all[0]?.detail],
    ["gemma", "Gemma Terms of Use, same as google/gemma-2b"].slice(0, 2),
  );
  const apache = all.find(({ label }) => label === "apache-2.0");
  assert.match(apache?.detail ?? "", /^⚠ possible conflict with google\/gemma-2b$/);
  assert.ok(
    labels(all).indexOf("apache-2.0") > labels(all).indexOf("openrail"),
    "review stands before conflict",
  );
  assert.doesNotMatch(
    offers("license: ‸")
      .map(({ detail }) => detail)
      .join(),
    /conflict/,
  );
});

test("of parents that exclude each other, no license comes first as the own one of either", () => {
  const gpl: Model = { ...bareModel("a/gpl"), license: "gpl-3.0" };
  const [first] = offers("license: ‸", { parents: [gemma, gpl] });
  assert.notEqual(first?.label, "gemma");
});

test("words replace the whole word at the cursor, with the space and the quotes that they need", () => {
  assert.match(taken("language:‸", "en"), /^language: en$/m);
  assert.match(taken("language: [en, d‸xx]", "de"), /^language: \[en, de\]$/m);
  assert.match(taken("language:\n-‸", "fr"), /^- fr$/m);
  assert.match(taken("language: ‸", "no"), /^language: "no"$/m, "plain no is a boolean");
  assert.match(taken("language: 'n‸'", "no"), /^language: 'no'$/m);
  assert.match(taken("pipeline_tag: text‸-gen", "text-generation"), /^pipeline_tag: text-generation$/m);
  assert.match(taken("base_model_relation:‸", "adapter"), /^base_model_relation: adapter$/m);
});

test("the parents' words come first, also those that no list has, and what stands there already is left out", () => {
  const parents = [gemma];
  const languages = offers("language: ‸", { parents, values: new Set(["no"]) });
  assert.deepEqual(labels(languages).slice(0, 1), ["en"]);
  assert.ok(!labels(languages).includes("no"));
  assert.match(languages[0]?.detail ?? "", /^English, same as google\/gemma-2b$/);
  assert.equal(offers("library_name: ‸", { parents })[0]?.label, "my-library");
  assert.deepEqual(labels(offers("datasets: ‸", { parents })), ["lab/talk"]);
});

test("the keys that are missing are offered with what their value needs", () => {
  const around = { keys: new Set(["base_model", "license"]) };
  const keys = offers("‸", around);
  assert.deepEqual(
    labels(keys).toSorted(),
    cardFields
      .map(({ key }) => key)
      .filter(key => !around.keys.has(key))
      .toSorted(),
  );
  assert.deepEqual(labels(keys).slice(0, 2), ["base_model_relation", "language"]);
  assert.equal(offers("‸", { ...around, license: "other" })[0]?.label, "license_name");
  assert.ok(keys.every(({ about }) => about !== ""));
  assert.match(taken("lang‸", "language"), /^language: $/m);
  assert.match(taken("ta‸", "tags", { eol: "\r\n" }), /^tags:\r\n- $/m);
  assert.match(taken("li‸c: mit", "license"), /^license: mit$/m);
  assert.equal(keys.find(({ label }) => label === "pipeline_tag")?.opensValues, true);
});

test("every offer of every field with words gives front matter that reads as that word", () => {
  for (const { key, vocabulary } of cardFields) {
    if (vocabulary === undefined) continue;
    for (const { label } of offers(`${key}: ‸`)) {
      const field = parseFrontMatter(taken(`${key}: ‸`, label)).fields.get(key);
      assert.equal(field?.value, label, key);
    }
  }
});

test("ids complete the models' and the datasets' fields, and quote what YAML would read as something else", () => {
  const wanted = (line: string) => idsWanted(cursorIn(card(line)).cursor);
  assert.deepEqual(["new_version: ‸", "datasets: ‸", "license: ‸", "base‸"].map(wanted), [
    "models",
    "datasets",
    null,
    null,
  ]);
  const { cursor } = cursorIn(card("new_version:‸"));
  const found = idCompletions(cursor, ["a/b", "01-ai/Yi", "a/c"], new Set(["a/c"]));
  assert.deepEqual(
    found.map(({ newText, kind }) => `${kind}${newText}`),
    ["model a/b", 'model "01-ai/Yi"'],
  );
});

test("a field of no list, and one of objects, has no offers", () => {
  for (const line of ["license_name: ‸", "unheard: ‸", "model_name: ‸"]) assert.deepEqual(offers(line), []);
});

test("between quotes, only what quotes hold as it is is offered; without them, the rest is quoted", () => {
  const odd: Model = { ...gemma, task: "it's", languages: ['a"b', "a\\b", "a\nb", "en"] };
  const around = { parents: [odd] };
  const inherited = (line: string) =>
    offers(line, around)
      .filter(({ detail }) => detail.includes("same as"))
      .map(({ newText }) => newText);
  assert.deepEqual(inherited("language: '‸'"), ["en"]);
  assert.deepEqual(inherited('pipeline_tag: "‸"'), []);
  assert.deepEqual(inherited("pipeline_tag: ‸"), ['"it\'s"']);
  assert.deepEqual(inherited("language: ‸"), ['"a\\"b"', '"a\\\\b"', '"a\\nb"', "en"]);
  const { cursor } = cursorIn(card('base_model: "‸"'));
  assert.deepEqual(
    idCompletions(cursor, ["a/b", 'a"b'], new Set()).map(({ newText }) => newText),
    ["a/b"],
  );
});
