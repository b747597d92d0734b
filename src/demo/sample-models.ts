import type { Relation } from "../lineage/model";
import { sampleFacts, samplePackers } from "./sample-facts";

/** A model of the sample Hub. */
export interface SampleModel {
  readonly id: string;
  readonly parents: readonly string[];
  readonly relation: Exclude<Relation, "unknown"> | null;
  readonly license: string | null;
  readonly languages: readonly string[];
  readonly task: string;
  readonly library: string;
  readonly downloads: number;
  readonly likes: number;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly parameters: number;
}

/** How many days after a model its repackaged forms appear. */
const packedAfterDays = 3;

/** The models of the sample Hub by ID, parents before children: one family. */
export function sampleModels(): ReadonlyMap<string, SampleModel> {
  const models = new Map<string, SampleModel>();
  for (const line of linesOf(sampleFacts)) {
    const model = modelOf(line.split("|"), models);
    models.set(model.id, model);
  }
  const byDownloads = [...models.values()].sort((a, b) => b.downloads - a.downloads);
  for (const line of linesOf(samplePackers)) {
    const [author = "", suffix = "", share = "", most = ""] = line.split("|");
    for (const model of byDownloads.slice(0, Number(most))) {
      const packed = packedForm(model, { author, suffix, share: Number(share) });
      models.set(packed.id, packed);
    }
  }
  return models;
}

function linesOf(text: string): readonly string[] {
  return text.trim().split("\n");
}

function modelOf(cells: readonly string[], known: ReadonlyMap<string, SampleModel>): SampleModel {
  const [id = "", parents = "", relation = "", license = "", languages = ""] = cells;
  const [downloads, likes, day, millions = ""] = cells.slice(5);
  const ids = parents === "" ? [] : parents.split(",");
  const first = known.get(ids[0] ?? "");
  return {
    id,
    parents: ids,
    relation: relation === "" ? null : (relation as SampleModel["relation"]),
    license: license === "=" ? (first?.license ?? null) : license || null,
    languages: languages.split(","),
    task: /vision|caption|charts/i.test(id) ? "image-text-to-text" : "text-generation",
    library: relation === "adapter" ? "peft" : "transformers",
    downloads: Number(downloads),
    likes: Number(likes),
    createdAt: `${day}T09:00:00.000Z`,
    parameters: millions === "=" ? (first?.parameters ?? 0) : Number(millions) * 1e6,
  };
}

/** A quantized child. Adapters and merges are repackaged too, as people do. */
function packedForm(
  model: SampleModel,
  { author, suffix, share }: { author: string; suffix: string; share: number },
): SampleModel {
  const created = Date.parse(model.createdAt) + packedAfterDays * 86_400_000;
  return {
    ...model,
    id: `${author}/${model.id.split("/")[1]}${suffix}`,
    parents: [model.id],
    relation: "quantized",
    library: suffix === "-GGUF" ? "gguf" : suffix === "-4bit" ? "mlx" : "transformers",
    downloads: Math.round(model.downloads * share),
    likes: Math.round(model.likes * share),
    createdAt: new Date(created).toISOString(),
  };
}
