import assert from "node:assert/strict";
import { test } from "node:test";
import { uploads } from "../../../../src/analyses/organizations/uploads";
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

// Quantiles are NumPy's (2.4), the trend is SciPy's theilslopes (1.17) of log(uploads) by month, as factors of exp(12 · slope).
const months = [
  ["2022-03", 3, 3, 2, 175.15, 315.03, 350],
  ["2023-01", 2, 2, 2, 0.33, 0.346, 0.35],
  ["2023-02", 3, 3, 3, 0.005, 35.681, 44.6],
  ["2023-03", 4, 3, 4, 6.97, 22.25, 26],
  ["2023-04", 6, 4, 5, 11, 116, 140],
  ["2023-05", 8, 5, 7, 5, 88, 130],
  ["2023-07", 13, 9, 13, 13, 307.6, 360],
];

/** Every model from before the Hub recorded dates has the first month. */
const noted = (rows: readonly (readonly (string | number | null)[])[]) =>
  rows.map(row => [...row, row[0] === "2022-03" ? "and everything before" : null]);

test("uploads, authors, and sizes by month and year, and their growth", () => {
  const findings = found(uploads);
  assertRows(findings, "months", noted(months));
  assertRows(findings, "years", [
    ["2022", 3, 3, 2, 175.15, 315.03, 350, null],
    ["2023", 36, 11, 34, 5, 135.6, 360, null],
  ]);
  // Five months: without March 2022, which stands for all before, and without the last.
  assertRows(findings, "growth", [
    ["uploads per month", 5, 64, 31.5692917934, 129.746337891, 1],
    ["median size", null, null, null, null, null],
  ]);
  assertRows(findings, "largest", [
    ["state-lab/lm-180b", 360],
    ["bigscience/bloom", 350],
    ["bigscience/bloomz", 350],
    ["club/mix-70b", 140],
    ["zz-nobody/w-70b", 138],
    ["acme/lm-65b", 130],
    ["state-lab/falcon-40b", 80],
    ["acme/lm-30b", 60],
    ["runwayml/sd", 44.6],
    ["runwayml/sd-inpaint", 41],
  ]);
  assert.equal(
    findingText(findings),
    "Uploads per month change by a factor of 64 per year (95% interval 31.6 to 130), and too few sizes are known to say whether models get larger.",
  );
  assert.deepEqual(claimTexts(findings), [
    "confirmed: Over 5 months, the factor per year is 64 (95% interval 31.6 to 130), and the rank correlation with time is 1.",
    "not decidable: The table has too few months with known values.",
  ]);
  assert.deepEqual(coverageOf(findings, "date of creation"), [39, 40]);
  assert.deepEqual(coverageOf(findings, "size of the repository"), [35, 40]);
  assert.deepEqual(coverageOf(findings, "size of the weights alone, used instead"), [2, 40]);
  assert.equal(coverageOf(findings, "not known to be smaller than 10 MB"), undefined);
});

test("mode paper leaves out what is known to be below 10 MB, and keeps 10 MB and what is unknown", () => {
  const findings = found(uploads, studyRows(), studyOptions("paper"));
  assert.deepEqual(coverageOf(findings, "not known to be smaller than 10 MB"), [37, 40]);
  // Without opus-c, tiny, and z; with week-1 of 10 MB, and the models without a size.
  const changed = new Map<string, readonly (string | number)[]>([
    ["2023-02", ["2023-02", 1, 1, 1, 44.6, 44.6, 44.6]],
    ["2023-07", ["2023-07", 12, 9, 12, 19.5, 328.8, 360]],
  ]);
  assertRows(findings, "months", noted(months.map(row => changed.get(String(row[0])) ?? row)));
});

const day = (month: number) => Date.UTC(2023, month, 10);

/** Thirty models a month from February 2023, with a size each. */
function sized(gigabytes: readonly number[]): readonly ModelRow[] {
  return gigabytes.flatMap((size, at) =>
    many("acme", 30, { numbers: { createdAt: day(at + 1), usedStorage: size * 1e9 } }, `m${at}`),
  );
}

test("sizes: confirmed where they grow, refuted where they shrink, not decidable where the interval has 1", () => {
  const grown = found(uploads, sized([1, 2, 4, 8, 16, 99]));
  // The median slope is log 2 a month; with five points, the interval is all slopes, which are equal.
  assertRows(grown, "growth", [
    ["uploads per month", 5, 1, 1, 1, 0],
    ["median size", 5, 4096, 4096, 4096, 1],
  ]);
  const words = "Repositories get larger";
  assert.equal(verdictOf(grown, words), "confirmed");
  assert.equal(verdictOf(found(uploads, sized([16, 8, 4, 2, 1, 99])), words), "refuted");
  assert.equal(verdictOf(found(uploads, sized([1, 2, 1, 2, 1, 99])), words), "not decidable");
  assert.equal(
    findingText(grown),
    "Uploads per month change by a factor of 1 per year (95% interval 1 to 1), and their median size by a factor of 4,100 (95% interval 4,100 to 4,100).",
  );
  // One size fewer in a month, and the month does not count: four of them do.
  const fewer = sized([1, 2, 4, 8, 16, 99]).slice(1);
  assert.equal(found(uploads, fewer).result.growth.medianSize?.months, 4);
});

test("uploads: refuted where they fall, not decidable in three months or without dates", () => {
  const words = "Uploads rise steadily";
  const falling = [5, 4, 3, 2, 1, 1].flatMap((count, at) =>
    many("acme", count, { numbers: { createdAt: day(at) } }, `m${at}`),
  );
  assert.equal(verdictOf(found(uploads, falling), words), "refuted");
  assert.equal(verdictOf(found(uploads, sized([1, 1, 1, 1])), words), "not decidable");
  const undated = found(uploads, many("acme", 3, {}));
  assert.equal(verdictOf(undated, words), "not decidable");
  assert.equal(findingText(undated), undefined);
  assert.deepEqual(undated.result.months, []);
});
