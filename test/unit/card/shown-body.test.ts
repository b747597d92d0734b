import assert from "node:assert/strict";
import { test } from "node:test";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { shownBody } from "../../../src/card/obligations/shown-body";

const bodyOf = (body: string, front = "") => {
  const text = `${front}${body}`;
  return shownBody({ text, frontMatter: parseFrontMatter(text) });
};
const openIn = (body: string) => bodyOf(body).open?.what ?? null;

test("what is open at the end of a card is found as CommonMark reads it", () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ["text\n```\ncode\n", "code block"],
    ["text\n```\ncode\n```\n", null],
    ["~~~~\n```\n~~~\n", "code block"],
    ["````\n```\n````  \n", null],
    ["``` not `a` fence\n", null],
    ["    ```\n", null],
    ["- ```\n  code\n  ```\n", null],
    ["- ```\n  code\n", "code block"],
    ["- ```\n  code\nafter\n", null],
    ["> ```\n> code\n", "code block"],
    ["> ```\n> code\n\nafter\n", null],
    ["1. a\n\n   ```\n   x\n   ```\n", null],
    ["<!-- open\n\nstill\n", "comment"],
    ["<!-- open\n--> over\n", null],
    ["words <!-- never closed\n\nnext\n", null],
    ["```\n<!--\n```\n", null],
    ["<!--\n```\n-->\n", null],
    ["<pre>\nx\n", "HTML element"],
    ["<style>\nx\n</style>\n", null],
    ["", null],
  ];
  for (const [body, open] of cases) assert.equal(openIn(body), open, JSON.stringify(body));
  const crlf = bodyOf("a\r\n```\r\nb\r\n", "---\r\nlicense: mit\r\n---\r\n");
  assert.deepEqual(crlf.open, { what: "code block", line: 5 });
});

test("comments are not shown, and everything else is", () => {
  const shown = (body: string) => bodyOf(body).text.replace(/\s+/g, " ").trim();
  assert.equal(shown("a <!-- b --> c\n"), "a c");
  assert.equal(shown("a <!-- b\nb --> c <!-- d -->e\n"), "a c e");
  assert.equal(shown("<!--\n\nb\n\n-->\nc\n"), "c");
  assert.equal(shown("`<!--` a `-->`\n"), "`<!--` a `-->`");
  assert.equal(shown("a <!-- b\n\nc\n"), "a <!-- b c", "a comment within a paragraph ends in it");
  assert.equal(shown("```\n<!-- a -->\n```\n"), "``` <!-- a --> ```");
  assert.doesNotMatch(bodyOf("# Poet\n", "---\nlicense: mit\n---\n").text, /license/);
});

test("a card of nothing but beginnings is read in one pass", () => {
  for (const word of ["<!-- ", "> ", "``` ", "<!--\n\n", "- "]) {
    const text = word.repeat(100_000);
    assert.ok(shownBody({ text, frontMatter: parseFrontMatter("") }).text.length > 0);
  }
});
