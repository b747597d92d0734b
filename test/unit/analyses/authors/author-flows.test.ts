import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnalysisOptions } from "../../../../src/analyses/analysis";
import { authorFlows } from "../../../../src/analyses/authors/author-flows";
import { sentenceInWords } from "../../../../src/analyses/sentence";
import { columnsOf } from "../../../../src/columns/build-columns";
import { type AuthorKind, authorKinds } from "../../../../src/organizations/kinds";
import { normal95 } from "../../../../src/statistics/interval";

const entry = (name: string, kind: AuthorKind) => [name, { name, kind, country: null }] as const;
const options: AnalysisOptions = {
  mode: "corrected",
  seed: 1,
  within: null,
  relation: null,
  authors: { own: new Map([entry("co", "company"), entry("uni", "university")]) },
};
const ids = ["co/a", "co/b", "uni/x", "uni/y", "uni/w", "someone-unheard-of/z"];
const columns = columnsOf(
  ids.map(id => ({ id })),
  [
    ["co/a", "uni/x"],
    ["co/a", "uni/y"],
    ["co/a", "someone-unheard-of/z"],
    ["uni/x", "uni/w"],
    ["uni/x", "co/b"],
  ].map(([parent = "", child = ""]) => ({ parent, child, relation: "finetune" as const })),
);
const { result, tables, coverage, finding } = authorFlows.run(columns, options);

function cell(name: "kinds" | "others", from: AuthorKind, to: AuthorKind) {
  const found = result[name].find(one => authorKinds[one.from] === from && authorKinds[one.to] === to);
  assert.ok(found);
  return found;
}

test("links between kinds, beside the product of the sums", () => {
  const { edges, share, expected, ratio } = cell("kinds", "company", "university");
  assert.deepEqual([edges, share?.ratio, expected], [2, 2 / 3, (3 * 3) / 5]);
  assert.equal(ratio?.ratio, 2 / 1.8);
  // Of company: 2/2 + 3/5 - 3/3 - 2/3 = -1/15; of the university: 0 + 2/5 - 0 - 1/3 = 1/15.
  const half = normal95 * Math.sqrt(2 * 2 * (1 / 15) ** 2);
  assert.ok(Math.abs((ratio?.low ?? 0) - (2 / 1.8) * Math.exp(-half)) < 1e-12);
  assert.ok(Math.abs((ratio?.high ?? 0) - (2 / 1.8) * Math.exp(half)) < 1e-12);
  const own = cell("kinds", "university", "university");
  assert.deepEqual([own.edges, own.own, own.expected], [1, 1, (2 * 3) / 5]);
  assert.equal(cell("kinds", "company", "unknown").expected, 3 / 5, "unknown authors are shown");
  for (const name of ["kinds", "others"] as const) {
    const sum = (of: "edges" | "expected") => result[name].reduce((all, one) => all + one[of], 0);
    assert.ok(Math.abs(sum("edges") - sum("expected")) < 1e-12, name);
  }
});

test("between different authors, a child's own author is not drawn", () => {
  const expected = (from: AuthorKind, to: AuthorKind) => cell("others", from, to).expected;
  assert.equal(cell("others", "university", "university").edges, 0);
  // Without the university's one child there are only the company's three to draw from.
  assert.equal(expected("company", "university"), 2);
  assert.deepEqual([expected("company", "company"), expected("university", "company")], [0, 1]);
  assert.deepEqual([expected("company", "unknown"), expected("university", "unknown")], [0.75, 0.25]);
});

test("pairs, own models, and the sentence", () => {
  assert.deepEqual([result.own?.ratio, result.ownByChance], [1 / 5, (3 * 1 + 2 * 3) / 25]);
  const [first] = result.pairs;
  assert.deepEqual([first?.parent, first?.child, first?.edges, first?.expected], ["co", "uni", 2, 9 / 5]);
  assert.equal(result.pairs.length, 3);
  assert.match(
    sentenceInWords(finding ?? [], tables),
    /^20\.0% of the links .* models by uni derive from models by co \(2 links\)\.$/,
  );
  assert.deepEqual([coverage[0]?.known, coverage[0]?.total], [4, 5]);
});

test("models without an author are nobody's own", () => {
  const bare = columnsOf(
    [{ id: "gpt2" }, { id: "mine" }],
    [{ parent: "gpt2", child: "mine", relation: "finetune" }],
  );
  const found = authorFlows.run(bare, options).result;
  assert.deepEqual([found.edges, found.own?.ratio, found.pairs], [1, 0, []]);
  assert.equal(authorFlows.run(columnsOf([], []), options).finding, undefined);
});
