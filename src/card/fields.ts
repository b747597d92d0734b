import { english } from "../words/words";
import { type FieldName, fieldNames, isFieldName } from "./field-names";

/** The type of a field's value: `text-or-list` is one text or several, `objects` a list of mappings. */
export type FieldKind =
  | "text"
  | "text-or-list"
  | "list"
  | "objects"
  | "object"
  | "boolean"
  | "boolean-or-object"
  | "number-or-object";

/** Where the values of a field come from; `models` and `datasets` are ids on the Hub. */
export type FieldVocabulary =
  | "licenses"
  | "languages"
  | "tasks"
  | "libraries"
  | "relations"
  | "models"
  | "datasets"
  | "buckets";

/** One field of a model card's front matter. */
export interface CardField {
  readonly key: FieldName;
  /** One or two sentences on what it means and what to write. */
  readonly meaning: string;
  readonly kind: FieldKind;
  readonly vocabulary?: FieldVocabulary;
}

const described: Readonly<Record<FieldName, Omit<CardField, "key">>> = {
  license: {
    kind: "text-or-list",
    vocabulary: "licenses",
    meaning: english(
      "The license of the model: one of the Hub's license IDs, or other with license_name and license_link.",
    ),
  },
  license_name: {
    kind: "text",
    meaning: english("The name of a license that has no ID on the Hub; use it with license: other."),
  },
  license_link: {
    kind: "text",
    meaning: english(
      "Where to find the text of that license: LICENSE or LICENSE.md for a file in the repo, or a URL.",
    ),
  },
  language: {
    kind: "text-or-list",
    vocabulary: "languages",
    meaning: english(
      "The languages that the model handles, as ISO 639 codes (en, deu); code and multilingual also work.",
    ),
  },
  language_bcp47: {
    kind: "text-or-list",
    meaning: english("Language tags that are more specific than language allows, such as en-GB."),
  },
  base_model: {
    kind: "text-or-list",
    vocabulary: "models",
    meaning: english(
      "The parent on the Hub that this model was made from; a list for a merge. The model tree is built from this.",
    ),
  },
  base_model_relation: {
    kind: "text",
    vocabulary: "relations",
    meaning: english(
      "How the model was made from its parents. Without this, the Hub infers it from the files and the number of parents.",
    ),
  },
  new_version: {
    kind: "text",
    vocabulary: "models",
    meaning: english(
      "The model on the Hub that replaces this one; the page of this model then shows a banner.",
    ),
  },
  pipeline_tag: {
    kind: "text",
    vocabulary: "tasks",
    meaning: english(
      "The task of the model: it determines where the model is listed and which widget its page has.",
    ),
  },
  library_name: {
    kind: "text",
    vocabulary: "libraries",
    meaning: english(
      "The library that loads the model: it determines the code snippet on its page and how downloads are counted.",
    ),
  },
  tags: {
    kind: "list",
    meaning: english("Words that people search by. not-for-all-audiences hides the model behind a warning."),
  },
  datasets: {
    kind: "text-or-list",
    vocabulary: "datasets",
    meaning: english("The IDs of the datasets on the Hub that the model was trained on."),
  },
  buckets: {
    kind: "list",
    vocabulary: "buckets",
    meaning: english("Storage buckets on the Hub that belong to the model, as namespace/bucket."),
  },
  metrics: {
    kind: "list",
    meaning: english("The IDs of the metrics that the model was evaluated with, such as accuracy or wer."),
  },
  "model-index": {
    kind: "objects",
    meaning: english(
      "Evaluation results: a list of results for each model, each with a task, a dataset, and metrics.",
    ),
  },
  model_name: { kind: "text", meaning: english("The name of the model in its evaluation results.") },
  co2_eq_emissions: {
    kind: "number-or-object",
    meaning: english(
      "The CO2 emitted by training, in grams: a number, or emissions with source, training_type, geographical_location, and hardware_used.",
    ),
  },
  thumbnail: {
    kind: "text",
    meaning: english("The URL of the image shown when the model's page is shared."),
  },
  widget: {
    kind: "objects",
    meaning: english(
      "Examples for the widget on the model's page: text, src, or messages, with an optional output.",
    ),
  },
  inference: {
    kind: "boolean-or-object",
    meaning: english("false turns the widget off; an object sets the parameters of its requests."),
  },
  instance_prompt: {
    kind: "text",
    meaning: english("The words that trigger a DreamBooth or LoRA concept in a prompt."),
  },
  mask_token: {
    kind: "text",
    meaning: english("The token that a fill-mask model replaces."),
  },
  extra_gated_prompt: {
    kind: "text",
    meaning: english("What people read before they request access to a gated model."),
  },
  extra_gated_fields: {
    kind: "object",
    meaning: english("What people must fill in to get access: the label and the type of each field."),
  },
  extra_gated_heading: { kind: "text", meaning: english("The heading of the access request form.") },
  extra_gated_description: {
    kind: "text",
    meaning: english("The sentence below the heading of the access request form."),
  },
  extra_gated_button_content: {
    kind: "text",
    meaning: english("The label of the button that requests access."),
  },
  extra_gated_eu_disallowed: {
    kind: "boolean",
    meaning: english("true denies access from the European Union; works only on a gated model."),
  },
  base_model_sources: {
    kind: "objects",
    meaning: english("The parents with name, author, version, and repo_url, for GGUF converters."),
  },
  dataset_sources: {
    kind: "objects",
    meaning: english("The datasets with name, author, version, and repo_url, for GGUF converters."),
  },
};

/** Every field that the Hub or its tools read from a model card, in the usual order of cards. */
export const cardFields: readonly CardField[] = fieldNames.map(key => ({ key, ...described[key] }));

/** The field with a key; null for a key that the Hub does not know. */
export function cardField(key: string): CardField | null {
  return isFieldName(key) ? { key, ...described[key] } : null;
}
