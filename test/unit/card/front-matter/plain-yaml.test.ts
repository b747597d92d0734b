import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { FrontMatter } from "../../../../src/card/front-matter/front-matter";
import { parseByEntries, parseWhole } from "../../../../src/card/front-matter/parse-front-matter";
import { type Random, seeded } from "../../../../src/statistics/random";
import { needsRecorded, recordedPath } from "../../../harness/recorded/recorded-data";
import { sampled } from "../../../harness/suites/long-runs";
import { jsonLines } from "../../../hub/models/recorded-models";

/** Cards of the plain form, with everything that it allows: the start of every chain of edits. */
const seeds = [
  '---\nlicense: mit\nlanguage: [en, \'de\', "fr"]\nbase_model:\n- a/b\n- "c/d"\ntags: []\n---\nbody\n',
  "---\r\nlicense: mit\r\ndatasets:\r\nwidget:\r\n- text: 'a b'\r\n  example_title: x\r\n---\r\n",
  "\uFEFF---\nmodel-index:\n- name: it\n  results:\n  - task:\n      type: t\n    metrics:\n    - type: accuracy\n      value: -1.5e3\n---\n",
  "---\nnested:\n    - - a\n      - b: c:d\n        e:\n    -   f\nz: ~\n\n\nt: True\nn:  +.5  \nlast:\n---",
  "---\n# why\nlicense: mit # so\n\nwidget:\n- text: >-\n    a\n    b\n# between\ntags:\n- x # first\n# behind\nx: {a: [1, 2]}\nz: 1\ny: 'it''s\n  long'\nlast: |+\n  a\n\n---\n",
];

/** What an edit inserts: everything with a meaning in YAML, and what only looks like it. */
const pieces = [
  ..." \n:-#'\"[]{}|>&*!%@`?,~.\\\t\r",
  ...["\r\n", "\n\n", "  ", ": ", " :", ":\n", "- ", "-\n", " #", "---", "\n---\n", "...", "\n- ", "\n  "],
  ...[
    "a",
    "ä",
    "\u00A0",
    "\uFEFF",
    "\u2028",
    "\f",
    "\v",
    "\x85",
    "0x1F",
    "0o7",
    "1.",
    ".inf",
    "-0",
    "1_0",
    "null",
    "No",
    "true",
  ],
  ...["key: value\n", "license: x\n", "__proto__: 1\n", "<<: *a\n", "? a\n", "{a: b}", "|-\n  text\n"],
];

/** A text with one part inserted, removed or repeated. */
function edited(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const kind = random.below(4);
  const end = Math.min(text.length, at + 1 + random.below(kind === 1 ? 40 : 4));
  if (kind === 0) return text.slice(0, at) + text.slice(end);
  if (kind === 1) return text.slice(0, end) + text.slice(at);
  return text.slice(0, at) + pieces[random.below(pieces.length)] + text.slice(kind === 2 ? at : end);
}

/** All values of front matter with their ranges. */
function said(text: string, frontMatter: FrontMatter): unknown {
  const { place, fields, ...rest } = frontMatter;
  const places: string[] = [];
  const visit = (value: unknown, path: readonly (string | number)[]): void => {
    const range = place(path);
    places.push(`${JSON.stringify(path)} ${range?.start}-${range?.end}`);
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value))
      visit(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  for (const { key, value } of fields.values()) visit(value, [key]);
  return { text, ...rest, fields: [...fields], places };
}

/** Whether a text is of the plain form, in which case both readers must agree. */
function agree(text: string): boolean {
  const plain = parseByEntries(text);
  if (plain === null) return false;
  assert.deepEqual(said(text, plain), said(text, parseWhole(text)));
  return true;
}

test("each of the written cards is of the plain form", () => {
  for (const text of seeds) assert.ok(agree(text), text);
});

test("cards that stay plain after random edits mean the same to both readers", t => {
  const random = seeded(Number(process.env.HUB_LINEAGE_SEED ?? 5));
  const chains = sampled(t, "chains of random edits", 60, 400);
  let plain = 0;
  let other = 0;
  for (let chain = 0; chain < chains; chain++) {
    let text = seeds[chain % seeds.length] ?? "";
    for (let edit = 0; edit < 40; edit++) {
      const next = edited(text, random);
      // A card that is no longer plain rarely becomes so again; the chain goes on from the last plain one.
      if (agree(next)) {
        text = next;
        plain++;
      } else other++;
    }
  }
  t.diagnostic(`${plain} texts were plain, ${other} were not`);
  assert.ok(plain > 500 && other > 500, "both kinds are tried");
});

test("what is nested too deeply is left to the full parser", () => {
  const within = (yaml: string) => parseByEntries(`---\n${yaml}\n---\n`);
  assert.equal(within("- ".repeat(100_000)), null);
  assert.equal(within(Array.from({ length: 200 }, (_, n) => `${" ".repeat(n)}a:`).join("\n")), null);
});

const cards = recordedPath("cards");
const needsCards = needsRecorded("cards");
const files =
  needsCards.skip === false ? readdirSync(cards).filter(name => /\.jsonl(\.gz)?$/.test(name)) : [];
if (needsCards.skip !== false)
  test("recorded cards mean the same to both readers", needsCards, () => undefined);

for (const name of files) {
  test(`${name}: every card means the same to both readers, also after an edit`, t => {
    const random = seeded(7);
    let all = 0;
    let plain = 0;
    let afterEdit = 0;
    const rows = [...jsonLines(join(cards, name))];
    // One in twenty of what the largest file has above a thousand, for its time.
    const some = 1_000 + Math.floor((rows.length - 1_000) / 20);
    const isWhole = rows.length <= 1_100 || sampled(t, "recorded cards", some, rows.length) === rows.length;
    for (const row of rows) {
      const text = String(row.text ?? `---\n${row.fm_raw ?? row.front_matter ?? ""}\n---\n`);
      all++;
      if (!isWhole && all > 1_000 && all % 20 !== 0) continue;
      if (agree(text)) plain++;
      if (agree(edited(text, random))) afterEdit++;
    }
    t.diagnostic(`${plain} of ${all} cards are plain, ${afterEdit} after one edit`);
  });
}
