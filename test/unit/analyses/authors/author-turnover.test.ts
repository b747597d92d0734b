import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnalysisOptions } from "../../../../src/analyses/analysis";
import { authorTurnover } from "../../../../src/analyses/authors/author-turnover";
import { sentenceInWords } from "../../../../src/analyses/sentence";
import { columnsOf } from "../../../../src/columns/build-columns";

const options: AnalysisOptions = { mode: "corrected", seed: 1, within: null, relation: null };
let made = 0;
const upload = (author: string, ...days: readonly string[]) =>
  days.map(day => ({ id: `${author}/m${made++}`, numbers: { createdAt: Date.parse(day) } }));

/** The data end on 30 June 2024, so that whoever was silent since 1 July 2023 is gone. */
const columns = columnsOf(
  [
    ...upload("old", "2022-03-02", "2022-05-01"),
    ...upload("gone", "2022-05-01", "2023-02-01"),
    ...upload("almost", "2022-08-01", "2023-07-02"),
    ...upload("busy", "2023-01-01", "2023-01-02", "2023-01-03", "2023-08-01"),
    ...upload("once", "2023-01-05"),
    ...upload("last", "2024-06-30"),
    { id: "undated/m" },
    { id: "legacy", numbers: { createdAt: Date.parse("2023-01-01") } },
  ],
  [],
);
const { result, tables, finding, coverage } = authorTurnover.run(columns, options);
const quarter = (period: string) => result.quarters.find(one => one.period === period);
const year = (period: string) => result.years.find(one => one.period === period);

test("quarters: who uploads, begins, and stops", () => {
  assert.deepEqual(
    result.quarters.map(({ period }) => period),
    ["2022-01", "2022-04", "2022-07", "2023-01", "2023-07", "2024-04"],
  );
  const { models, authors, entered, left } = quarter("2023-01") ?? {};
  assert.deepEqual([models, authors, entered, left], [5, 3, 2, 2]);
  assert.deepEqual([quarter("2022-04")?.entered, quarter("2022-04")?.left], [1, 1]);
});

test("what is censored is null, not 0", () => {
  assert.deepEqual([quarter("2022-01")?.entered, quarter("2022-01")?.returning], [null, null]);
  assert.equal(quarter("2022-07")?.left, 0, "almost came back a day too late to be gone");
  assert.deepEqual([quarter("2023-07")?.left, quarter("2024-04")?.left], [null, null]);
  assert.deepEqual([year("2022")?.entered, year("2023")?.left, year("2024")?.entered], [null, null, 1]);
});

test("years: half of the uploads, and those of authors who return", () => {
  // 2023 has 4 of busy, 1 of gone, 1 of almost, 1 of once.
  assert.deepEqual([year("2023")?.models, year("2023")?.authors, year("2023")?.half], [7, 4, 1]);
  assert.equal(year("2023")?.returning?.ratio, 2 / 7);
  assert.equal(quarter("2023-01")?.returning?.ratio, 1 / 5);
  assert.equal(year("2022")?.half, 1, "one author made two of four");
});

test("cohorts: authors with one model, and who still uploads", () => {
  assert.deepEqual(result.cohorts, [
    { year: "2022", authors: 3, once: 0, active: 1 },
    { year: "2023", authors: 2, once: 1, active: null },
    { year: "2024", authors: 1, once: 1, active: null },
  ]);
  assert.deepEqual([result.authors, result.end], [6, "2024-06-30"]);
});

test("the sentence, coverage, and no dates at all", () => {
  assert.match(
    sentenceInWords(finding ?? [], tables),
    /^In 2023, half of the uploads came from 1 of the authors \(25\.0%\), and 28\.6% from .* started in 2022 or before, 33\.3% uploaded/,
  );
  assert.deepEqual(
    coverage.map(({ known, total }) => [known, total]),
    [
      [13, 14],
      [13, 14],
    ],
  );
  const bare = authorTurnover.run(columnsOf([{ id: "a/b" }], []), options);
  assert.deepEqual([bare.finding, bare.result.end, bare.result.quarters], [undefined, null, []]);
});
