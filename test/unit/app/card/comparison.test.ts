import assert from "node:assert/strict";
import { test } from "node:test";
import { type Compared, comparison } from "../../../../src/app/card/comparison";
import { comparisonToHtml, type ParentText } from "../../../../src/app/card/comparison-page";
import { frontMatterEdits } from "../../../../src/app/card/front-matter-edits";
import type { ModelEntry } from "../../../../src/app/ports/index-port";
import { bareModel } from "../../../../src/lineage/model";

const now = Date.UTC(2026, 0, 2);
const parent: ModelEntry = {
  model: {
    ...bareModel("lab/base"),
    license: "gemma",
    languages: ["en", "de"],
    task: "text-generation",
    library: "transformers",
  },
  parents: [],
  fetchedAt: now - 3_600_000,
  detailed: true,
  knownChildren: {},
  childrenAt: null,
};
const compared: Compared = {
  id: "lab/base",
  parent,
  card: {
    model: {
      ...bareModel("lab/child"),
      license: "apache-2.0",
      languages: ["en"],
      task: "text-generation",
      datasets: ["lab/<data>"],
    },
    onHub: null,
    relation: "finetune",
  },
  findings: ["license/use-restrictions-dropped", "trait/gating-lost", "license/review"].map((rule, at) => ({
    rule,
    severity: "warning",
    message: `What ${rule} says.`,
    range: { start: 0, end: 0 },
    fixes: [],
    related: { message: "", id: at < 2 ? "lab/base" : "lab/other" },
  })),
};
const html = (text: ParentText, unknown: string | null = null) =>
  comparisonToHtml({
    parent: "lab/base",
    name: "this card",
    child: null,
    comparison: comparison({ ...compared, parent: unknown === null ? parent : null }, now),
    unknown,
    text,
    nonce: "n",
  });

test("a comparison begins with what matters and says why, in the words of this parent's findings where there are any", () => {
  const { rows, more } = comparison(compared, now);
  assert.deepEqual(
    rows.map(({ trait, change, why }) => [trait, change, ...why]),
    [
      ["license", "possible conflict", "What license/use-restrictions-dropped says."],
      ["languages", "lost", "People who search for the lost languages no longer find the model."],
      [
        "library",
        "lost",
        "A different library may load the model differently from its parent, or not at all.",
      ],
      ["datasets", "gained"],
      ["task", "kept"],
    ],
  );
  assert.deepEqual(more, ["What trait/gating-lost says."], "no row speaks of gating");
});

test("a parent that is not known has no traits, which is not the same as none", () => {
  const { rows } = comparison({ ...compared, parent: null, findings: [] }, now);
  assert.deepEqual([...new Set(rows.map(({ change }) => change))], [null]);
  const page = html({ state: "reading" }, "Nothing is known.");
  assert.match(page, /Nothing is known\..*<td>not read<\/td>/s);
  assert.doesNotMatch(page, /class="fate|Neither card/);
});

test("the page counts the changes, offers what can be done about the text, and shows values as text", () => {
  const ready = html({ state: "ready", edits: null });
  assert.match(ready, /1 possible conflict · 2 traits lost · 1 trait gained · 1 trait kept/);
  assert.match(ready, /hubLineage\.compareTexts\?%5B%22lab%2Fbase%22%5D/);
  assert.match(ready, /lab\/&#60;data&#62;/);
  const failed = (isForGuests: boolean) => html({ state: "failed", message: "It is gated.", isForGuests });
  assert.match(failed(true), /It is gated\..*Open on the Hub.*Sign In/s);
  assert.match(failed(false), /Open on the Hub.*Try Again/s);
  assert.doesNotMatch(failed(true), /compareTexts/);
});

test("the page shows the front matter of both character by character, as text, and says how much was compared", () => {
  const card = (block: string) => `---\n${block}\n---\n# Text`;
  const edits = frontMatterEdits(card("license: gemma\ntag: <b>"), card("license: mit\ntag: <b>"));
  const page = html({ state: "ready", edits });
  assert.match(page, /below\): 4\. Similarity .*: 0\.8261\./);
  assert.match(page, /<del>ge<\/del><ins><\/ins>/);
  assert.match(page, /↵tag: &#60;b&#62;/);
  assert.doesNotMatch(page, /<b>|Only the first/);
  assert.doesNotMatch(html({ state: "ready", edits: null }), /character by character/);
  assert.equal(frontMatterEdits("# No front matter", card("a: 1")), null);
  const long = frontMatterEdits(card(`a: ${"😀".repeat(2_000)}`), card("a: 1"));
  assert.deepEqual([long?.cutAt, long?.edits], [1_500, 1_497]);
  assert.match(html({ state: "ready", edits: long }), /Only the first 1,500 characters of each/);
});
