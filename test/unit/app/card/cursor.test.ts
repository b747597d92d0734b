import assert from "node:assert/strict";
import { test } from "node:test";
import { cursorAt } from "../../../../src/app/card/cursor";

/** The cursor where a text has `‸`, in words: kind, key, what is replaced, what is typed. */
function at(text: string): string | null {
  const offset = text.indexOf("‸");
  const plain = text.replace("‸", "");
  const cursor = cursorAt(plain, offset);
  if (cursor === null) return null;
  const { kind, key, range, typed, quoted, needsSpace, hasColon } = cursor;
  const marks = [quoted && "quoted", needsSpace && "space", kind === "key" && hasColon && "colon"].filter(
    Boolean,
  );
  return [kind, key, `"${plain.slice(range.start, range.end)}"`, `"${typed}"`, ...marks].join(" ");
}

/** A card whose front matter has these lines. */
const card = (...lines: string[]) => ["---", ...lines, "---", "", "Text: here"].join("\n");

const cases: readonly (readonly [string, string | null])[] = [
  [card("license:‸"), 'value license "" "" space'],
  [card("license: ‸"), 'value license "" ""'],
  [card("license: ap‸ache-2.0"), 'value license "apache-2.0" "ap"'],
  [card('license: "ap‸ache-2.0"'), 'value license "apache-2.0" "ap" quoted'],
  [card("license: 'ap‸"), 'value license "ap" "ap" quoted'],
  [card("license: mit # is it‸"), null],
  [card("license: mit ‸"), null],
  [card("license: ‸ # to be chosen"), 'value license "" ""'],
  [card("base_model: google/‸gemma"), 'value base_model "google/gemma" "google/"'],
  [card("base_model:", "  - google/‸"), 'value base_model "google/" "google/"'],
  [card("base_model:", "- a/b", "# why", "", "-‸"), 'value base_model "" "" space'],
  [card("language: [en, d‸e, fr]"), 'value language "de" "d"'],
  [card("language: [‸]"), 'value language "" ""'],
  [card("language: [en,‸"), 'value language "" ""'],
  [card('language: ["en", "n‸o"]'), 'value language "no" "n" quoted'],
  [card("language: [en]‸"), null],
  [card("lang‸"), 'key lang "lang" "lang"'],
  [card("‸"), 'key  "" ""'],
  [card("li‸cense: mit"), 'key license "license" "li" colon'],
  [card("model-index:", "- name: ‸"), null],
  [card("model-index:", "  results:", "  - ‸"), null],
  [card("base_model: a/b", "- ‸"), null],
  [card("license: |‸"), null],
  [card("license: *x‸"), null],
  ["‸---\nlicense: mit\n---\n", null],
  [`${card("license: mit")}‸`, null],
  ["---\nlicense: mit\nlang‸\n\n# Title", 'key lang "lang" "lang"'],
  ["---\nlicense: mit\n\n# Ti‸tle", null],
  ["# No front matter\nlicense: ‸", null],
];

for (const [text, expected] of cases) {
  test(`the cursor finds its subject in ${JSON.stringify(text.replace(/^---\n/, ""))}`, () => {
    assert.equal(at(text), expected);
    assert.equal(at(text.replaceAll("\n", "\r\n")), expected, "with carriage returns");
    assert.equal(at(`\uFEFF${text}`), expected, "with a byte order mark");
  });
}

test("the key of a long list is found only within the search limit", () => {
  const items = Array.from({ length: 10_000 }, () => "- a/b");
  assert.equal(at(card("base_model:", ...items, "- ‸")), null);
  assert.equal(at(card("base_model:", ...items.slice(0, 1_000), "- ‸")), 'value base_model "" ""');
});
