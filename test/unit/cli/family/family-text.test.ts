import assert from "node:assert/strict";
import { test } from "node:test";
import { familyText } from "../../../../src/cli/family/family-text";
import { terminalWidth } from "../../../../src/cli/terminal/terminal-width";
import type { Family } from "../../../../src/lineage/family";
import { bareModel, type Model, unreadModel } from "../../../../src/lineage/model";
import { longOnly } from "../../../harness/suites/long-runs";

const model = (id: string, own: Partial<Model> = {}): Model => ({
  ...bareModel(id),
  likes: 1,
  license: "gemma",
  downloads: 10,
  ...own,
});

const family: Family = {
  root: "google/base",
  models: [
    model("google/base", { downloads: 1_234_567, task: "text-generation", languages: ["en"] }),
    model("lab/quiet", { downloads: 5 }),
    model("lab/loud", { downloads: 500, license: "mit", task: "text-ranking", languages: ["en"] }),
    model("lab/merged", { license: "other", licenseName: "own", downloads: null }),
    unreadModel("lab/unread"),
    model("lab/none", { license: null, downloads: 0 }),
  ],
  edges: [
    { child: "lab/quiet", parent: "google/base", relation: "quantized" },
    { child: "lab/loud", parent: "google/base", relation: "finetune" },
    { child: "lab/merged", parent: "lab/loud", relation: "merge" },
    { child: "lab/merged", parent: "else/where", relation: "merge", outside: true },
    { child: "lab/unread", parent: "lab/loud", relation: "unknown" },
    { child: "lab/none", parent: "lab/quiet", relation: "finetune" },
  ],
  missing: ["else/where"],
  cycles: [["lab/self"]],
  unchecked: ["lab/unread"],
  oldestAt: null,
};

const plain = { style: (_: string, text: string) => text, width: null };
const lineOf = (text: string, id: string) => text.split("\n").find(line => line.includes(`─ ${id}`)) ?? "";

test("a family as text is a tree with relations, downloads, licenses, conflicts, and changed traits", () => {
  const text = familyText(family, plain);
  assert.match(text, /^google\/base: 6 models, 6 edges\n/);
  assert.match(text, /\ngoogle\/base +1,234,567 {2}gemma\n/);
  assert.match(
    lineOf(text, "lab/loud"),
    /^├─ lab\/loud +finetune +500 {2}✗ mit +possible license conflict \(.*\); other task$/,
  );
  assert.match(lineOf(text, "lab/quiet"), /^└─ lab\/quiet +quantized +5 {2}gemma$/);
  assert.ok(text.indexOf("lab/loud") < text.indexOf("lab/quiet"), "more downloads come first");
});

test("what was not read, what is not declared, and zero are told apart in a family as text", () => {
  const text = familyText(family, plain);
  assert.match(lineOf(text, "lab/unread"), / unknown +\? {2}\? +not read; children not read$/);
  assert.match(lineOf(text, "lab/none"), / finetune +0 {2}! – /);
  assert.match(lineOf(text, "lab/merged"), / merge +\? {2}! other \(own\) .*also from else\/where$/);
  assert.match(text, /\nNot on the Hub, but named as a parent: else\/where\.\n/);
  assert.match(text, /\nDescend from each other: lab\/self names itself\.\n/);
  assert.doesNotMatch(text, /may name more/);
  const merge = { root: "lab/merged", models: family.models, missing: [], cycles: [], unchecked: [] };
  assert.match(
    familyText({ ...merge, edges: [], manyParents: ["lab/merged"], oldestAt: null }, plain),
    /\nOnly the first 300 parents of a model are read; lab\/merged may name more\.\n$/,
  );
  assert.match(text, /\nThe children of 1 model were not read\. To read them, run hub-lineage index\.\n$/);
});

test("the lines of a family fit the width of the terminal, also where names are long and generations many", () => {
  const ids = Array.from({ length: 40 }, (_, at) => `lab/${"long-name-".repeat(6)}${at}`);
  const deep: Family = {
    ...family,
    root: ids[0] ?? "",
    models: ids.map((id, at) =>
      model(id, { license: at % 2 === 0 ? "a-license-with-a-very-long-name" : "mit" }),
    ),
    edges: ids.slice(1).map((child, at) => ({ child, parent: ids[at] ?? "", relation: "finetune" })),
    missing: [],
    cycles: [],
    unchecked: [],
  };
  for (const width of [80, 100, 160]) {
    const [, , ...lines] = familyText(deep, { ...plain, width }).split("\n");
    const longest = Math.max(...lines.map(line => [...line].length));
    assert.ok(longest <= width, `${longest} columns of ${width}`);
  }
});

test("a terminal of unknown width sets no limit, and a narrow one leaves the license", () => {
  assert.equal(terminalWidth({ columns: 0 }), null);
  assert.equal(terminalWidth({}), null);
  assert.equal(terminalWidth({ columns: 80 }), 80);
  for (const width of [1, 20, 40])
    assert.match(lineOf(familyText(family, { ...plain, width }), "lab/loud"), / {2}✗ mit/);
});

test("a family of 150,000 models or of 5,000 generations is text of lines of bounded length", {
  skip: longOnly,
}, () => {
  const familyWith = (parentOf: (at: number) => number, size: number): Family => ({
    root: "big/m0",
    models: Array.from({ length: size }, (_, at) => bareModel(`big/m${at}`)),
    edges: Array.from({ length: size - 1 }, (_, at) => ({
      child: `big/m${at + 1}`,
      parent: `big/m${parentOf(at + 1)}`,
      relation: "finetune" as const,
    })),
    missing: [],
    cycles: [],
    unchecked: [],
    oldestAt: null,
  });
  const wide = familyText(
    familyWith(() => 0, 150_000),
    plain,
  ).split("\n");
  assert.ok(wide.length > 150_000);
  const deep = familyText(
    familyWith(at => at - 1, 5_000),
    plain,
  ).split("\n");
  assert.ok(deep.every(line => line.length < 300));
  assert.ok(deep.some(line => line.startsWith("…4999 └─ big/m4999")));
});
