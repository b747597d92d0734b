import assert from "node:assert/strict";
import { test } from "node:test";
import { cardKind } from "../../../src/card/detect";
import type { CardContext } from "../../../src/card/finding";
import { applyEdits } from "../../../src/card/fixes/apply-edits";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { lintCard } from "../../../src/card/lint";
import { mayBeCard, misplacedBlock } from "../../../src/card/misplaced";

const beside = { modelFiles: true, configFile: true, hubRemote: false };
const nowhere = { modelFiles: false, configFile: false, hubRemote: false };
const unknown: CardContext = { repo: null, files: null, lookup: () => ({ state: "unknown" }) };
const yaml = "license: mit\nbase_model: acme/base-7b";
const findingsIn = (text: string) =>
  lintCard(text, unknown).findings.filter(each => each.rule === "front-matter/misplaced");

/** Texts whose front matter the Hub does not see, with the text after the fix. */
const misplaced: readonly (readonly [text: string, fixed: string])[] = [
  [`--- \n${yaml}\n---\n# M\n`, `---\n${yaml}\n---\n# M\n`],
  [`---\t\n${yaml}\n---\n`, `---\n${yaml}\n---\n`],
  [`----\n${yaml}\n----\n# M\n`, `---\n${yaml}\n---\n# M\n`],
  [`\n--\n${yaml}\n--\n# M\n`, `\n---\n${yaml}\n---\n# M\n`],
  [`—\u2014\n${yaml}\n———\n`, `---\n${yaml}\n---\n`],
  [`\u2014\n${yaml}\n\u2014\n`, `---\n${yaml}\n---\n`],
  [`-\n${yaml}\n-\n# M\n`, `---\n${yaml}\n---\n# M\n`],
  [`\u2013\n${yaml}\ntags:\n- a\n\u2013\n`, `---\n${yaml}\ntags:\n- a\n---\n`],
  [`- \n${yaml}\n---\n`, `---\n${yaml}\n---\n`],
  [`\u2013--\n${yaml}\n\u2013--\n`, `---\n${yaml}\n---\n`],
  [`--- \n${yaml}\ntags:\n-\n---\n`, `---\n${yaml}\ntags:\n-\n---\n`],
  [`+++\n${yaml}\n+++\n`, `---\n${yaml}\n---\n`],
  [`--- # metadata\n${yaml}\n---\n`, `---\n${yaml}\n---\n`],
  [`\u200B---\n${yaml}\n---\n`, `---\n${yaml}\n---\n`],
  [`--- \n# a comment\n\n${yaml}\n...\n`, `---\n# a comment\n\n${yaml}\n---\n`],
  [`${yaml}\n---\n# M\n`, `---\n${yaml}\n---\n# M\n`],
  [`<!-- a -->\n---\n${yaml}\n---\n# M\n`, `---\n${yaml}\n---\n\n<!-- a -->\n# M\n`],
  [`<!--\na\n---\nb\n-->\n\n---\n${yaml}\n---\n`, `---\n${yaml}\n---\n\n<!--\na\n---\nb\n-->\n\n`],
  [`# M\n\n---\n${yaml}\n---\n\nWords\n`, `---\n${yaml}\n---\n\n# M\n\n\nWords\n`],
  [`![a](b)\n\n---\n${yaml}\n---`, `---\n${yaml}\n---\n\n![a](b)\n\n`],
  [`\`\`\`yaml\n---\n${yaml}\n---\n\`\`\`\n\n# M\n`, `---\n${yaml}\n---\n\n# M\n`],
  [`\`\`\`yaml\n${yaml}\n\`\`\`\n# M\n`, `---\n${yaml}\n---\n# M\n`],
  [`# M\n~~~\n---\n${yaml}\n---\n~~~\nWords\n`, `---\n${yaml}\n---\n\n# M\nWords\n`],
  [`\uFEFF<p>a</p>\n---\n${yaml}\n---\n`, `\uFEFF---\n${yaml}\n---\n\n<p>a</p>\n`],
  [`# M\n---\ntitle: M\n${yaml}\n---\n`, `---\ntitle: M\n${yaml}\n---\n\n# M\n`],
  [`---\u00A0\n${yaml}\n---\u200B\n`, `---\n${yaml}\n---\n`],
  [`---\v\n${yaml}\n---\n`, `---\n${yaml}\n---\n`],
  [`\0---\n${yaml}\n---\n`, `---\n${yaml}\n---\n`],
  [`\u2212\u2212\u2212\n${yaml}\n\uFF0D\uFF0D\uFF0D\n`, `---\n${yaml}\n---\n`],
  [`***\n${yaml}\n***\n`, `---\n${yaml}\n---\n`],
  [`;;;\n${yaml}\n;;;\n`, `---\n${yaml}\n---\n`],
  [`${yaml}\n\n# M\n`, `---\n${yaml}\n---\n# M\n`],
  [`My model\n\n---\n${yaml}\n---\n`, `---\n${yaml}\n---\n\nMy model\n\n`],
];

