import { type Bill, familyBill } from "../../../src/bills/bill";
import type { Family } from "../../../src/lineage/family";
import { bareModel } from "../../../src/lineage/model";

/** How the bills of tests are made. */
export const making = {
  ...{ at: Date.UTC(2026, 0, 2), serial: "00000000-0000-4000-8000-000000000001", version: "1.2.3" },
  ...{ hub: "https://huggingface.co", author: null },
};

const child = {
  ...bareModel("me/poet-lora"),
  ...{ license: "mit", task: "text-generation", library: "peft", datasets: ["o/data", "o/gone"] },
  createdAt: "2024-05-01T00:00:00.000Z",
  lastModified: "2024-05-02T00:00:00.000Z",
  commit: "89abcdef0123456789abcdef0123456789abcdef",
  evaluations: [{ task: "text-generation", dataset: "o/test", metric: "accuracy", value: 0.5 }],
};

/** A model with a declared parent and grandparent. */
export const poets: Family = {
  root: child.id,
  models: [
    child,
    { ...bareModel("lab/poet"), license: "gemma" },
    { ...bareModel("lab/base"), license: "apache-2.0" },
  ],
  edges: [
    { child: child.id, parent: "lab/poet", relation: "adapter" },
    { child: "lab/poet", parent: "lab/base", relation: "finetune" },
  ],
  ...{ missing: [], cycles: [], unchecked: [], oldestAt: Date.UTC(2026, 0, 1) },
};

/** Sixty-four digits that stand for a hash. */
export const sha256 = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";

/** A bill in which everything is known, with a parent that is inferred beside the one that is declared. */
export const poetBill: Bill = {
  ...familyBill(poets, making),
  weights: new Map([
    [
      child.id,
      [
        { name: "adapter_model.safetensors", sha256 },
        { name: "adapter_model.h5", sha256: null },
      ],
    ],
    ["lab/poet", []],
  ]),
  inferred: new Map([
    [
      child.id,
      [
        {
          ...{ parent: "lab/other", relation: "adapter", probability: 0.93 },
          evidence: [
            {
              ...{ kind: "adapter-config", clue: "adapter-config/base", parent: "lab/other" },
              ...{ seen: "base_model_name_or_path: lab/other", where: "adapter_config.json" },
              relation: "adapter",
            },
          ],
        },
      ],
    ],
  ]),
  build: { architecture: "llama", vocabulary: null, width: null, layers: null, quantization: null },
  contradictions: ["The vocabulary differs from that of lab/poet."],
  datasets: new Map([
    ["o/data", { state: "known", id: "o/data", license: "cc-by-4.0", gated: true }],
    ["o/gone", { state: "missing", orPrivate: false }],
  ]),
  said: {
    description: "Poet writes poems.",
    uses: "Writing poems.",
    limits: "It rhymes badly.",
    training: "One epoch.",
  },
};
