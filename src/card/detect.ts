import type { FrontMatter } from "./front-matter/front-matter";

/** What a README.md describes on the Hub; `none` where it is an ordinary README. */
export type CardKind = "model" | "dataset" | "space" | "none";

/** What lies around a README.md: model files beside it (weights, configs), a git remote of the Hub. */
export interface Surroundings {
  readonly modelFiles: boolean;
  readonly hubRemote: boolean;
}

const modelKeys = ["base_model", "pipeline_tag", "library_name", "model-index"];
const datasetKeys = ["task_categories", "size_categories", "dataset_info", "configs"];
const spaceKeys = ["sdk", "emoji"];

/** Tells which kind of card a text is: keys that only one kind has decide before what lies around it. */
export function cardKind(frontMatter: FrontMatter, surroundings: Surroundings): CardKind {
  const has = (key: string) => frontMatter.fields.has(key);
  if (spaceKeys.some(has)) return "space";
  if (datasetKeys.some(has)) return "dataset";
  if (modelKeys.some(has)) return "model";
  // Many a project has a config.json; files alone do not make its README without front matter a card.
  const beside = surroundings.hubRemote || (surroundings.modelFiles && frontMatter.block !== null);
  return beside ? "model" : "none";
}
