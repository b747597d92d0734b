import type { ModelFacts } from "./facts";

/** A model's tags, built from its facts in the Hub's order; recorded tags are returned unchanged. */
export function tagsOf(model: ModelFacts): readonly string[] {
  const recorded = model.recorded?.tags;
  if (Array.isArray(recorded)) return recorded as readonly string[];
  const tags = [
    model.library,
    ...model.tags,
    model.task,
    ...model.languages,
    ...model.datasets.map(id => `dataset:${id}`),
    ...model.parents.flatMap(parent => baseModelTags(parent, model.relation)),
    model.license === undefined ? undefined : `license:${model.license}`,
    "region:us",
  ];
  return [...new Set(tags.filter(tag => tag !== undefined))];
}

function baseModelTags(parent: string, relation: string | undefined): string[] {
  const plain = `base_model:${parent}`;
  return relation === undefined ? [plain] : [plain, `base_model:${relation}:${parent}`];
}
