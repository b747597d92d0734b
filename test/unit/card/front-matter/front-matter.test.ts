import assert from "node:assert/strict";
import { test } from "node:test";
import { frontMatterLimit } from "../../../../src/card/front-matter/fences";
import type { FrontMatter } from "../../../../src/card/front-matter/front-matter";
import { parseFrontMatter } from "../../../../src/card/front-matter/parse-front-matter";
import type { Range } from "../../../../src/card/position";

const at = (text: string, range: Range | null | undefined) =>
  range ? text.slice(range.start, range.end) : null;
const value = (frontMatter: FrontMatter, key: string) => frontMatter.fields.get(key)?.value;
const block = (text: string) => at(text, parseFrontMatter(text).block);

test("front matter is the text between the fences that the Hub accepts", () => {
  const cases: [string, string | null][] = [
    ["---\na: 1\n---\nbody", "a: 1"],
    ["---\r\na: 1\r\n---\r\nbody", "a: 1"],
    ["---\ra: 1\r---\nbody", "a: 1"],
    ["\uFEFF---\na: 1\n---", "a: 1"],
    ["\n  \n\t---\na: 1\n--- \t\nbody", "a: 1"],
    ["---\n\n---\n", ""],
    ["---\n---\na: 1\n---\n", "---\na: 1"],
    ["---\n---\n# Title\n", null],
    ["---\na: 1\n---- \nb: 2\n---\n", "a: 1\n---- \nb: 2"],
    ["---\na: 1\n --- \n---\n", "a: 1\n --- "],
    ["--- \na: 1\n---\n", null],
    ["---\na: 1\n", null],
    ["# Title\n---\na: 1\n---\n", null],
    ["---", null],
    ["", null],
  ];
  for (const [text, wanted] of cases) assert.equal(block(text), wanted, JSON.stringify(text));
});

test("fields have the ranges of keys, values and items in the full text", () => {
  const text = [
    "\uFEFF---",
    "license: mit # chosen late",
    'base_model: ["a/b", c/d]',
    "tags:",
    "  - x # first",
    "  - 'y'",
    "# a comment behind the list",
    "datasets:",
    "new_version: &next e/f",
    "again: *next",
    "model-index:",
    "  - name: n",
    "---",
    "",
  ].join("\r\n");
  const { fields, problems, eol, insertAt } = parseFrontMatter(text);
  assert.deepEqual(problems, []);
  assert.equal(eol, "\r\n");
  assert.equal(text.slice(insertAt ?? 0), "---\r\n");
  const places = [...fields.values()].map(({ key, keyRange, valueRange, items }) => {
    assert.equal(at(text, keyRange), key);
    return [key, at(text, valueRange), ...items.map(({ range }) => at(text, range))];
  });
  assert.deepEqual(places, [
    ["license", "mit", "mit"],
    ["base_model", '["a/b", c/d]', '"a/b"', "c/d"],
    ["tags", "- x # first\r\n  - 'y'", "x", "'y'"],
    ["datasets", "", ""],
    ["new_version", "e/f", "e/f"],
    ["again", "*next", "*next"],
    ["model-index", "- name: n", "name: n"],
  ]);
  assert.deepEqual(fields.get("again")?.value, "e/f");
  assert.deepEqual(fields.get("model-index")?.value, [{ name: "n" }]);
});

test("values are read by YAML 1.2: `no` is a language, not a boolean", () => {
  const read = parseFrontMatter(
    "---\nlanguage: no\non: yes\nn: 1_0\nd: 2024-01-02\nt: true\nz: ~\nf: 1.5\n---\n",
  );
  const wanted = { language: "no", on: "yes", n: "1_0", d: "2024-01-02", t: true, z: null, f: 1.5 };
  for (const [key, expected] of Object.entries(wanted)) assert.equal(value(read, key), expected, key);
});

