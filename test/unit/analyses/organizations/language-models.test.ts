import assert from "node:assert/strict";
import { test } from "node:test";
import { languageModels } from "../../../../src/analyses/organizations/language-models";
import type { ModelRow } from "../../../../src/columns/build-columns";
import { assertRows, claimTexts, coverageOf, findingText, found, many, verdictOf } from "./study-fixture";

test("parameters by kind and month: 20 text generators, without the adapter, of which one has no size", () => {
  const findings = found(languageModels);
  // kind, models, known, estimated, mean with interval (Cochran's formula in NumPy, each author one draw), median, largest.
  assertRows(findings, "kinds", [
    ["company", 6, 6, 0, 21.6666666666667, 3.15589570157, 40.1774376318, 13, 65],
    ["university", 2, 2, 0, 2, 0.0400360154599, 3.95996398454, 2, 3],
    ["non-profit", 2, 2, 0, 176, null, null, 176, 176],
    ["classroom", 1, 1, 0, 1, null, null, 1, 1],
    ["other", 9, 8, 2, 49.9875, 8.49631589343, 91.4786841066, 26.5, 180],
  ]);
  assertRows(findings, "all", [[19, 46.6789473684211, 11.2861343236, 82.0717604133]]);
  const months = [
    ["2022-03", 1, 176, 176, 176, 0],
    ["2023-03", 2, 10, 12.4, 13, 0],
    ["2023-04", 3, 40, 64, 70, 1],
    ["2023-05", 7, 8, 44, 65, 2],
    ["2023-07", 6, 40.95, 178, 180, 3],
  ] as const;
  assertRows(findings, "months", months);
  assertRows(
    findings,
    "percentiles",
    months.flatMap(([month, , median, ninetieth, largest]) => [
      [month, "median", median],
      [month, "90th percentile", ninetieth],
      [month, "largest", largest],
    ]),
  );
  assertRows(findings, "bases", [
    ["safetensors", 15],
    ["safetensors-packed", 1],
    ["gguf", 1],
    ["name", 2],
  ]);
  assertRows(findings, "largest", [
    ["state-lab/lm-180b", 180, "safetensors"],
    ["bigscience/bloom", 176, "safetensors"],
    ["bigscience/bloomz", 176, "safetensors"],
    ["club/mix-70b", 70, "safetensors"],
    ["zz-nobody/w-70b", 68.9, "safetensors"],
    ["acme/lm-65b", 65, "safetensors"],
    ["state-lab/falcon-40b", 40, "safetensors"],
    ["acme/lm-30b", 30, "gguf"],
    ["acme/lm-13b", 13, "safetensors"],
    ["ann/merge-13b", 13, "name"],
  ]);
  assert.equal(
    findingText(findings),
    "The 19 language models whose size their files or their names tell have a mean of 46.7 billion parameters (95% interval 11.3 to 82.1).",
  );
  assert.deepEqual(claimTexts(findings), [
    "not decidable: The Hub has recorded creation dates only since March 2022.",
    "refuted: “Many” means at least 20 with 65 B to 75 B by the end of that month; the number here is 3.",
    "confirmed: Models: company 6, university 2, non-profit 2, classroom 1, other 9.",
    "not decidable: Too few sizes of companies' models are known.",
    "not decidable: Too few sizes are known by kind.",
  ]);
  assert.deepEqual(coverageOf(findings, "parameters of language models"), [19, 20]);
  assert.deepEqual(coverageOf(findings, "parameters estimated from the name"), [2, 19]);
  assert.deepEqual(coverageOf(findings, "kind of the author"), [17, 20]);
});

const july = Date.UTC(2023, 6, 9);
const one = (author: string, count: number, billions: number | null, createdAt = july) =>
  many(author, count, {
    task: "text-generation",
    numbers: { createdAt, parameters: billions === null ? null : billions * 1e9 },
  });

test("each claim is confirmed, refuted, or not decidable", () => {
  const cases: readonly (readonly [string, string, readonly ModelRow[]])[] = [
    ["In 2021", "not decidable", one("acme", 3, 3)],
    ["In July 2023", "confirmed", [...one("acme", 10, 65), ...one("ann", 10, 75)]],
    ["In July 2023", "refuted", [...one("acme", 19, 65), ...one("ann", 10, 64.9)]],
    ["In July 2023", "not decidable", one("acme", 20, 70, Date.UTC(2023, 7, 1))],
    [
      "Most language models",
      "confirmed",
      [...one("acme", 2, 1), ...one("ann", 3, 1), ...one("course", 1, 1)],
    ],
    ["Most language models", "refuted", [...one("acme", 1, 1), ...one("ann", 3, 1), ...one("course", 2, 1)]],
    ["Most language models", "not decidable", many("acme", 3, { task: "fill-mask" })],
    ["Language models of companies", "confirmed", [...one("acme", 5, 9), ...one("google", 5, 11)]],
    ["Language models of companies", "refuted", [...one("acme", 5, 3), ...one("google", 5, 3.1)]],
    ["Language models of companies", "not decidable", one("acme", 10, 10)],
    ["Language models of companies", "not decidable", [...one("acme", 4, 9), ...one("google", 5, 11)]],
    ["Universities", "confirmed", [...one("naist-nlp", 10, 1), ...one("acme", 11, 2), ...one("ann", 12, 2)]],
    ["Universities", "refuted", [...one("naist-nlp", 10, 3), ...one("acme", 11, 2), ...one("ann", 12, 2)]],
    [
      "Universities",
      "not decidable",
      [...one("naist-nlp", 9, 1), ...one("acme", 11, 2), ...one("ann", 12, 2)],
    ],
  ];
  for (const [words, verdict, rows] of cases)
    assert.equal(verdictOf(found(languageModels, rows), words), verdict, `${words} ${verdict}`);
});

test("without the task, nothing is a language model; without sizes, no size is 0", () => {
  const untold = found(languageModels, many("acme", 3, {}));
  assert.deepEqual([untold.result.models, untold.result.all, untold.result.months], [0, null, []]);
  const unsized = found(languageModels, one("acme", 3, null));
  assert.deepEqual([unsized.result.models, unsized.result.all], [3, null]);
  assert.deepEqual(unsized.tables.find(({ id }) => id === "kinds")?.rows[0], [
    ...["company", 3, 0, 0, null],
    ...[null, null, null, null],
  ]);
  assert.equal(findingText(unsized), undefined);
});
