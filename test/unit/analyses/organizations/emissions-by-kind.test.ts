import assert from "node:assert/strict";
import { test } from "node:test";
import { emissionsByKind } from "../../../../src/analyses/organizations/emissions-by-kind";
import type { ModelRow } from "../../../../src/columns/build-columns";
import {
  assertRows,
  claimTexts,
  coverageOf,
  findingText,
  found,
  many,
  studyOptions,
  studyRows,
  verdictOf,
} from "./study-fixture";

const all = 105_722.5969;

test("reported emissions by kind: 11 models report, of which 7 have a figure that can be right", () => {
  const findings = found(emissionsByKind);
  assertRows(findings, "kinds", [
    ["company", 12, 3, 3 / 12, 3 / 11, 22.5, 22.5 / all, 11.25],
    ["university", 6, 3, 3 / 6, 3 / 11, 0.042, 0.042 / all, 0.021],
    ["non-profit", 3, 2, 2 / 3, 2 / 11, 105_700, 105_700 / all, 52_850],
    ["classroom", 3, 0, 0, 0, 0, 0, null],
    ["other", 16, 3, 3 / 16, 3 / 11, 0.0549, 0.0549 / all, 0.0549],
  ]);
  // Wilson's interval of 11 in 40; 12 g, 30 g, and 54.9 g are less than the 55 g of an hour of streaming.
  assertRows(findings, "all", [[40, 11, 0.275, 0.161080162477, 0.428349558062, 7, all, 3]]);
  assertRows(findings, "models", [
    ["bigscience/bloomz", "non-profit", 81_000, 176e9, 81e6 / 176e3],
    ["bigscience/bloom", "non-profit", 24_700, 176e9, 24.7e6 / 176e3],
    ["runwayml/sd", "company", 11.25, null, null],
    ["runwayml/sd-inpaint", "company", 11.25, null, null],
    ["ann/lora", "other", 0.0549, null, null],
    ["naist-nlp/clinical", "university", 0.03, 110e6, 30 / 110],
    ["helsinki-nlp/opus-a", "university", 0.012, 70e6, 12 / 70],
  ]);
  assertRows(findings, "left-out", [
    ["ann/tiny", "0", "zero, which no training run emits"],
    [
      "state-lab/falcon-40b",
      "5000000000000",
      "more than 154000 t, the highest published estimate for a training run",
    ],
    ["google/flan", '"who knows"', "no figure can be read"],
    ["helsinki-nlp/lm-3b", "-5", "negative"],
  ]);
  assert.equal(
    findingText(findings),
    "27.5% of the models report training emissions (95% interval 16.1% to 42.8%): 106,000 kg in all, by 7 models with a plausible figure.",
  );
  assert.deepEqual(
    new Set(claimTexts(findings)),
    new Set(["not decidable: Fewer than 20 models here report emissions."]),
  );
  assert.deepEqual(coverageOf(findings, "reported emissions"), [11, 40]);
  assert.deepEqual(coverageOf(findings, "plausible figures"), [7, 11]);
  const paper = found(emissionsByKind, studyRows(), studyOptions("paper"));
  assert.deepEqual(coverageOf(paper, "reported emissions"), [10, 37]);
});

const one = (author: string, count: number, emissions: string | null) =>
  many(author, count, { emissions }, `m${emissions}`);

test("each claim is confirmed, refuted, or not decidable", () => {
  const cases: readonly (readonly [string, string, readonly ModelRow[]])[] = [
    ["Nearly all models", "confirmed", [...one("ann", 18, "90"), ...one("acme", 2, "90")]],
    ["Nearly all models", "refuted", [...one("ann", 17, "90"), ...one("acme", 3, "90")]],
    ["Nearly all models", "not decidable", one("ann", 19, "90")],
    ["Nearly all reported", "confirmed", [...one("ann", 19, "1"), ...one("bigscience", 1, "172")]],
    ["Nearly all reported", "refuted", [...one("ann", 19, "1"), ...one("bigscience", 1, "170")]],
    ["Nearly all reported", "not decidable", one("bigscience", 19, "90")],
    ["Little more than 1%", "confirmed", [...one("ann", 20, "1"), ...one("acme", 1_980, null)]],
    ["Little more than 1%", "refuted", [...one("ann", 20, "1"), ...one("acme", 1_981, null)]],
    ["Little more than 1%", "refuted", [...one("ann", 20, "1"), ...one("acme", 979, null)]],
    ["Little more than 1%", "not decidable", [...one("ann", 19, "1"), ...one("acme", 1_500, null)]],
    ["Most training runs", "confirmed", [...one("ann", 11, "54"), ...one("acme", 10, "55")]],
    ["Most training runs", "refuted", [...one("ann", 10, "54"), ...one("acme", 10, "55")]],
    ["Most training runs", "not decidable", one("ann", 19, "54")],
  ];
  for (const [words, verdict, rows] of cases)
    assert.equal(verdictOf(found(emissionsByKind, rows), words), verdict, `${words} ${verdict}`);
  const told = found(emissionsByKind, [...one("ann", 11, "54"), ...one("acme", 10, "56")]);
  assert.equal(
    claimTexts(told)[3],
    "confirmed: 11 of 21 models with a plausible figure report less than 55 g.",
  );
});

test("no column of emissions differs from a column in which no model reports any", () => {
  const unread = found(emissionsByKind, many("acme", 30, {}));
  assert.deepEqual([unread.result, unread.tables, unread.pictures], [null, [], []]);
  assert.deepEqual(
    new Set(claimTexts(unread)),
    new Set(["not decidable: The snapshot has no card data, so no emissions were read."]),
  );
  assert.ok(unread.published.every(({ ours }) => ours === null));
  const none = found(emissionsByKind, many("acme", 30, { emissions: "null" }));
  assert.deepEqual([none.result?.models, none.result?.reporting, none.result?.share?.ratio], [30, 0, 0]);
  assert.ok(none.tables.length > 0);
  assert.deepEqual(
    new Set(claimTexts(none)),
    new Set(["not decidable: Fewer than 20 models here report emissions."]),
  );
});
