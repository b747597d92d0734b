import { seeded } from "../../../src/statistics/random";
import type { SnapshotRow } from "../../unit/snapshot/import/parquet-rows";

const values = {
  license: ["apache-2.0", "mit", "llama3", "gemma", "cc-by-nc-4.0"].map(id => `license:${id}`),
  language: ["en", "de", "fr", "zh"],
  dataset: ["glue", "squad", "data/own"].map(id => `dataset:${id}`),
  paper: ["1910.09700", "2309.16609"].map(id => `arxiv:${id}`),
};
const tasks = ["text-generation", "fill-mask", "text-to-image"];
const libraries = ["transformers", "peft", "diffusers"];
const relations = ["", "finetune:", "adapter:", "quantized:", "merge:", "strange:"];

/** Made-up models: traits with none, one or several values, merges, cycles, parents that are gone, models that name themselves. */
export function madeRows(count: number): SnapshotRow[] {
  const random = seeded(11);
  const pick = <T>(list: readonly T[]): T | undefined => list[random.below(list.length + 1)];
  const id = (at: number) => `maker-${at % 7}/model-${at}`;
  const parentTags = (at: number) => {
    const parents = Array.from({ length: Math.max(0, random.below(5) - 2) }, () => {
      if (random.below(50) === 0) return id(at);
      return random.below(50) === 0
        ? "gone/model"
        : id(Math.floor(count * (random.below(1_000) / 1_000) ** 3));
    });
    return parents.flatMap(parent => [
      `base_model:${parent}`,
      `base_model:${pick(relations) ?? ""}${parent}`,
    ]);
  };
  return Array.from({ length: count }, (_, at) => {
    const traits = Object.values(values).flatMap(list =>
      [pick(list), pick(list)].filter(tag => tag !== undefined),
    );
    const [task, library] = [pick(tasks), pick(libraries)];
    return {
      id: id(at),
      createdAt: new Date(Date.UTC(2023, random.below(24), 1 + random.below(28))),
      downloads: BigInt(random.below(100_000)),
      likes: BigInt(random.below(50)),
      tags: [...traits, ...parentTags(at)],
      ...(task === undefined ? {} : { pipeline_tag: task }),
      ...(library === undefined ? {} : { library_name: library }),
    };
  });
}
