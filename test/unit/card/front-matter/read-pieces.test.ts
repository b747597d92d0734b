import assert from "node:assert/strict";
import { test } from "node:test";
import { parseFrontMatter, parseWhole } from "../../../../src/card/front-matter/parse-front-matter";

const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const inBlocks = (depth: number): string =>
  Array.from({ length: depth }, (_, n) => `${" ".repeat(n + 1)}a:`).join("\n");

/** What fills an unknown key: too deep or too long to be read in one go. */
const fillings: Readonly<Record<string, string>> = {
  "nested lists": `junk: ${nested(70)}`,
  "nested lists in blocks": `junk:\n${"- ".repeat(70)}x`,
  "nested maps": `junk: ${"{a: ".repeat(80)}x${"}".repeat(80)}`,
  "nested maps in blocks": `junk:\n${inBlocks(90)}`,
  "an alias bomb": `junk: [&a [x,x,x,x,x,x,x,x,x,x], &b [*a,*a,*a,*a,*a,*a,*a,*a,*a], &c [*b,*b,*b,*b,*b,*b,*b,*b], &d [*c,*c,*c,*c,*c,*c,*c], &e [*d,*d,*d,*d,*d,*d], *e, *e, *e, *e]`,
};

/** Lines that keep a card from being read entry by entry in the first place. */
const obstacles: Readonly<Record<string, string>> = {
  nothing: "",
  "an anchor": "x: &here 1\n",
  "a line that only ends a list": "x: [1,\n]\n",
};

for (const [name, filling] of Object.entries(fillings))
  for (const [obstacle, line] of Object.entries(obstacles)) {
    test(`${name} in an unknown key, with ${obstacle} above: it is told, and the other entries are read`, () => {
      const around: [string, string] = ["license: MIT # why\nbase_model: a/b", "tags: [x]"];
      for (const yaml of [
        [line + filling, ...around].join("\n"),
        [around[0], line + filling, around[1]].join("\n"),
        [...around, line + filling].join("\n"),
      ])
        for (const read of [parseFrontMatter, parseWhole]) {
          const text = `---\n${yaml}\n---\n`;
          const { fields, problems, insertAt, place } = read(text);
          assert.deepEqual(
            problems.map(each => [text.slice(each.range.start, each.range.end), each.isUnread]),
            [["junk", true]],
          );
          assert.match(problems[0]?.message ?? "", /^junk is nested too deeply or too long to be checked;/);
          const rest = ["license", "base_model", "tags"].map(key => fields.get(key)?.value);
          assert.deepEqual(rest, ["MIT", "a/b", ["x"]]);
          assert.equal(fields.has("junk"), false);
          assert.equal(insertAt, null);
          const found = place(["tags", 0]);
          assert.equal(found && text.slice(found.start, found.end), "x");
        }
    });
  }

test("a list that is too long to be read with its comment leaves the rest to be read", () => {
  const filling = `junk: # data\n${"- x\n".repeat(135_000)}`;
  const { fields, problems } = parseFrontMatter(`---\n${filling}license: mit # why\n---\n`);
  assert.match(problems[0]?.message ?? "", /^junk is nested too deeply or too long/);
  assert.deepEqual([...fields.keys()], ["license"]);
});

test("a long list in the plain form is no longer too long", () => {
  const { fields, problems } = parseFrontMatter(`---\njunk:\n${"- x\n".repeat(180_000)}license: mit\n---\n`);
  assert.deepEqual(problems, []);
  assert.equal(fields.get("junk")?.items.length, 180_000);
});

test("what is broken beside it is still told, and so is a key that stands twice", () => {
  const text = `---\njunk: ${nested(70)}\nlicense: mit\nlicense: gemma\ntags: "open\n---\n`;
  const found = parseFrontMatter(text).problems.map(each => [
    text.slice(each.range.start, each.range.end).split("\n")[0],
    each.isUnread ?? false,
  ]);
  assert.deepEqual(found.slice(0, 2), [
    ["junk", true],
    ["license", false],
  ]);
  assert.equal(found.length, 3);
});

test("several parts that are too much are one problem, and a list that is too much in braces is one", () => {
  const two = parseFrontMatter(`---\na: ${nested(70)}\nb: ${nested(70)}\nlicense: mit\n---\n`);
  assert.match(two.problems[0]?.message ?? "", /^a and 1 more part are nested/);
  assert.equal(two.problems.length, 1);
  const braces = parseFrontMatter(`---\n{license: mit, x: ${nested(70)}}\n---\n`);
  assert.match(braces.problems[0]?.message ?? "", /^A part of the front matter is nested/);
  assert.equal(braces.fields.size, 0);
});
