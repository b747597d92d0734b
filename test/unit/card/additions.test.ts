import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { CardContext, KnownModel } from "../../../src/card/finding";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { declaredTraits } from "../../../src/card/licensing/declared-traits";
import { additionsFor } from "../../../src/card/obligations/additions";
import { copyrightLines } from "../../../src/card/obligations/copyright-lines";
import { isTextOf } from "../../../src/card/obligations/license-files";
import { obligationsOf } from "../../../src/card/obligations/obligations";
import { licenseFacts } from "../../../src/licenses/license-facts";
import { bareModel, type Model } from "../../../src/lineage/model";
import { repoRoot } from "../../harness/root";

const textsFolder = join(repoRoot(), "src/card/obligations/texts");
const shipped = (license: string) => (["apache-2.0", "mit"].includes(license) ? shippedText(license) : null);
const shippedText = (license: string) => readFileSync(join(textsFolder, `${license}.txt`), "utf8");

function known(id: string, traits: Partial<Model>, ...parents: readonly string[]): KnownModel {
  const edges = parents.map(parent => ({ child: id, parent, relation: "finetune" as const }));
  return { state: "known", id, model: { ...bareModel(id), ...traits }, parents: edges, at: 0 };
}

const models: ReadonlyMap<string, KnownModel> = new Map([
  ["lab/apache", known("lab/apache", { license: "apache-2.0" })],
  ["lab/mit", known("lab/mit", { license: "mit" })],
  ["lab/by", known("lab/by", { license: "cc-by-4.0" })],
  ["lab/on-llama", known("lab/on-llama", { license: "apache-2.0" }, "meta/llama")],
  ["meta/llama", known("meta/llama", { license: "llama3.1" })],
]);

