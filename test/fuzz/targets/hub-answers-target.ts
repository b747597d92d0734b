import { isDeepStrictEqual } from "node:util";
import type { DecodedModel } from "../../../src/app/ports/decoder-ports";
import { hubDecoder } from "../../../src/hub/decode";
import { idShape } from "../../../src/hub/decode-parents";
import { decodeRecord, encodeRecord } from "../../../src/store/log/record";
import { type FuzzTarget, holds, orSentence } from "../fuzz-target";

const encoder = new TextEncoder();

const model = {
  _id: "65f0c0de0000000000000001",
  id: "lab/poet",
  downloads: 12,
  likes: 3,
  gated: "auto",
  disabled: false,
  createdAt: "2024-05-06T07:08:09.000Z",
  lastModified: "2025-01-02T03:04:05.000Z",
  pipeline_tag: "text-generation",
  library_name: "transformers",
  tags: ["en", "license:mit", "dataset:glue", "base_model:lab/base", "base_model:finetune:lab/base"],
  cardData: {
    license: ["other"],
    license_name: "own",
    language: ["en", false],
    datasets: "glue",
    base_model: ["lab/base"],
    new_version: "lab/poet-2",
    co2_eq_emissions: { emissions: 1.5 },
    "model-index": [
      {
        name: "poet",
        results: [
          {
            task: { type: "text-generation" },
            dataset: { type: "glue", name: "GLUE" },
            metrics: [{ type: "accuracy", value: 0.5 }],
          },
        ],
      },
    ],
  },
  safetensors: { parameters: { F32: 12 }, total: 12 },
  usedStorage: 1000,
  baseModels: { relation: "finetune", models: [{ _id: "1", id: "lab/base" }] },
  childrenModelCount: { finetune: 2, adapter: 1 },
};

/** Answers of the Hub about one model and about many. */
export const hubAnswers: FuzzTarget = {
  name: "hub-answers",
  oracle:
    "Decoding throws no error but HubError; ids have the shape of ids, numbers are finite and not negative, and a decoded model survives being saved to the log.",
  seeds: () => [
    encoder.encode(JSON.stringify(model)),
    encoder.encode(JSON.stringify([model, { id: "lab/bare", tags: [] }])),
    encoder.encode("[]"),
  ],
  words: [
    ...['"__proto__":', '"constructor":', "1e999", "-1", "null", "true", "[[]]", "{}", '""', "\\u0000"],
    ...['"lab/../x"', '"base_model:quantized:', "9007199254740993", "1.5e-7", '"2022-03-02T23:29:04.000Z"'],
  ],
  async check(input) {
    const one = await orSentence(() => hubDecoder.model(input));
    const many = await orSentence(() => hubDecoder.list(input));
    for (const decoded of [...(one === null ? [] : [one]), ...(many ?? [])]) checkDecoded(decoded);
  },
};

function checkDecoded(decoded: DecodedModel): void {
  const { model: found, parents } = decoded;
  for (const id of [found.id, ...parents.map(({ parent }) => parent)])
    holds(idShape.test(id), () => `${JSON.stringify(id)} is no id`);
  const numbers = [found.downloads, found.likes, found.parameters, found.storage, found.emissions];
  for (const value of numbers)
    holds(value === null || (Number.isFinite(value) && value >= 0), () => `a number is ${value}`);
  for (const { value } of found.evaluations)
    holds(Number.isFinite(value), () => `the value of a metric is ${value}`);
  const record = { type: "model", asked: found.id, answer: decoded, at: 1 } as const;
  holds(isDeepStrictEqual(decodeRecord(encodeRecord(record)), record), () => "a saved record differs");
}
