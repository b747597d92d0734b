import assert from "node:assert/strict";
import { test } from "node:test";
import { cardFields } from "../../../../src/card/fields";
import type { CardContext, Finding } from "../../../../src/card/finding";
import { lintCard } from "../../../../src/card/lint";
import { refusals } from "../../../../src/card/schema/hub-refuses";

const nowhere: CardContext = { repo: null, files: null, lookup: () => ({ state: "unknown" }) };
const findings = (yaml: string) => lintCard(`---\n${yaml}\n---\n`, nowhere).findings;
const inResult = (yaml: string) =>
  `model-index:\n- name: m\n  results:\n  - ${yaml.replaceAll("\n", "\n    ")}`;
const metric = (yaml: string) => inResult(`task: {type: t}\nmetrics:\n- ${yaml}`);

/** Blocks with one fault each that the Hub refuses, with the field. */
const refused: readonly string[] = [
  ...["license:", "license: ''", "license: [mit, null]", "license: 3", "license: {a: b}", "license: my-own"],
  ...[
    "language:",
    "language: ''",
    "language: [en, ~]",
    "language: false",
    "language: 2024-01-01",
    "language: {a: b}",
  ],
  ...[
    "language: protein",
    "language: python",
    "language: jp",
    "language: [en, noinfo]",
    "language: zh-CN",
    "language: EN",
  ],
  ...[
    "base_model:",
    "base_model: ''",
    "base_model: [a/b, null]",
    "base_model: 7",
    "base_model: ./out",
    "base_model: {a: b}",
    "base_model: 2024-01-01",
    "base_model: [a/b, 2024-01-01 10:00:00]",
  ],
  ...[
    "datasets:",
    "datasets: ''",
    "datasets: [null]",
    "datasets: [squad, 3]",
    "datasets: {a: b}",
    "datasets: my own set",
  ],
  ...[
    "datasets: ./data",
    "datasets: [[squad]]",
    "tags:",
    "tags: a",
    "tags: 1",
    "tags: [1.0]",
    "tags: [true]",
    "tags: [null]",
  ],
  ...[
    "tags: [2024-01-01]",
    "tags: [{a: b}]",
    "tags: {a: b}",
    "metrics: wer",
    "metrics:",
    "metrics: {a: 1}",
    "metrics: 1",
  ],
  ...[
    "pipeline_tag: 1",
    "pipeline_tag: [text-generation]",
    "pipeline_tag:",
    "library_name: 1.0",
    "library_name: [peft]",
  ],
  ...[
    "license_name: 2024-01-01",
    "license_link: {a: b}",
    "base_model_relation: [merge]",
    "new_version: 3",
    "widget: {text: a}",
  ],
  ...[
    "widget: a",
    "model-index: {name: a}",
    "model-index: a",
    "model-index:",
    "model-index: [a]",
    "model-index:\n- results: []",
  ],
  ...[
    "model-index:\n- name: a",
    "model-index:\n- name: a\n  results: b",
    "model-index:\n- name: 1\n  results: []",
  ],
  ...[
    inResult("metrics: []"),
    inResult("task: {type: t}"),
    inResult("task: {name: t}\nmetrics: []"),
    inResult("task: t\nmetrics: []"),
  ],
  ...[
    metric("type: wer"),
    metric("value: 1"),
    metric("{type: wer, value: 1, config: {a: 1}}"),
    metric("{type: 1, value: 1}"),
  ],
  ...[
    "type: s",
    "name: s",
    "type: s\n  name: s\n  revision: 123",
    "type: s\n  name: s\n  config: 2",
    "type: s\n  name: s\n  split: [a]",
  ].map(dataset => inResult(`task: {type: t}\ndataset:\n  ${dataset}\nmetrics:\n- {type: wer, value: 1}`)),
  ...["name: a", "url: 3", "url:"].map(source =>
    inResult(`task: {type: t}\nsource: {${source}}\nmetrics:\n- {type: wer, value: 1}`),
  ),
];

const sound = inResult(
  "task: {type: t}\ndataset: {type: s, name: S, revision: '123'}\nsource: {url: https://a.b}\nmetrics:\n- {type: wer, value: .nan, args: [1]}",
);