test("a duplicate key is a problem and the first value counts; names of Object are ordinary keys", () => {
  const text =
    "---\nlicense: mit\n__proto__: {x: 1}\nconstructor: c\nlicense: gemma\nnested:\n  a: 1\n  a: 2\n---\n";
  const read = parseFrontMatter(text);
  assert.equal(value(read, "license"), "mit");
  assert.equal(value(read, "constructor"), "c");
  assert.deepEqual(
    read.problems.map(each => [at(text, each.range), text.slice(0, each.range.start).split("\n").length]),
    [
      ["license", 5],
      ["a", 8],
    ],
  );
  assert.equal(read.insertAt, null, "nothing is inserted into front matter that the Hub refuses");
  assert.equal(({} as { x?: number }).x, undefined);
});

test("a line for a new key is offered only where it adds one", () => {
  const adds = (yaml: string) => parseFrontMatter(`---\n${yaml}\n---\n`).insertAt !== null;
  assert.ok(adds("a: 1"));
  assert.ok(adds("a: |\n  text\n"));
  assert.ok(adds(""));
  assert.ok(adds("# only a comment"));
  assert.ok(!adds("{a: 1}"));
  assert.ok(!adds("  a: 1\n  b: 2"));
  assert.ok(!adds("- a"));
  assert.ok(!adds('a: "open'));
});

test("broken YAML gives one problem at its position, and what comes before it is still read", () => {
  const cases: [string, number][] = [
    ["license: mit\ntags: [a, b\nlanguage: en", 2],
    ["license: mit\n\tlanguage: en", 2],
    ["license: mit\ntitle: a: b", 2],
    ["license: mit\njust words", 2],
    ['license: mit\nx: "open\ny: 1', 2],
    ["license: mit\nx: @home", 2],
    ["license: mit\nx: *nothing", 2],
    ["- a\n- b", 1],
    ["only text", 1],
  ];
  for (const [yaml, line] of cases) {
    const text = `---\n${yaml}\n---\n`;
    const read = parseFrontMatter(text);
    assert.equal(read.problems.length, 1, yaml);
    const start = read.problems[0]?.range.start ?? 0;
    const found = text.slice(0, start).split("\n").length - 1;
    assert.ok(found >= line && found <= line + 2, `${yaml}: problem in line ${found} of the YAML`);
    if (yaml.startsWith("license")) assert.equal(value(read, "license"), "mit", yaml);
  }
});

