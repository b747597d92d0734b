import { columnsOf } from "../../../src/columns/build-columns";
import type { Edge, Relation } from "../../../src/lineage/model";
import { seeded } from "../../../src/statistics/random";

const relations: readonly Relation[] = ["finetune", "quantized", "adapter", "merge", "unknown"];
const licenses = ["apache-2.0", "mit", "llama3", "gemma", "cc-by-nc-4.0", "openrail"];
const tasks = ["text-generation", "text-classification", "fill-mask", "text-to-image"];

/**
 * A made-up Hub, of 1,500 models if not told otherwise: large families, a few values that drift one way, ids of many
 * kinds; one in fifty reports emissions.
 */
export function ecosystem(models = 1_500) {
  const random = seeded(7);
  const pick = <T>(values: readonly T[]) =>
    values[Math.min(random.below(values.length), random.below(values.length))] as T;
  const rows = Array.from({ length: models }, (_, at) => ({
    id: `${["google", "meta-llama", "someone-with-a-long-name"][at % 3]}/model-${at}`,
    license: at < 40 ? pick(licenses) : pick(licenses.slice(0, 3)),
    task: pick(tasks),
    language: at % 4 === 0 ? ["en", "de"] : "en",
    library: pick(["transformers", "peft", "gguf"]),
    dataset: `data/set-${random.below(30)}`,
    tag: [`tag-${random.below(20)}`, "en"],
    ...(at % 50 === 0 ? { emissions: String(100 + at) } : {}),
    numbers: {
      createdAt: Date.UTC(2023, at / 60, 1 + random.below(27)),
      downloads: Math.floor(1e6 / (1 + random.below(10_000))),
      likes: random.below(50),
      parameters: 1e9 * (1 + random.below(70)),
      cardLength: random.below(4_000),
      cardGenerated: random.below(2),
    },
  }));
  const edges = rows.slice(20).map((row, at): Edge => {
    const parent = rows[Math.floor((at + 20) * (random.below(1_000) / 1_000) ** 3)] ?? rows[0];
    return { parent: parent?.id ?? "", child: row.id, relation: pick(relations) };
  });
  return columnsOf(rows, edges);
}
