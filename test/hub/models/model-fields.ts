import { fileNames } from "../file-names";
import type { HubData } from "../hub-data";
import { digest, objectIdOf } from "../hub-data";
import type { ModelFacts } from "./facts";
import { cardDataOf } from "./model-card";
import { fileSize } from "./model-files";
import { tagsOf } from "./model-tags";

/** Values of `expand[]` for both the list and a single model. */
export const LIST_EXPANDS = [
  "author",
  "baseModels",
  "cardData",
  "config",
  "createdAt",
  "disabled",
  "downloads",
  "downloadsAllTime",
  "evalResults",
  "gated",
  "gguf",
  "inference",
  "inferenceProviderMapping",
  "lastModified",
  "library_name",
  "likes",
  "mask_token",
  "model-index",
  "pipeline_tag",
  "private",
  "resourceGroup",
  "safetensors",
  "sha",
  "siblings",
  "spaces",
  "tags",
  "transformersInfo",
  "trendingScore",
  "widgetData",
  "xetEnabled",
] as const;

/** Values of `expand[]` for a single model. */
export const DETAIL_EXPANDS = [...LIST_EXPANDS, "childrenModelCount", "usedStorage"] as const;

/** The default fields of a list item. */
export const LIST_FIELDS = [
  "likes",
  "trendingScore",
  "private",
  "downloads",
  "tags",
  "pipeline_tag",
  "library_name",
  "createdAt",
  "modelId",
] as const;

/** The default fields of a single model. */
export const DETAIL_FIELDS = [
  "modelId",
  "author",
  "sha",
  "lastModified",
  "private",
  "disabled",
  "gated",
  "pipeline_tag",
  "tags",
  "downloads",
  "library_name",
  "mask_token",
  "widgetData",
  "likes",
  "model-index",
  "config",
  "cardData",
  "transformersInfo",
  "siblings",
  "spaces",
  "createdAt",
  "safetensors",
  "gguf",
] as const;

/** `_id`, `id` and the requested fields of a model; unknown values are absent, never null. */
export function itemOf(data: HubData, model: ModelFacts, fields: Iterable<string>): Record<string, unknown> {
  const item: Record<string, unknown> = { _id: objectIdOf(model), id: model.id };
  for (const field of fields) {
    const value = fieldValue(data, model, field);
    if (value !== undefined) item[field] = value;
  }
  return item;
}

/** A model's value for an API field; undefined if the Hub would omit the key. */
export function fieldValue(data: HubData, model: ModelFacts, field: string): unknown {
  const recorded = model.recorded;
  if (recorded !== undefined && Object.hasOwn(recorded, field)) return recorded[field];
  return Object.hasOwn(BUILDERS, field) ? BUILDERS[field]?.(model, data) : undefined;
}

/** The commit ID of a model's only revision. */
export function shaOf(model: ModelFacts): string {
  const recorded = model.recorded?.sha;
  return typeof recorded === "string" ? recorded : digest(`commit ${objectIdOf(model)}`);
}

type Builder = (model: ModelFacts, data: HubData) => unknown;

const BUILDERS: Readonly<Record<string, Builder>> = {
  modelId: model => model.id,
  author: model => (model.id.includes("/") ? model.id.split("/")[0] : undefined),
  sha: model => shaOf(model),
  lastModified: model => model.lastModified ?? model.createdAt,
  createdAt: model => model.createdAt,
  private: model => model.private === true,
  disabled: model => model.disabled === true,
  gated: model => model.gated ?? false,
  pipeline_tag: model => model.task,
  library_name: model => model.library,
  tags: model => tagsOf(model),
  downloads: model => model.downloads,
  // The facts have no all-time total; the last 30 days are a lower bound.
  downloadsAllTime: model => model.downloads,
  likes: model => model.likes,
  trendingScore: model => model.trendingScore ?? 0,
  cardData: model => cardDataOf(model),
  "model-index": model => {
    const card = cardDataOf(model);
    return card === undefined ? undefined : (card["model-index"] ?? null);
  },
  siblings: model => fileNames(model).map(rfilename => ({ rfilename })),
  spaces: () => [],
  usedStorage: model => fileNames(model).reduce((sum, file) => sum + fileSize(model, file), 0),
  safetensors: model =>
    model.parameters === undefined || isGguf(model)
      ? undefined
      : { parameters: { BF16: model.parameters }, total: model.parameters },
  gguf: model => (model.parameters !== undefined && isGguf(model) ? { total: model.parameters } : undefined),
  baseModels,
  childrenModelCount: (model, data) => data.childrenCount(model.id),
};

function baseModels(model: ModelFacts, data: HubData): unknown {
  if (model.relation === undefined) return undefined;
  const models = model.parents.flatMap(id => {
    const parent = data.resolve(id);
    return parent === undefined ? [] : [{ _id: objectIdOf(parent), id: parent.id }];
  });
  return models.length === 0 ? undefined : { relation: model.relation, models };
}

function isGguf(model: ModelFacts): boolean {
  return fileNames(model).some(file => file.endsWith(".gguf")) && !model.tags.includes("safetensors");
}
