import type { FrontMatter } from "./front-matter/front-matter";

/** What a README.md describes on the Hub; `none` for an ordinary README. */
export type CardKind = "model" | "dataset" | "space" | "none";

/** What surrounds a README.md: model files next to it (weights, configs), a git remote on the Hub. */
export interface Surroundings {
  readonly modelFiles: boolean;
  readonly hubRemote: boolean;
}

const modelKeys = ["base_model", "pipeline_tag", "library_name", "model-index"];
const datasetKeys = ["task_categories", "size_categories", "dataset_info", "configs"];
const spaceKeys = ["sdk", "emoji"];

/** Which kind of card a text is; keys that only one kind has count more than its surroundings. */
export function cardKind(frontMatter: FrontMatter, surroundings: Surroundings): CardKind {
  const has = (key: string) => frontMatter.fields.has(key);
  if (spaceKeys.some(has)) return "space";
  if (datasetKeys.some(has)) return "dataset";
  if (modelKeys.some(has)) return "model";
  // Many projects have a config.json; files alone do not make a README without front matter a card.
  const beside = surroundings.hubRemote || (surroundings.modelFiles && frontMatter.block !== null);
  return beside ? "model" : "none";
}
