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

test("licenses are ordered by what the parents allow, the parents' own first, and conflicts are marked", () => {
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

test("if parents exclude each other, neither one's license comes first", () => {
  const gpl: Model = { ...bareModel("a/gpl"), license: "gpl-3.0" };
  const [first] = offers("license: ‸", { parents: [gemma, gpl] });
  assert.notEqual(first?.label, "gemma");
});

test("a completion replaces the whole word at the cursor, and adds any space and quotes it needs", () => {
  assert.match(taken("language:‸", "en"), /^language: en$/m);
  assert.match(taken("language: [en, d‸xx]", "de"), /^language: \[en, de\]$/m);
  assert.match(taken("language:\n-‸", "fr"), /^- fr$/m);
  assert.match(taken("language: ‸", "no"), /^language: "no"$/m, "plain no is a boolean");
  assert.match(taken("language: 'n‸'", "no"), /^language: 'no'$/m);
  assert.match(taken("pipeline_tag: text‸-gen", "text-generation"), /^pipeline_tag: text-generation$/m);
  assert.match(taken("base_model_relation:‸", "adapter"), /^base_model_relation: adapter$/m);
});

test("the parents' words come first, even unlisted ones, and values already present are left out", () => {
  const parents = [gemma];
  const languages = offers("language: ‸", { parents, values: new Set(["no"]) });
  assert.deepEqual(labels(languages).slice(0, 1), ["en"]);
  assert.ok(!labels(languages).includes("no"));
  assert.match(languages[0]?.detail ?? "", /^English, same as google\/gemma-2b$/);
  assert.equal(offers("library_name: ‸", { parents })[0]?.label, "my-library");
  assert.deepEqual(labels(offers("datasets: ‸", { parents })), ["lab/talk"]);
});

test("missing keys are offered with what their values need", () => {
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

test("every completion of every field gives front matter that reads as the completed word", () => {
  for (const { key, vocabulary } of cardFields) {
    if (vocabulary === undefined) continue;
    for (const { label } of offers(`${key}: ‸`)) {
      const field = parseFrontMatter(taken(`${key}: ‸`, label)).fields.get(key);
      assert.equal(field?.value, label, key);
    }
  }
});

test("IDs complete the fields for models and datasets, quoted if YAML would read them as something else", () => {
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

test("fields without a vocabulary and fields of objects have no completions", () => {
  for (const line of ["license_name: ‸", "unheard: ‸", "model_name: ‸"]) assert.deepEqual(offers(line), []);
});

test("inside quotes, only words that need no escaping are offered; outside, words are quoted as needed", () => {
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