test("an alias bomb, deep nesting and endless lists are refused, not followed", () => {
  const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
  for (let i = 1; i < 12; i++) {
    const last = `*a${i - 1}`;
    bomb.push(`a${i}: &a${i} [${Array.from({ length: 10 }, () => last).join(", ")}]`);
  }
  const hostile: Record<string, string> = {
    bomb: bomb.join("\n"),
    "a list in itself": "a: &a [*a, *a, *a, *a, *a, *a, *a, *a]",
    "open brackets": `a: ${"[".repeat(200_000)}`,
    "closed brackets": `a: ${"[".repeat(3_000)}${"]".repeat(3_000)}`,
    "closing brackets": "]".repeat(200_000),
    braces: `a: ${"{a: ".repeat(50_000)}`,
    dashes: "- ".repeat(100_000),
    "question marks": "?\n".repeat(100_000),
    commas: `[${",".repeat(200_000)}`,
    "bad escapes": `a: "${"\\q".repeat(100_000)}"`,
    "one key often": "k:\n".repeat(60_000),
    aliases: `- &a b\n${"- *a\n".repeat(40_000)}`,
    tags: "!a ".repeat(80_000),
    indentation: Array.from({ length: 700 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
  };
  for (const [name, yaml] of Object.entries(hostile)) {
    const text = `---\n${yaml}\n---\n`;
    const { problems } = parseFrontMatter(text);
    assert.ok(problems.length >= 1 && problems.length <= 20, `${name}: ${problems.length} problems`);
    for (const { range } of problems) assert.ok(range.start <= range.end && range.end <= text.length, name);
  }
});

test("reading a card leaves the stack trace limit as it was", () => {
  const before = Error.stackTraceLimit;
  const nested = Array.from({ length: 3_000 }, (_, n) => `${" ".repeat(n % 60)}- a:`).join("\n");
  for (const yaml of ["a: 1", "a: [b", `a: ${"[".repeat(200)}`, nested]) {
    parseFrontMatter(`---\n${yaml}\n---\n`);
    assert.equal(Error.stackTraceLimit, before, yaml.slice(0, 20));
  }
});

test("many keys and long lists, as in real cards, are read completely", () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join("\n");
  const many = parseFrontMatter(`---\n${keys}\n---\n`);
  assert.equal(many.fields.size, 20_000);
  assert.deepEqual(many.problems, []);
  const rows = parseFrontMatter(`---\nwidget:\n${"    - 0.0\n".repeat(25_000)}---\n`);
  assert.deepEqual(rows.problems, []);
  assert.equal(rows.fields.get("widget")?.items.length, 25_000);
});

test("the first 10 MB are read, and what is longer is told with what could be read", () => {
  const long = `---\nlicense: mit\n${"# x\n".repeat(1_000_000)}base_model: a/b\n---\n`;
  assert.equal(value(parseFrontMatter(long), "base_model"), "a/b");
  const body = `---\nlicense: mit\n---\n${"body text\n".repeat(2_000_000)}`;
  assert.deepEqual(parseFrontMatter(body).problems, []);
  const endless = parseFrontMatter(`---\nlicense: mit\nx:\n${"- y\n".repeat(frontMatterLimit / 4)}---\n`);
  assert.equal(value(endless, "license"), "mit");
  assert.equal(endless.fields.has("x"), false, "the last entry may continue");
  assert.equal(endless.insertAt, null);
  assert.match(endless.problems[0]?.message ?? "", /within the first 10 MB/);
  assert.equal(endless.problems[0]?.isUnread, true);
  assert.equal(parseFrontMatter(" ".repeat(50_000_000)).block, null);
  assert.equal(parseFrontMatter(`---\n${"words\n".repeat(2_000_000)}`).problems.length, 0);
});

test("a real card of 268 KB of results, with and without a comment, and one of 3 MB are read", () => {
  const results = (length: number, comment: string) =>
    `---\nlicense: mit\nbase_model: a/b\nmodel-index:\n- name: it${comment}\n  results:\n${"  - metrics:\n    - type: map_at_10\n      value: 12.345\n".repeat(length / 57)}tags: [x]\n---\n`;
  for (const text of [results(268_000, ""), results(268_000, " # ours"), results(3_000_000, "")]) {
    const read = parseFrontMatter(text);
    assert.deepEqual(read.problems, []);
    assert.deepEqual([...read.fields.keys()], ["license", "base_model", "model-index", "tags"]);
  }
});

test("an unclosed fence is a problem only where keys follow it", () => {
  for (const yaml of [
    "license: mit",
    "license:mit",
    '"license": mit',
    "\n# why\n\nlicense: mit",
    "  license: mit",
  ])
    assert.equal(parseFrontMatter(`---\n${yaml}\n`).problems.length, 1, yaml);
  assert.equal(parseFrontMatter("---\n<<<<<<< HEAD\nlicense: mit\n").problems.length, 1);
  assert.equal(parseFrontMatter("---\nA ruler, then prose.\n").problems.length, 0);
});

test("markers of a git conflict are told as such, once, whatever they break", () => {
  const cases = [
    "<<<<<<< HEAD\nlicense: mit\n=======\nlicense: gemma\n>>>>>>> theirs",
    "tags:\n- a\n<<<<<<< HEAD\n- b\n||||||| 12ab\n=======\n- c\n>>>>>>> 34cd",
    "license: mit\r\n<<<<<<< HEAD\r\n=======\r\ntags: [x]\r\n>>>>>>> theirs",
    "license: mit\n>>>>>>> theirs",
  ];
  for (const yaml of cases) {
    const text = `---\n${yaml}\n---\n`;
    const { problems } = parseFrontMatter(text);
    assert.equal(problems.length, 1, yaml);
    assert.match(problems[0]?.message ?? "", /conflict markers/);
    assert.match(at(text, problems[0]?.range) ?? "", /^<{7} HEAD$|^>{7} theirs$/);
  }
  const quoted = parseFrontMatter("---\nlicense: mit\ntitle: |\n  <<<<<<< HEAD\n---\n");
  assert.deepEqual(quoted.problems, []);
});
