import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { CardContext, KnownModel } from "../../../src/card/finding";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { declaredTraits } from "../../../src/card/licensing/declared-traits";
import { additionsFor } from "../../../src/card/obligations/additions";
import { obligationsOf } from "../../../src/card/obligations/obligations";
import { bareModel, type Model } from "../../../src/lineage/model";
import { repoRoot } from "../../harness/root";

const shipped = (license: string) =>
  readFileSync(join(repoRoot(), "src/card/obligations/texts", `${license}.txt`), "utf8");

function known(id: string, license: string, ...parents: readonly string[]): KnownModel {
  const traits: Partial<Model> = { license };
  const edges = parents.map(parent => ({ child: id, parent, relation: "finetune" as const }));
  return { state: "known", id, model: { ...bareModel(id), ...traits }, parents: edges, at: 0 };
}

const renamed = known("new/name", "cc-by-4.0");
const models: ReadonlyMap<string, KnownModel> = new Map([
  ["cc/by", known("cc/by", "cc-by-4.0")],
  ["cc/by2", known("cc/by2", "cc-by-4.0")],
  ["acme/one", known("acme/one", "apache-2.0")],
  ["acme/two", known("acme/two", "apache-2.0")],
  ["q/gguf", known("q/gguf", "apache-2.0", "acme/one")],
  ["old/name", renamed],
]);

type Texts = Readonly<Record<string, string>>;

interface Case {
  readonly parents: readonly string[];
  readonly license?: string;
  readonly body?: string;
  readonly files?: Texts;
  readonly ofAncestors?: Readonly<Record<string, Texts>>;
  readonly endpoint?: string;
}

function judged({ parents, license = "mit", body = "", files = {}, ofAncestors = {} }: Case) {
  const relation = parents.length > 1 ? "merge" : "finetune";
  const text = `---\nlicense: ${license}\nbase_model: ${JSON.stringify(parents)}\nbase_model_relation: ${relation}\n---\n${body}`;
  const context: CardContext = {
    repo: "me/poet",
    files: Object.keys(files),
    lookup: id => models.get(id) ?? { state: "unknown" },
  };
  const card = { text, frontMatter: parseFrontMatter(text), disables: [] };
  const theirs = new Map(Object.entries(ofAncestors).map(([id, of]) => [id, new Map(Object.entries(of))]));
  const sources = { contents: new Map(Object.entries(files)), ofAncestors: theirs };
  return { text, context, card, sources, found: obligationsOf(card, context, sources) };
}

function state(of: Case, ancestor: string, duty: string): readonly [string, string | null] | null {
  const one = judged(of).found.obligations.find(each => each.ancestor === ancestor && each.duty === duty);
  return one === undefined ? null : [one.state, one.seen];
}

/** What would be added, and the same card with it, judged again. */
function added(of: Case) {
  const { text, context, card, sources, found } = judged(of);
  const made = additionsFor(found, {
    ...{ ...sources, card: text, context, shipped, endpoint: "https://hub.test" },
    own: declaredTraits(card.frontMatter).license,
  });
  const files: Record<string, string> = { ...of.files };
  let { body = "" } = of;
  for (const { file, text: more } of made.additions)
    if (file === "README.md") body += more;
    else files[file] = `${files[file] ?? ""}${more}`;
  return { made, files, body, again: judged({ ...of, files, body }).found };
}

const todos = ({ left }: ReturnType<typeof additionsFor>) => left.map(({ todo }) => todo).join("\n");

