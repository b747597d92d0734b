/** What the value of a field is: `text-or-list` is one text or several, `objects` a list of mappings. */
export type FieldKind =
  | "text"
  | "text-or-list"
  | "list"
  | "objects"
  | "object"
  | "boolean"
  | "boolean-or-object"
  | "number-or-object";

/** The list that the values of a field come from; `models` and `datasets` are ids on the Hub. */
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
  readonly key: string;
  /** One or two sentences that say what it means, and what to write. */
  readonly meaning: string;
  readonly kind: FieldKind;
  readonly vocabulary?: FieldVocabulary;
}

/** Every field that the Hub or the tools around it read from a model card, in the order in which cards have them. */
export const cardFields: readonly CardField[] = [
  {
    key: "license",
    kind: "text-or-list",
    vocabulary: "licenses",
    meaning: "The license of the model: one of the Hub's ids, or other with license_name and license_link.",
  },
  {
    key: "license_name",
    kind: "text",
    meaning: "The name of a license that the Hub has no id for; goes with license: other.",
  },
  {
    key: "license_link",
    kind: "text",
    meaning:
      "Where the text of that license is: LICENSE or LICENSE.md for a file in the repo, else an address.",
  },
  {
    key: "language",
    kind: "text-or-list",
    vocabulary: "languages",
    meaning:
      "Languages that the model handles, as codes of ISO 639 (en, deu); code and multilingual are allowed too.",
  },
  {
    key: "language_bcp47",
    kind: "text-or-list",
    meaning: "Languages in finer tags than language takes, such as en-GB.",
  },
  {
    key: "base_model",
    kind: "text-or-list",
    vocabulary: "models",
    meaning:
      "The parent on the Hub that this model was made from; a list for a merge. The model tree is built from it.",
  },
  {
    key: "base_model_relation",
    kind: "text",
    vocabulary: "relations",
    meaning:
      "How it was made from its parents. Without it the Hub guesses from the files and the number of parents.",
  },
  {
    key: "new_version",
    kind: "text",
    vocabulary: "models",
    meaning: "The model on the Hub that takes the place of this one; its page then shows a banner.",
  },
  {
    key: "pipeline_tag",
    kind: "text",
    vocabulary: "tasks",
    meaning: "The task of the model: where it is listed, and which widget its page has.",
  },
  {
    key: "library_name",
    kind: "text",
    vocabulary: "libraries",
    meaning: "The library that loads it: decides the code snippet of its page and how downloads are counted.",
  },
  {
    key: "tags",
    kind: "list",
    meaning: "Words to find it by. not-for-all-audiences hides it behind a warning.",
  },
  {
    key: "datasets",
    kind: "text-or-list",
    vocabulary: "datasets",
    meaning: "Datasets on the Hub that it was trained on, by id.",
  },
  {
    key: "buckets",
    kind: "list",
    vocabulary: "buckets",
    meaning: "Storage buckets of the Hub that belong to it, as namespace/bucket.",
  },
  {
    key: "metrics",
    kind: "text-or-list",
    meaning: "Metrics that it was evaluated with, by id, such as accuracy or wer.",
  },
  {
    key: "model-index",
    kind: "objects",
    meaning: "Evaluation results: for each model its results, each with a task, a dataset and metrics.",
  },
  { key: "model_name", kind: "text", meaning: "What the model is called in its evaluation results." },
  {
    key: "co2_eq_emissions",
    kind: "number-or-object",
    meaning:
      "CO2 that training it gave off, in grams: a number, or emissions with source, training_type, geographical_location and hardware_used.",
  },
  {
    key: "thumbnail",
    kind: "text",
    meaning: "Address of the picture that is shown where the model's page is shared.",
  },
  {
    key: "widget",
    kind: "objects",
    meaning: "Examples for the widget on the model's page: text, src or messages, with an optional output.",
  },
  {
    key: "inference",
    kind: "boolean-or-object",
    meaning: "false turns the widget off; an object sets parameters of its requests.",
  },
  {
    key: "instance_prompt",
    kind: "text",
    meaning: "The words that wake a DreamBooth or LoRA concept in a prompt.",
  },
  {
    key: "mask_token",
    kind: "text",
    meaning: "The token that fill-mask models fill in.",
  },
  {
    key: "extra_gated_prompt",
    kind: "text",
    meaning: "What people read before they ask for access to a gated model.",
  },
  {
    key: "extra_gated_fields",
    kind: "object",
    meaning: "What people must fill in to get access: a label for each field and its type.",
  },
  { key: "extra_gated_heading", kind: "text", meaning: "The heading of the form that asks for access." },
  {
    key: "extra_gated_description",
    kind: "text",
    meaning: "The sentence below the heading of the form that asks for access.",
  },
  {
    key: "extra_gated_button_content",
    kind: "text",
    meaning: "The words on the button that asks for access.",
  },
  {
    key: "extra_gated_eu_disallowed",
    kind: "boolean",
    meaning: "true refuses access from the European Union; works on a gated model only.",
  },
  {
    key: "base_model_sources",
    kind: "objects",
    meaning: "Parents with name, author, version and repo_url, as GGUF converters read them.",
  },
  {
    key: "dataset_sources",
    kind: "objects",
    meaning: "Datasets with name, author, version and repo_url, as GGUF converters read them.",
  },
];

/** A field by its key; null for a key that is none of the Hub's. */
export function cardField(key: string): CardField | null {
  return cardFields.find(field => field.key === key) ?? null;
}