/** What the Hub takes, in silence or with a warning. */
const taken: readonly string[] = [
  ...[
    "license: [mit]",
    "language: []",
    'language: "no"',
    "language: no",
    "tags: []",
    "datasets: []",
    "datasets: squad",
    "metrics: []",
  ],
  ...[
    "base_model: []",
    "metrics: [{a: 1}]",
    "pipeline_tag: my-task",
    "library_name: my-own",
    "thumbnail:",
    "instance_prompt:",
  ],
  ...[
    "inference: maybe",
    "co2_eq_emissions: '3'",
    "unknown: [1, null]",
    "model-index: []",
    "widget: [a]",
    sound,
    metric("{type: wer, value: }"),
  ],
  ...[
    "model-index:\n- name: ''\n  results: []",
    inResult("task: {type: t}\nmetrics:\n- {type: wer, value: 1}"),
  ],
];

test("each card that the Hub refuses for its fields gets one error, and none for what it takes", () => {
  const errors = (found: readonly Finding[]) => found.filter(({ severity }) => severity === "error");
  for (const yaml of refused) {
    const found = errors(findings(yaml));
    assert.equal(found.length, 1, `${yaml}\n${found.map(each => each.message).join("\n")}`);
  }
  for (const yaml of taken)
    assert.deepEqual(
      errors(findings(yaml)).map(each => each.message),
      [],
      yaml,
    );
});

test("a wrong shape speaks once, whatever the field", () => {
  const odd = ["", "''", "3", "true", "2024-01-01", "{a: b}", "[null]", "[3]", "[[a]]", "[{a: b}]"];
  for (const { key } of cardFields) {
    for (const value of odd) {
      // A relation without a parent is a fault of its own.
      const beside = key === "base_model_relation" ? "base_model: a/b\n" : "";
      const found = findings(`${beside}${key}: ${value}`);
      assert.ok(
        found.length <= 1,
        `${key}: ${value}\n${found.map(each => `${each.rule} ${each.message}`).join("\n")}`,
      );
    }
    assert.equal(findings(`${key}:`).length, 1, `${key} without a value is seen`);
  }
});

test("what is empty is told as such, and is not said to be required or lacking", () => {
  const messages = (yaml: string) => findings(yaml).map(({ message }) => message);
  assert.deepEqual(messages("model-index: [null]"), [
    "An item of model-index is empty, which the Hub rejects; fill it in, or remove it.",
  ]);
  const dataset = "dataset: {type: d, name: d}";
  assert.deepEqual(messages(inResult(`task: {type: t}\n${dataset}\nmetrics: [null]`)), [
    "An item of metrics is empty, which the Hub rejects; fill it in, or remove it.",
  ]);
  const [own] = messages(inResult(`task: {type: t}\n${dataset}\nsource:\nmetrics: [{type: a, value: 1}]`));
  assert.equal(
    own,
    "This result in model-index has source without a value, which the Hub rejects; write one.",
  );
});

test("the table names each place once, with a source and a date", () => {
  assert.equal(new Set(refusals.map(each => each.where)).size, refusals.length);
  for (const { where, source, date, faults } of refusals) {
    assert.ok(source !== "" && faults.length > 0, where);
    assert.match(date, /^20\d\d-\d\d$/, where);
    assert.ok(
      cardFields.some(({ key }) => where.split(/[.[]/)[0] === key),
      `${where} is no field`,
    );
  }
});

test("a fix is offered where it is sure: quotes, a list, a code; nothing is invented", () => {
  const fixed = (yaml: string) => {
    const text = `---\n${yaml}\n---\n`;
    const edit = lintCard(text, nowhere).findings.find(each => each.fixes.length > 0)?.fixes[0]?.edits[0];
    return edit === undefined
      ? null
      : text.slice(4, edit.range.start) + edit.newText + text.slice(edit.range.end, -5);
  };
  assert.equal(fixed("language: python"), "language: code");
  assert.equal(fixed("language: [en, jp]"), "language: [en, ja]");
  assert.equal(fixed("language: protein"), null);
  assert.equal(fixed("metrics: wer"), "metrics: [wer]");
  assert.equal(fixed("tags: [1.0]"), 'tags: ["1.0"]');
  assert.equal(fixed("license_name: 2024-01-01"), 'license_name: "2024-01-01"');
  const revision = (digits: string) =>
    inResult(
      `task: {type: t}\ndataset: {type: s, name: S, revision: ${digits}}\nmetrics:\n- {type: wer, value: 1}`,
    );
  assert.equal(fixed(revision("5503434")), revision('"5503434"'));
  assert.equal(fixed(metric("{type: wer, value: 1, config: {a: 1}}")), null);
});
