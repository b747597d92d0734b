import assert from "node:assert/strict";
import { test } from "node:test";
import { kindsOfAuthors } from "../../../../src/analyses/organizations/kinds-of-authors";
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

// kind, authors, models, share, downloads, share with interval, per model, median, sized, median and largest size.
// Intervals by Cochran's formula in NumPy (2.4): each author is one draw, and the model without an author another.
const company = [
  ...["company", 3, 12, 0.3, 38_830, 0.664214847759, 0.276417508187, 1],
  ...[3235.83333333333, 1150, 12, 19.75, 130],
];
const university = [
  ...["university", 2, 6, 0.15, 6540, 0.111871365036, 0, 0.306818531596],
  ...[1090, 250, 6, 0.375, 6],
];
const nonProfit = [
  ...["non-profit", 1, 3, 0.075, 1300, 0.0222374273007, 0, 0.0717188303648],
  ...[433.333333333333, 450, 3, 350, 350],
];
const classroom = [
  ...["classroom", 1, 3, 0.075, 14, 0.000239479986315, 0, 0.000782187482081],
  ...[4.66666666666667, 5, 3, 0.5, 0.9],
];

test("models, downloads, and sizes by kind, and by the study's kinds", () => {
  const findings = found(kindsOfAuthors);
  assertRows(findings, "kinds", [
    company,
    university,
    nonProfit,
    ["government", 1, 2, 0.05, 3400, 0.058159425248, 0, 0.183575954071, 1700, 1700, 2, 220, 360],
    ["community", 1, 4, 0.1, 8220, 0.140608963394, 0, 0.420386735187, 2055, 105, 4, 13.3, 140],
    classroom,
    ["person", 1, 4, 0.1, 81, 0.00138556277797, 0, 0.00452257541247, 20.25, 18.5, 3, 0.05, 5],
    // Six models, but five with downloads: one of zz-nobody's is unknown, not zero.
    ["unknown", 2, 6, 0.15, 75, 0.00128292849812, 0, 0.003522071366, 15, 11, 4, 2.25, 138],
  ]);
  assertRows(findings, "study-kinds", [
    company,
    university,
    nonProfit,
    classroom,
    [
      ...["other", 5, 16, 0.4, 11_776, 0.201436879918, 0, 0.511870955901],
      ...[785.066666666667, 33, 13, 3, 360],
    ],
  ]);
  assertRows(findings, "largest", [
    ["company", "acme/lm-65b", 130],
    ["company", "acme/lm-30b", 60],
    ["company", "runwayml/sd", 44.6],
    ["university", "helsinki-nlp/lm-3b", 6],
    ["university", "naist-nlp/lm-1b", 2],
    ["university", "naist-nlp/clinical", 0.44],
    ["non-profit", "bigscience/bloom", 350],
    ["non-profit", "bigscience/bloomz", 350],
    ["non-profit", "bigscience/mt0", 13],
    ["government", "state-lab/lm-180b", 360],
    ["government", "state-lab/falcon-40b", 80],
    ["community", "club/mix-70b", 140],
    ["community", "club/chat-13b", 26],
    ["community", "club/clip", 0.6],
    ["classroom", "course/lm-1b", 0.9],
    ["classroom", "course/week-2", 0.5],
    ["classroom", "course/week-1", 0.01],
    ["person", "ann/q-4bit-8b", 5],
    ["person", "ann/lora", 0.05],
    ["person", "ann/tiny", 0.004],
    ["unknown", "zz-nobody/w-70b", 138],
    ["unknown", "zz-nobody/v", 3],
    ["unknown", "zz-nobody/y", 1.5],
  ]);
  assert.equal(
    findingText(findings),
    "Of the known kinds, company has the most downloads: its authors have 30.0% of the models and 66.4% of the downloads (95% interval 27.6% to 100.0%).",
  );
  assert.deepEqual(claimTexts(findings), [
    "confirmed: Models: company 12, university 6, non-profit 3, classroom 3, other 16. As in the study, authors of unknown kind count as other.",
    "refuted: Models: university 6, non-profit 3, company 12; “about equally” means at most twice as many.",
    "refuted: Models: company 12, university 6, non-profit 3, classroom 3, other 16.",
    "confirmed: Downloads per model in 30 days: company 3,240, university 1,090, non-profit 433, classroom 4.67, other 785.",
    "not decidable: Fewer than 20 sizes are known for companies, universities, or others: company 12, university 6, other 13.",
    "refuted: The largest model here is state-lab/lm-180b with 360 GB; the kind of its author is government.",
  ]);
  assert.deepEqual(coverageOf(findings, "kind of the author"), [34, 40]);
  assert.deepEqual(coverageOf(findings, "downloads"), [39, 40]);
});