test("both parents of a merge are credited, though they have one license", () => {
  const merge: Case = { parents: ["cc/by", "cc/by2"] };
  const { body, again } = added(merge);
  assert.match(body, /\(https:\/\/hub\.test\/cc\/by\)/);
  assert.match(body, /\(https:\/\/hub\.test\/cc\/by2\)/);
  const missing = again.obligations.filter(({ state: each }) => each === "missing");
  assert.deepEqual(
    missing.map(({ duty }) => duty),
    ["copyright", "copyright"],
    "all but the notices of parents whose files nobody read",
  );
  const half: Case = { ...merge, body: "Made from cc/by2 by fine-tuning.\n" };
  assert.deepEqual(state(half, "cc/by2", "attribution"), ["there", "README.md"]);
  assert.deepEqual(state(half, "cc/by", "attribution"), ["missing", null]);
  const links = judged(half).found.obligations.filter(({ duty }) => duty === "license-link");
  assert.equal(links.length, 1, "one link to a license does for all works under it");
});

test("the NOTICE of every ancestor is passed on, also from behind a copy without one, and found again", () => {
  const notices = {
    "acme/one": { NOTICE: "本模型由甲公司训练。\n" },
    "acme/two": { NOTICE: "本模型由乙公司训练。" },
  };
  const merge: Case = { parents: ["q/gguf", "acme/two"], ofAncestors: { ...notices, "q/gguf": {} } };
  const { files, again, made } = added(merge);
  assert.equal(files["NOTICE"], "本模型由乙公司训练。\n\n本模型由甲公司训练。\n");
  assert.deepEqual(
    again.obligations
      .filter(({ duty }) => duty === "notice-file")
      .map(({ ancestor, state: each }) => [ancestor, each]),
    [
      ["acme/two", "there"],
      ["acme/one", "there"],
    ],
    "what has no NOTICE has none to pass on",
  );
  assert.match(made.additions.find(({ file }) => file === "README.md")?.text ?? "", /by way of \[q\/gguf\]/);
  const other: Case = { ...merge, files: { NOTICE: "Our own notice." } };
  assert.deepEqual(state(other, "acme/one", "notice-file"), ["missing", null]);
  assert.deepEqual(state({ ...other, ofAncestors: {} }, "acme/one", "notice-file"), ["to check", null]);
});

