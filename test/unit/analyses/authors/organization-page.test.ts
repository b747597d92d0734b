import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnalysisOptions, Cell } from "../../../../src/analyses/analysis";
import { organizationPage } from "../../../../src/analyses/authors/organization-page";
import { modelsWithin } from "../../../../src/analyses/scope";
import { sentenceInWords } from "../../../../src/analyses/sentence";
import { columnsOf } from "../../../../src/columns/build-columns";
import type { Relation } from "../../../../src/lineage/model";

const model = (id: string, license: string | null, downloads: number, task = "text-generation") => ({
  id,
  task,
  ...(license === null ? {} : { license }),
  numbers: { downloads },
});
const link = (parent: string, child: string, relation: Relation = "finetune") => ({
  parent,
  child,
  relation,
});
/** The organization o derives from base, from a model without an author, and from itself; p, q, and r derive from o. */
const columns = columnsOf(
  [
    model("base/b", "apache-2.0", 500),
    model("legacy", null, 0),
    model("o/one", "llama2", 200),
    model("o/two", "llama2", 100, "fill-mask"),
    model("p/x", "apache-2.0", 100),
    model("p/y", "llama2", 50),
    model("q/z", null, 50),
    model("oo/not-o", "mit", 0),
  ],
  [
    link("base/b", "o/one"),
    link("legacy", "o/two"),
    link("o/one", "o/two"),
    link("o/one", "p/x"),
    link("o/one", "p/y"),
    link("o/two", "p/y"),
    link("o/two", "q/z"),
    link("base/b", "q/z"),
  ],
);

function page(scope: Parameters<typeof modelsWithin>[1] = {}) {
  const options: AnalysisOptions = {
    mode: "corrected",
    seed: 1,
    within: modelsWithin(columns, { organization: "o", ...scope }),
    relation: null,
    organization: "o",
  };
  const { result, tables, coverage, finding } = organizationPage.run(columns, options);
  const rows = (id: string) => tables.find(table => table.id === id)?.rows ?? [];
  const listed = (id: "parents" | "children", row: readonly Cell[]) =>
    (organizationPage.models?.[id]?.(columns, options, row) ?? []).map(at => columns.id(at));
  return { result, tables, coverage, finding, rows, listed };
}

test("its shares and ranks among all authors", () => {
  assert.deepEqual(page().result?.ranks, [
    { what: "models", count: 2, share: 2 / 8, rank: 1, authors: 5 },
    { what: "downloads", count: 300, share: 0.3, rank: 2, authors: 4 },
    { what: "children by other authors", count: 4, share: 4 / 7, rank: 1, authors: 2 },
  ]);
});

test("what it derives from and what derives from it, without its own links", () => {
  const { rows, listed } = page();
  assert.deepEqual(
    rows("parents").map(([author, , links]) => [author, links]),
    [
      ["base", 1],
      [null, 1],
    ],
  );
  assert.deepEqual(
    rows("children").map(([author, , links, share]) => [author, links, share]),
    [
      ["p", 3, 0.75],
      ["q", 1, 0.25],
    ],
  );
  assert.deepEqual(rows("children-licenses"), [
    ["llama2", 2, 0.5],
    ["apache-2.0", 1, 0.25],
    ["not declared", 1, 0.25],
  ]);
  assert.deepEqual([listed("children", ["p"]), listed("parents", [null])], [["p/x", "p/y"], ["o/two"]]);
  assert.deepEqual(listed("children", ["nobody"]), []);
});

test("open findings are verdicts on its links, and links without a license are not judged", () => {
  const { result, coverage } = page();
  const down = result?.verdicts.find(({ direction }) => direction === "down");
  assert.deepEqual([down?.links, down?.judged, down?.incompatible, down?.review], [4, 3, 1, 0]);
  assert.deepEqual(
    result?.findings
      .filter(({ verdict }) => verdict === "incompatible")
      .map(({ direction, parent, child, links }) => [direction, parent, child, links]),
    [["down", "llama2", "apache-2.0", 1]],
  );
  assert.deepEqual(
    coverage.slice(0, 4).map(({ known, total }) => [known, total]),
    [
      [2, 2],
      [2, 2],
      [1, 2],
      [3, 4],
    ],
  );
});

test("a further scope limits its models, not its ranks", () => {
  const { result, rows } = page({ task: "fill-mask" });
  assert.equal(result?.ranks[0]?.count, 2);
  assert.deepEqual(
    rows("models").map(([id]) => id),
    ["o/two"],
  );
  assert.equal(result?.verdicts.find(({ direction }) => direction === "down")?.links, 2);
});

test("the sentence, and no page without an organization", () => {
  const { finding, tables } = page();
  assert.match(
    sentenceInWords(finding ?? [], tables),
    /^o has 2 models and 30\.0% of the downloads \(rank 2 of 4\); 57\.1% of .* 33\.3% may conflict with its licenses/,
  );
  const none = organizationPage.run(columns, { mode: "corrected", seed: 1, within: null, relation: null });
  assert.deepEqual([none.result, none.tables], [null, []]);
  assert.match(sentenceInWords(none.finding ?? [], []), /Name it under Limit/);
});