test("mode paper counts 37 of the 40", () => {
  const { result } = found(kindsOfAuthors, studyRows(), studyOptions("paper"));
  const counts = Object.fromEntries(result.kinds.map(({ kind, models }) => [kind, models]));
  assert.deepEqual(counts, {
    ...{ company: 12, university: 5, "non-profit": 3, government: 2 },
    ...{ community: 4, classroom: 3, person: 3, unknown: 5 },
  });
});

test("without downloads, and without sizes, they are unknown and not zero", () => {
  const bare = studyRows().map(({ id }): ModelRow => ({ id }));
  const findings = found(kindsOfAuthors, bare);
  const { kind, models, downloads, ofDownloads, perModel, medianDownloads, sized, medianSize } =
    findings.result.kinds[0] ?? assert.fail();
  assert.deepEqual(
    [kind, models, downloads, ofDownloads, perModel, medianDownloads, sized, medianSize],
    ["company", 12, null, null, null, null, 0, null],
  );
  assert.equal(findingText(findings), undefined);
  assert.equal(verdictOf(findings, "Models of companies and universities"), "not decidable");
  assert.equal(verdictOf(findings, "The largest models"), "not decidable");
});

const one = (author: string, count: number, downloads = 1, gigabytes?: number) =>
  many(author, count, {
    numbers: { downloads, usedStorage: gigabytes === undefined ? null : gigabytes * 1e9 },
  });

test("each claim is confirmed, refuted, or not decidable", () => {
  const cases: readonly (readonly [string, string, readonly ModelRow[]])[] = [
    ["Authors of kind other", "confirmed", [...one("acme", 2), ...one("ann", 3)]],
    ["Authors of kind other", "refuted", [...one("acme", 3), ...one("ann", 3)]],
    ["Authors of kind other", "not decidable", one("zz-nobody", 3)],
    ["Universities, non", "confirmed", [...one("acme", 2), ...one("bigscience", 4), ...one("naist-nlp", 3)]],
    ["Universities, non", "refuted", [...one("acme", 2), ...one("bigscience", 5), ...one("naist-nlp", 3)]],
    ["Universities, non", "not decidable", [...one("acme", 2), ...one("naist-nlp", 3)]],
    [
      "Classrooms",
      "confirmed",
      ["acme", "naist-nlp", "bigscience", "ann"].flatMap(author => one(author, 2)).concat(one("course", 1)),
    ],
    ["Classrooms", "refuted", [...one("acme", 2), ...one("course", 1)]],
    ["Classrooms", "not decidable", one("acme", 2)],
    [
      "Models of companies and",
      "confirmed",
      [...one("acme", 1, 9), ...one("naist-nlp", 1, 8), ...one("ann", 9)],
    ],
    [
      "Models of companies and",
      "refuted",
      [...one("acme", 1, 9), ...one("naist-nlp", 1, 2), ...one("ann", 1, 3)],
    ],
    ["Models of companies and", "not decidable", one("acme", 1, 9)],
    [
      "Models of companies are",
      "confirmed",
      [...one("acme", 20, 1, 9), ...one("naist-nlp", 20, 1, 2), ...one("ann", 20, 1, 4)],
    ],
    [
      "Models of companies are",
      "refuted",
      [...one("acme", 20, 1, 9), ...one("naist-nlp", 20, 1, 5), ...one("ann", 20, 1, 4)],
    ],
    [
      "Models of companies are",
      "not decidable",
      [...one("acme", 20, 1, 9), ...one("naist-nlp", 19, 1, 2), ...one("ann", 20, 1, 4)],
    ],
    ["The largest models", "confirmed", [...one("acme", 19, 1, 9), ...one("bigscience", 1, 1, 101)]],
    ["The largest models", "refuted", [...one("acme", 19, 1, 9), ...one("bigscience", 1, 1, 100)]],
    ["The largest models", "not decidable", [...one("acme", 18, 1, 9), ...one("bigscience", 1, 1, 101)]],
  ];
  for (const [words, verdict, rows] of cases)
    assert.equal(verdictOf(found(kindsOfAuthors, rows), words), verdict, words);
});
