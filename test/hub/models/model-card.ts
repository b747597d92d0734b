import { readdirSync, readFileSync } from "node:fs";
import { stringify } from "yaml";
import { hubAsset } from "../asset-root";
import { fileNames, looksQuantized } from "../file-names";
import { isRecord, type ModelFacts, type Relation } from "./facts";
import { frontMatterOf } from "./model-front-matter";

/** Tags the Hub derives from the files; authors do not write them in a card. */
const AUTOMATIC_TAGS = new Set(
  "safetensors pytorch tf jax onnx gguf tensorboard 4-bit 8-bit 2-bit 3-bit 5-bit 6-bit bitsandbytes conversational model-index awq gptq has_space custom_code".split(
    " ",
  ),
);

const cardsByFile = new Map<string, string>();

/** The README of a model: the one given with its facts, else the one in `test/hub/cards`, else one generated from the facts. */
export function cardText(model: ModelFacts): string {
  return model.card ?? writtenCard(model) ?? generatedCard(model);
}

/** The front matter of a model's card as the Hub reports it; undefined if the card has none. */
export function cardDataOf(model: ModelFacts): Readonly<Record<string, unknown>> | undefined {
  const recorded = model.recorded;
  if (recorded !== undefined && "cardData" in recorded) {
    return isRecord(recorded.cardData) ? recorded.cardData : undefined;
  }
  const written = model.card ?? writtenCard(model);
  if (written !== undefined) return frontMatterOf(written);
  const data = declaredFacts(model);
  return Object.keys(data).length === 0 ? undefined : data;
}

/** What the Hub takes a model's relation to be when the card does not say it: from its files, its name and its number of parents. */
export function inferredRelation(model: ModelFacts): Relation {
  if (model.parents.length > 1) return "merge";
  if (model.library === "peft" || fileNames(model).includes("adapter_config.json")) return "adapter";
  return looksQuantized(model) ? "quantized" : "finetune";
}

function writtenCard(model: ModelFacts): string | undefined {
  if (model.recorded !== undefined && "tags" in model.recorded) return undefined;
  if (cardsByFile.size === 0) {
    for (const file of readdirSync(hubAsset("cards"))) {
      cardsByFile.set(file, readFileSync(hubAsset("cards", file), "utf8"));
    }
  }
  return cardsByFile.get(`${model.id.replace("/", "__")}.md`);
}

function declaredFacts(model: ModelFacts): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  const [parent, ...others] = model.parents;
  const tags = model.tags.filter(tag => !AUTOMATIC_TAGS.has(tag));
  if (model.license !== undefined) data.license = model.license;
  if (model.languages.length > 0) data.language = model.languages;
  if (model.library !== undefined) data.library_name = model.library;
  if (model.task !== undefined) data.pipeline_tag = model.task;
  if (parent !== undefined) data.base_model = others.length === 0 ? parent : model.parents;
  if (model.relation !== undefined && model.relation !== inferredRelation(model)) {
    data.base_model_relation = model.relation;
  }
  if (model.datasets.length > 0) data.datasets = model.datasets;
  if (tags.length > 0) data.tags = tags;
  return data;
}

function generatedCard(model: ModelFacts): string {
  const data = cardDataOf(model);
  const front = data === undefined ? "" : `---\n${stringify(data, { lineWidth: 0 })}---\n\n`;
  const name = model.id.split("/").at(-1) ?? model.id;
  return `${front}# ${name}\n\n${origin(model)}\n\n## Training data\n\n${training(model)}\n`;
}

function origin(model: ModelFacts): string {
  const task = model.task === undefined ? "a model" : `a model for ${model.task}`;
  if (model.parents.length === 0) return `This is ${task}, trained from scratch.`;
  const parents = model.parents.map(parent => `[${parent}](https://huggingface.co/${parent})`).join(", ");
  const verb = {
    finetune: "Finetuned",
    adapter: "An adapter, trained",
    quantized: "Quantized",
    merge: "Merged",
  };
  return `This is ${task}. ${model.relation === undefined ? "Derived" : verb[model.relation]} from ${parents}.`;
}

function training(model: ModelFacts): string {
  if (model.datasets.length === 0) return "More information needed.";
  return model.datasets.map(id => `- [${id}](https://huggingface.co/datasets/${id})`).join("\n");
}
