import assert from "node:assert/strict";
import { test } from "node:test";
import { markdownToHtml } from "../../../../src/app/notebook/markdown-html";
import { seeded } from "../../../../src/statistics/random";
import { sampled } from "../../../harness/suites/long-runs";

const shown: readonly (readonly [markdown: string, html: string])[] = [
  ["# One\n### Three *em* #x", "<h1>One</h1>\n<h3>Three <em>em</em> #x</h3>\n"],
  ["a\nb\n\nc", "<p>a\nb</p>\n<p>c</p>\n"],
  [
    "**bold** __too__ _em_ snake_case_name 2 * 3 * 4",
    "<p><strong>bold</strong> <strong>too</strong> <em>em</em> snake_case_name 2 * 3 * 4</p>\n",
  ],
  [
    "`a*b*` `` `tick` `` \\*no\\*",
    "<p><code>a&#42;b&#42;</code> <code>&#96;tick&#96;</code> &#42;no&#42;</p>\n",
  ],
  [
    "[text](https://x.y/a_b_c) ![i](p.png) <https://z>",
    "<p>text (https://x.y/a&#95;b&#95;c) i (p.png) &#60;https://z&#62;</p>\n",
  ],
  [
    "- a\n  goes on\n- b\n  1. c\n  2. d\n- e",
    "<ul>\n<li>a\ngoes on</li>\n<li>b\n<ol>\n<li>c</li>\n<li>d</li>\n</ol>\n</li>\n<li>e</li>\n</ul>\n",
  ],
  ["3) three", '<ol start="3">\n<li>three</li>\n</ol>\n'],
  ["```sql\nSELECT *\n\n# no\n```\nx", "<pre><code>SELECT *\n\n# no</code></pre>\n<p>x</p>\n"],
  ["~~~\nopen <b>", "<pre><code>open &#60;b&#62;</code></pre>\n"],
  ["<script>alert(1)</script> &amp;", "<p>&#60;script&#62;alert(1)&#60;/script&#62; &#38;amp;</p>\n"],
];

for (const [markdown, html] of shown)
  test(`Markdown: ${JSON.stringify(markdown)}`, () => assert.equal(markdownToHtml(markdown), html));

const pieces = [
  "<",
  ">",
  "<img src=x onerror=1>",
  "&",
  '"',
  "'",
  "*",
  "**",
  "_",
  "__",
  "`",
  "``",
  "```",
  "~~~",
  "[",
  "](",
  ")",
  "!",
  "\\",
  "#",
  "# ",
  "- ",
  "  - ",
  "1. ",
  "\n",
  "\n\n",
  "javascript:x",
  "a",
  "é",
  "\u202e",
  "\u001b",
  " ",
  "\t",
];
const own = /^<(?:\/?(?:h[1-6]|p|ul|li|strong|em|code|pre|ol)|ol start="\d+")>$/;

test("whatever Markdown holds, its HTML has only our tags, without attributes, and none is left open", t => {
  const random = seeded(3);
  for (let run = sampled(t, "random texts", 5_000, 100_000); run > 0; run--) {
    const markdown = Array.from({ length: random.below(30) }, () => pieces[random.below(pieces.length)]).join(
      "",
    );
    const html = markdownToHtml(markdown);
    const open: string[] = [];
    for (const [tag] of html.matchAll(/<[^>]*>?/g)) {
      assert.match(tag, own, `in the HTML of ${JSON.stringify(markdown)}`);
      const name = tag.replace(/[</>]| .*/g, "");
      if (tag.startsWith("</")) assert.equal(open.pop(), name, JSON.stringify(markdown));
      else open.push(name);
    }
    assert.deepEqual(open, [], JSON.stringify(markdown));
    assert.ok(!html.includes("\u202e") && !html.includes("\u001b"));
  }
});

test("long lines of marks do not hang", () => {
  for (const mark of ["*", "_", "`", "[", "](", "\\", "- ", "**a", "[a](", "`` ` "])
    assert.ok(markdownToHtml(mark.repeat(50_000)).length > 0);
});
