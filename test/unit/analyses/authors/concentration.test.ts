import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnalysisOptions } from "../../../../src/analyses/analysis";
import { concentration } from "../../../../src/analyses/authors/concentration";
import { modelsWithin } from "../../../../src/analyses/scope";
import { sentenceInWords } from "../../../../src/analyses/sentence";
import { columnsOf } from "../../../../src/columns/build-columns";

const options: AnalysisOptions = { mode: "corrected", seed: 1, within: null, relation: null };
const model = (id: string, year: number, downloads: number | null) => ({
  id,
  numbers: { createdAt: Date.UTC(year, 3, 1), downloads },
});
/** a has 30 and 10 downloads, b none, c has a model of unknown downloads; x/one has three children, one of them itself. */
const columns = columnsOf(
  [
    model("a/one", 2023, 30),
    model("a/two", 2024, 10),
    model("b/three", 2024, 0),
    model("c/four", 2024, null),
    model("legacy", 2023, 0),
  ],
  ["a/two", "b/three", "a/one"].map(child => ({ parent: "a/one", child, relation: "finetune" as const })),
);

const spread = (what: string, year: number | null = null, mode = options.mode) => {
  const { all, years } = concentration.run(columns, { ...options, mode }).result;
  return [...all, ...years].find(one => one.what === what && one.year === year);
};

test("downloads over authors and models, without unknown ones", () => {
  const authors = spread("downloads by author");
  // a 40, b 0, and one place for models without an author; c is unknown, which is not 0.
  assert.deepEqual([authors?.models, authors?.units, authors?.zeros, authors?.total], [4, 3, 2, 40]);
  assert.equal(authors?.gini?.ratio.toFixed(9), (2 / 3).toFixed(9));
  assert.equal(authors?.topPercent?.ratio, 1);
  const models = spread("downloads by model");
  assert.deepEqual([models?.units, models?.zeros, models?.tops[0]?.ratio], [4, 2, 0.75]);
  assert.equal(models?.hhi?.ratio, 0.75 ** 2 + 0.25 ** 2);
});

test("children, without self-references unless they are counted as published", () => {
  assert.deepEqual([spread("children by model")?.total, spread("children by model")?.units], [2, 5]);
  assert.equal(spread("children by model", null, "paper")?.total, 3);
  assert.equal(spread("children by author")?.units, 4);
});

test("by year of creation, and within a scope children count wherever they are", () => {
  assert.deepEqual(
    [spread("downloads by model", 2024)?.total, spread("downloads by model", 2024)?.units],
    [10, 2],
  );
  assert.equal(spread("children by model", 2024)?.gini, null, "no children are no concentration of 0");
  const within = modelsWithin(columns, { from: Date.UTC(2023, 0, 1), to: Date.UTC(2024, 0, 1) });
  const { all } = concentration.run(columns, { ...options, within }).result;
  assert.equal(all.find(({ what }) => what === "children by model")?.total, 2);
});

test("the sentence, the claims, and what they say without downloads", () => {
  const { finding, claims, tables } = concentration.run(columns, options);
  assert.match(
    sentenceInWords(finding ?? [], tables),
    /^The top percent of authors by downloads has 100\.0% of the downloads \(95% interval/,
  );
  assert.equal(claims?.[0]?.verdict, "not decidable", "three authors leave a wide interval");
  const silent = concentration.run(columnsOf([{ id: "a/b" }, { id: "c/d" }], []), options);
  assert.deepEqual(
    [silent.finding, silent.claims?.map(({ verdict }) => verdict), silent.result.neverDownloaded],
    [undefined, ["not decidable", "not decidable"], null],
  );
});