interface Case {
  /** The parent, or the list of parents as YAML. */
  readonly parent: string;
  readonly relation?: string;
  readonly license?: string;
  readonly body?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly ofAncestors?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

function added({
  parent,
  relation = "finetune",
  license = "mit",
  body = "# Poet\n",
  files = {},
  ofAncestors = {},
}: Case) {
  const text = `---\nlicense: ${license}\nbase_model: ${parent}\nbase_model_relation: ${relation}\n---\n${body}`;
  const context: CardContext = {
    repo: "me/poet",
    files: Object.keys(files),
    lookup: id => models.get(id) ?? { state: "unknown" },
  };
  const frontMatter = parseFrontMatter(text);
  const contents = new Map(Object.entries(files));
  const theirs = new Map(Object.entries(ofAncestors).map(([id, of]) => [id, new Map(Object.entries(of))]));
  const judge = (card: string, inFolder: ReadonlyMap<string, string>) =>
    obligationsOf(
      { text: card, frontMatter: parseFrontMatter(card), disables: [] },
      { ...context, files: [...inFolder.keys()] },
      { contents: inFolder, ofAncestors: theirs },
    );
  const made = additionsFor(judge(text, contents), {
    ...{ card: text, context, contents, shipped, endpoint: "https://hub.test" },
    own: declaredTraits(frontMatter).license,
    ofAncestors: theirs,
  });
  // What comes of it, judged again.
  const after = new Map(contents);
  let card = text;
  for (const { file, text: more } of made.additions)
    if (file === "README.md") card += more;
    else after.set(file, `${after.get(file) ?? ""}${more}`);
  return { made, after: judge(card, after) };
}

test("every shipped text is of a license whose text must accompany copies, and is known again as that license's", () => {
  const names = readdirSync(textsFolder).map(name => name.replace(/\.txt$/, ""));
  assert.equal(names.length, 23);
  for (const license of names) {
    assert.ok(licenseFacts(license)?.duties.includes("license-copy"), license);
    assert.deepEqual(copyrightLines(shippedText(license)), [], `${license} has a notice of a work`);
  }
  const unknown = names.filter(license => !isTextOf(license, shippedText(license)));
  assert.deepEqual(unknown, []);
  const taken = names.flatMap(license =>
    names.flatMap(other =>
      license !== other && isTextOf(other, shippedText(license)) ? [`${license} as ${other}`] : [],
    ),
  );
  assert.deepEqual(taken, ["lgpl-3.0 as gpl-3.0"], "the LGPL holds the GPL");
});

test("a card's own license becomes LICENSE, from the parent's own file where it can be read", () => {
  const own = `${shippedText("apache-2.0")}\nCopyright 2024 The Lab\n`;
  const { made, after } = added({
    parent: "lab/apache",
    license: "apache-2.0",
    ofAncestors: { "lab/apache": { LICENSE: own, NOTICE: "The Lab's model.\n" } },
  });
  const [license, notice] = made.additions;
  assert.deepEqual(
    [license?.file, license?.kind, license?.from],
    ["LICENSE", "create", "LICENSE of lab/apache"],
  );
  assert.equal(license?.text, own);
  assert.deepEqual([notice?.file, notice?.text], ["NOTICE", "The Lab's model.\n"]);
  const missing = after.obligations.filter(({ state }) => state === "missing");
  assert.deepEqual(missing, [], "what was added meets the obligations");
});

test("a shipped text says what to fill in, and its blanks do not count as a notice of copyright", () => {
  const { made, after } = added({ parent: "lab/mit" });
  const [license] = made.additions;
  assert.equal(license?.from, "the SPDX license list");
  assert.match(license?.fill ?? "", /Replace the year and the name .* of lab\/mit/);
  const states = after.obligations.map(({ duty, state }) => `${duty} ${state}`);
  assert.deepEqual(states, ["copyright missing", "license-copy there"]);
  assert.match(made.left.map(({ todo }) => todo).join(" "), /Copy the notices of copyright from lab\/mit/);
});

test("nothing that is there is overwritten: another license's file stays, and the new one gets a name of its own", () => {
  const { made } = added({
    parent: "lab/apache",
    files: { LICENSE: "MIT License\n\nCopyright 2020 me\n", NOTICE: "Mine.\n" },
  });
  assert.deepEqual(
    made.additions.map(({ file, kind }) => `${kind} ${file}`),
    ["create LICENSE-apache-2.0", "append README.md"],
  );
  const taken = added({
    parent: "lab/apache",
    files: { LICENSE: "MIT License", "LICENSE-apache-2.0": "something else" },
  });
  assert.deepEqual(
    taken.made.additions.map(({ file }) => file),
    ["README.md"],
  );
  assert.match(
    taken.made.left[0]?.todo ?? "",
    /named LICENSE-apache-2\.0, which exists and holds something else/,
  );
});

test("of a license that may not be shipped, the wording is written and the place of the text is named", () => {
  const { made, after } = added({
    parent: "lab/on-llama",
    license: "apache-2.0",
    files: { NOTICE: "Mine.\n" },
  });
  const notice = made.additions.find(({ file }) => file === "NOTICE");
  assert.equal(notice?.kind, "append");
  assert.match(notice?.text ?? "", /^\nLlama 3\.1 is licensed under the Llama 3\.1 Community License/);
  const card = made.additions.find(({ file }) => file === "README.md");
  assert.match(card?.text ?? "", /\n## Attribution\n\nBuilt with Llama\n/);
  const todos = made.left.map(({ todo }) => todo);
  assert.ok(
    todos.includes(
      "Put the text of the Llama 3.1 Community License Agreement from https://www.llama.com/llama3_1/license/ into LICENSE-llama3.1.",
    ),
  );
  assert.ok(todos.includes("Give the model a name that begins with Llama."));
  const state = (duty: string) =>
    after.obligations.find(each => each.license === "llama3.1" && each.duty === duty)?.state;
  assert.deepEqual(
    [state("notice-text"), state("display"), state("license-copy")],
    ["there", "there", "missing"],
  );
});

test("credit, a link to the license, and the change come into the card, and what others wrote there is plain text", () => {
  const { made, after } = added({
    parent: "lab/by",
    license: "cc-by-4.0",
    ofAncestors: { "lab/by": { LICENSE: "Copyright 2024 [Lab](https://evil.test) <b>x</b>\n" } },
  });
  const [section] = made.additions;
  assert.match(
    section?.text ?? "",
    /based on \[lab\/by\]\(https:\/\/hub\.test\/lab\/by\), licensed under the \[Creative/,
  );
  assert.match(
    section?.text ?? "",
    /\(https:\/\/creativecommons\.org\/licenses\/by\/4\.0\/\)\. It was fine-tuned\./,
  );
  assert.ok(section?.text.includes("Copyright 2024 `[Lab](https://evil.test)` \\<b\\>x"), "no link, no tag");
  assert.deepEqual(
    after.obligations.filter(({ state }) => state === "missing"),
    [],
  );
});

test("where the files are not known, no file is made up", () => {
  const context: CardContext = {
    repo: null,
    files: null,
    lookup: id => models.get(id) ?? { state: "unknown" },
  };
  const text = "---\nlicense: mit\nbase_model: lab/apache\n---\n";
  const card = { text, frontMatter: parseFrontMatter(text), disables: [] };
  const nothing = { contents: new Map(), ofAncestors: new Map() };
  const { additions } = additionsFor(obligationsOf(card, context, nothing), {
    ...{ card: text, context, contents: new Map(), ofAncestors: new Map() },
    ...{ own: "mit", shipped, endpoint: "https://hub.test" },
  });
  assert.ok(additions.every(({ file }) => file === "README.md"));
});