/** Whether a block begins with nothing but dashes above it and ends in three of them, so that nothing else can be meant. */
function isSure(text: string): boolean {
  return (
    /^[\s\0\u200B]*(?:-{1,3}|\u2014)[ \t\v\u00A0]*(?:# metadata)?\n/.test(text) &&
    /\n(?:---|\u2014)[ \t\u00A0\u200B]*\n/.test(text)
  );
}

for (const [lf, fixedLf] of misplaced) {
  for (const [text, fixed] of [
    [lf, fixedLf],
    [lf.replaceAll("\n", "\r\n"), fixedLf.replaceAll("\n", "\r\n")],
  ] as const) {
    test(`the Hub sees no front matter in ${JSON.stringify(text.slice(0, 30))}; the fix puts it where it looks`, () => {
      assert.ok(mayBeCard(text));
      assert.equal(cardKind(text, parseFrontMatter(text), beside), "model");
      assert.equal(cardKind(text, parseFrontMatter(text), nowhere), "model", "it names a parent");
      const [finding, ...more] = findingsIn(text);
      assert.equal(finding?.severity, "warning");
      assert.equal(more.length, 0);
      const [fix] = finding?.fixes ?? [];
      assert.equal(applyEdits(text, fix?.edits ?? []), fixed);
      assert.equal(parseFrontMatter(fixed).fields.get("base_model")?.value, "acme/base-7b");
      assert.equal(fix?.isChoice ?? false, !isSure(lf));
      assert.deepEqual(findingsIn(fixed), []);
    });
  }
}

test("front matter in TOML is told without a fix", () => {
  const text = '+++\nlicense = "mit"\nbase_model = "acme/base-7b"\n+++\n# M\n';
  assert.equal(cardKind(text, parseFrontMatter(text), nowhere), "model");
  const [finding] = findingsIn(text);
  const [fix] = finding?.fixes ?? [];
  assert.equal(finding?.severity, "warning");
  assert.equal(fix, undefined);
});

test("a block that never ends is told without a fix, and markers of a conflict above one are an error", () => {
  const [open] = findingsIn(`--- \n${yaml}\n\n# M\n`);
  assert.deepEqual([open?.severity, open?.fixes], ["warning", []]);
  const sides = `<<<<<<< HEAD\n---\n${yaml}\n---\n=======\n---\nlicense: gemma\n---\n>>>>>>> x\n`;
  const [conflict] = findingsIn(sides);
  assert.deepEqual([conflict?.severity, conflict?.fixes], ["error", []]);
});

test("rulers, examples in code and other projects have no misplaced front matter", () => {
  const ordinary = [
    "",
    "# Title\n",
    "# Title\n\n---\n\nWords: and a ruler\n\n---\n",
    "Title\n-----\n\nNote: words\n\n-----\n",
    "license: mit\nbase_model: /x",
    "license: mit\nand words\n---\n",
    "license: mit\nand words\n\n# Title\n",
    "license: mit\n\nbase_model is a word\n",
    "Title\n***\nlicense: mit\n***\n",
    `# How to\n\nWrite this:\n\n\`\`\`yaml\n---\n${yaml}\n---\n\`\`\`\n`,
    `# Merge\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n`,
    `${"words\n".repeat(5_000)}---\n${yaml}\n---\n`,
    `---\n${yaml}\n---\n`,
  ];
  for (const text of ordinary) {
    assert.equal(misplacedBlock(text), null, text.slice(0, 60));
    assert.deepEqual(findingsIn(text), [], text.slice(0, 60));
  }
});

test("where nothing but its place says so, only a model's folder makes a misplaced block a card", () => {
  const text = "The logo\n---\nlanguage: yo\ndatasets:\n---\n# A model\n";
  assert.equal(cardKind(text, parseFrontMatter(text), nowhere), "none");
  assert.equal(cardKind(text, parseFrontMatter(text), { ...nowhere, configFile: true }), "none");
  assert.equal(cardKind(text, parseFrontMatter(text), { ...nowhere, modelFiles: true }), "model");
  assert.equal(findingsIn(text)[0]?.fixes[0]?.isChoice, true);
});

test("blank lines above a card do not hide it from the editor", () => {
  for (const text of [
    `\n\n---\n${yaml}\n---\n`,
    `\uFEFF \n\t\n---\n${yaml}\n---\n`,
    `\r\n---\r\nlicense:mit\r\n`,
  ])
    assert.ok(mayBeCard(text), text);
  for (const text of ["", "# Title\n\n---\n\nWords\n", "Words\n"]) assert.ok(!mayBeCard(text), text);
});