test("a notice of copyright is kept if it is the ancestor's own", () => {
  const own: Texts = { LICENSE: `${shipped("apache-2.0")}\nCopyright 2026 Me\n` };
  const one: Case = { parents: ["acme/one"], license: "apache-2.0", files: own };
  assert.deepEqual(
    state(one, "acme/one", "copyright"),
    ["to check", null],
    "anybody's notice proves nothing",
  );
  const ofAncestors = {
    "acme/one": { LICENSE: `${shipped("apache-2.0")}\nCopyright (c) 2023 $Acme_One, Inc.\n` },
  };
  assert.deepEqual(state({ ...one, ofAncestors }, "acme/one", "copyright"), ["missing", null]);
  const { body, again, files } = added({ ...one, ofAncestors });
  assert.match(body, /Copyright \(c\) 2023 &#36;Acme_One, Inc\./);
  assert.equal(files["LICENSE"], own["LICENSE"]);
  assert.deepEqual(
    again.obligations.filter(({ state: each }) => each === "missing"),
    [],
  );
  const none = { ...one, ofAncestors: { "acme/one": { LICENSE: shipped("apache-2.0") } } };
  assert.deepEqual(state(none, "acme/one", "copyright"), ["to check", null]);
});

test("one copy of a license serves two works, and the notices that it does not have come into the card", () => {
  const text = (who: string) => ({ LICENSE: `${shipped("apache-2.0")}\nCopyright 2023 ${who}\n` });
  const merge: Case = {
    parents: ["acme/one", "acme/two"],
    ofAncestors: { "acme/one": text("First Lab"), "acme/two": text("Second Lab") },
  };
  const { made, files, body, again } = added(merge);
  assert.deepEqual(
    made.additions.map(({ file }) => file),
    ["LICENSE-apache-2.0", "README.md"],
  );
  assert.match(files["LICENSE-apache-2.0"] ?? "", /First Lab/);
  assert.match(body, /Copyright 2023 Second Lab/);
  assert.doesNotMatch(body, /First Lab/);
  assert.deepEqual(
    again.obligations.filter(({ state: each }) => each === "missing"),
    [],
  );
});

test("a short name in the text is no credit, and neither pretrained nor adaptive states a change", () => {
  const words: Case = {
    parents: ["cc/by"],
    body: "Made by me, with adaptive layers on pretrained weights.\n",
  };
  assert.deepEqual(state(words, "cc/by", "attribution"), ["missing", null]);
  assert.deepEqual(state(words, "cc/by", "changes"), ["missing", null]);
  const longer: Case = { parents: ["cc/by"], body: "See other/cc/by2 and cc/bye. 微调。\n" };
  assert.deepEqual(state(longer, "cc/by", "attribution"), ["missing", null]);
  assert.deepEqual(state(longer, "cc/by", "changes"), ["there", "README.md"]);
  const chinese: Case = { parents: ["cc/by"], body: "本模型基于cc/by微调，使用fine-tuning方法。\n" };
  assert.deepEqual(state(chinese, "cc/by", "attribution"), ["there", "README.md"]);
  const linked: Case = { parents: ["cc/by"], body: "From https://hub.test/cc/by. Merged.\n" };
  assert.deepEqual(state(linked, "cc/by", "attribution"), ["there", "README.md"]);
});

test("of a parent that was renamed, the change is told as well", () => {
  const { body } = added({ parents: ["old/name"] });
  assert.match(body, /based on \[new\/name\]\(https:\/\/hub\.test\/new\/name\).* It was fine-tuned\./);
  assert.deepEqual(
    state({ parents: ["old/name"], body: "Made from old/name.\n" }, "new/name", "attribution"),
    ["there", "README.md"],
  );
});

test("nothing is appended to a file that is no NOTICE, and a picture of a license plate is no license", () => {
  const files = {
    "notices.json": "{}",
    "license_plate.jpg": "Copyright 2020 a",
    "LICENSE_plate_detector.pt": "x",
  };
  const { made } = added({
    parents: ["acme/one"],
    files,
    ofAncestors: { "acme/one": { NOTICE: "Acme.\n" } },
  });
  assert.deepEqual(
    made.additions.map(({ file, kind }) => `${kind} ${file}`),
    ["create LICENSE-apache-2.0", "create NOTICE", "append README.md"],
  );
});

test("a section is not put into an open code block or comment, and a person is told to close it", () => {
  for (const [body, words] of [
    ["# Poet\n\n```python\nmodel = 1\n", "Close the code block that begins in line 8 of the card"],
    ["# Poet\n<!-- to do\n", "Close the comment that begins in line 7 of the card"],
  ] as const) {
    const { made } = added({ parents: ["cc/by"], body });
    assert.ok(!made.additions.some(({ file }) => file === "README.md"));
    assert.ok(todos(made).startsWith(words), todos(made));
  }
});

test("texts with control characters are not copied, and are named", () => {
  const one: Case = {
    parents: ["acme/one"],
    ofAncestors: {
      "acme/one": { LICENSE: `${shipped("apache-2.0")}Copyright 2023 \u202eAcme`, NOTICE: "\u001b[2JAcme\n" },
    },
  };
  const { made } = added(one);
  assert.ok(made.additions.every(({ text }) => !text.includes("\u001b") && !text.includes("\u202e")));
  assert.match(todos(made), /Look at LICENSE of acme\/one: it has control characters \(U\+202E\)/);
  assert.match(todos(made), /Look at NOTICE of acme\/one, and pass it on yourself: .*\(U\+001B\)/);
  assert.match(todos(made), /Copy the notices of copyright from acme\/one/);
});

test("a license of one's own that names another is not copied as that one, and a person is told", () => {
  const custom = `Acme License\n\nThis is no Apache License, Version 2.0.\n${"You may not compete.\n".repeat(200)}`;
  const { made } = added({ parents: ["acme/one"], ofAncestors: { "acme/one": { LICENSE: custom } } });
  assert.equal(made.additions[0]?.from, "the SPDX license list");
  assert.match(todos(made), /Read LICENSE of acme\/one: it is not the text of the Apache license 2\.0/);
});
