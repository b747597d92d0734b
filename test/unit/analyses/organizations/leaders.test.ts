import assert from "node:assert/strict";
import { test } from "node:test";
import { leaders } from "../../../../src/analyses/organizations/leaders";
import type { ModelRow } from "../../../../src/columns/build-columns";
import { assertRows, claimTexts, findingText, found, many, verdictOf } from "./study-fixture";

const google = ["company", "google", "US", 5, 20_370];
const acme = ["company", "acme", "US", 5, 2960];
const runway = ["company", "runwayml", null, 2, 15_500];
const helsinki = ["university", "helsinki-nlp", "FI", 4, 1525];
const naist = ["university", "naist-nlp", "JP", 2, 5015];
const others = [
  ["non-profit", "bigscience", null, 3, 1300],
  ["government", "state-lab", "FR", 2, 3400],
  ["community", "club", null, 4, 8220],
  ["classroom", "course", null, 3, 14],
  ["person", "ann", null, 4, 81],
  ["unknown", "zz-nobody", null, 5, 35],
];

test("the authors of each kind with most models and downloads, and the most downloaded models", () => {
  const findings = found(leaders);
  // Google and Acme have five models each: the first to appear in the snapshot stands first.
  assertRows(findings, "uploads", [google, acme, runway, helsinki, naist, ...others]);
  assertRows(findings, "downloads", [google, runway, acme, naist, helsinki, ...others]);
  assertRows(findings, "most-downloads", [
    ...[
      google,
      runway,
      ["community", "club", null, 4, 8220],
      naist,
      ["government", "state-lab", "FR", 2, 3400],
    ],
    ...[acme, helsinki, ["non-profit", "bigscience", null, 3, 1300]],
    ...[
      ["person", "ann", null, 4, 81],
      ["unknown", "zz-nobody", null, 5, 35],
    ],
  ]);
  const all = 58_460;
  const top: readonly (readonly [string, string, string, string, number])[] = [
    ["google/audio", "company", "automatic-speech-recognition", "text and audio", 12_000],
    ["runwayml/sd", "company", "text-to-image", "text and image", 9000],
    ["club/clip", "community", "zero-shot-image-classification", "text and image", 8000],
    ["runwayml/sd-inpaint", "company", "text-to-image", "text and image", 6500],
    ["naist-nlp/clinical", "university", "token-classification", "text", 5000],
    ["google/vit", "company", "image-classification", "image", 4000],
    ["google/flan", "company", "text2text-generation", "text", 3500],
    ["state-lab/falcon-40b", "government", "text-generation", "text", 2500],
    ["acme/embed", "company", "feature-extraction", "text", 1500],
    ["helsinki-nlp/opus-a", "university", "translation", "text", 1000],
  ];
  assertRows(
    findings,
    "models",
    top.map(row => [...row, row[4] / all]),
  );
  // The interval by Cochran's formula in NumPy, over the authors.
  assertRows(findings, "top-share", [[10, 0.906602805337, 0.814282713079, 0.998922897595]]);
  assert.equal(
    findingText(findings),
    "The 10 most downloaded models account for 90.7% of all downloads (95% interval 81.4% to 99.9%); the first is google/audio with 20.5%.",
  );
  assert.deepEqual(claimTexts(findings), [
    "confirmed: The leading university is helsinki-nlp with 4 models.",
    "confirmed: The leading university is naist-nlp with 5,015 downloads.",
    "confirmed: The leading company is google with 5 models.",
    "refuted: The leading company is google with 20,370 downloads.",
    "refuted: It is google/audio.",
    "confirmed: “Many” means at least 3. Those with two modalities: google/audio, runwayml/sd, club/clip, runwayml/sd-inpaint.",
  ]);
});

const one = (author: string, count: number, downloads: number | null, task?: string, name = "m") =>
  many(author, count, { task: task ?? null, numbers: { downloads } }, name);

test("each claim is confirmed, refuted, or not decidable", () => {
  const cases: readonly (readonly [string, string, readonly ModelRow[]])[] = [
    ["The University of H", "confirmed", [...one("helsinki-nlp", 2, 1), ...one("naist-nlp", 1, 9)]],
    ["The University of H", "refuted", [...one("helsinki-nlp", 1, 1), ...one("naist-nlp", 2, 9)]],
    ["The University of H", "not decidable", one("zz-nobody", 2, 1)],
    ["NAIST", "confirmed", [...one("helsinki-nlp", 2, 1), ...one("naist-nlp", 1, 9)]],
    ["NAIST", "refuted", [...one("helsinki-nlp", 2, 5), ...one("naist-nlp", 1, 9)]],
    ["NAIST", "not decidable", [...one("naist-nlp", 2, null), ...one("acme", 1, 4)]],
    ["Big technology", "confirmed", [...one("google", 2, 1), ...one("acme", 1, 9)]],
    ["Big technology", "refuted", [...one("google", 1, 1), ...one("acme", 2, 9)]],
    ["Big technology", "not decidable", one("ann", 1, 1)],
    ["Runway", "confirmed", [...one("runwayml", 1, 10), ...one("acme", 1, 9)]],
    ["Runway", "refuted", [...one("runwayml", 1, 8), ...one("acme", 1, 9)]],
    ["Runway", "not decidable", one("runwayml", 1, null)],
    ["The most downloaded", "confirmed", [...one("acme", 1, 3, undefined, "Wav2Vec2"), ...one("ann", 1, 2)]],
    ["The most downloaded", "refuted", [...one("acme", 1, 3), ...one("ann", 1, 2, undefined, "wav2vec")]],
    ["The most downloaded", "not decidable", one("acme", 1, null)],
    [
      "Many of the ten",
      "confirmed",
      [...one("acme", 3, 3, "text-to-image"), ...one("ann", 7, 2, "fill-mask")],
    ],
    ["Many of the ten", "refuted", [...one("acme", 2, 3, "text-to-image"), ...one("ann", 8, 2, "fill-mask")]],
    // Two join modalities, and one has no task: it could be the third.
    [
      "Many of the ten",
      "not decidable",
      [...one("acme", 2, 3, "text-to-image"), ...one("ann", 7, 2, "fill-mask"), ...one("club", 1, 2)],
    ],
  ];
  for (const [words, verdict, rows] of cases)
    assert.equal(verdictOf(found(leaders, rows), words), verdict, `${words} ${verdict}`);
});

test("without downloads, no author leads them, and no share is given", () => {
  const findings = found(leaders, one("acme", 2, null));
  assert.deepEqual(findings.result.uploads, [
    { author: "acme", kind: "company", country: "US", models: 2, downloads: null },
  ]);
  assert.deepEqual([findings.result.downloads, findings.result.topShare], [[], null]);
  assert.equal(findingText(findings), undefined);
});
