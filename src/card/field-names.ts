/** The key of every field that the Hub or its tools read from a model card, in the usual order of cards. */
export const fieldNames = [
  "license",
  "license_name",
  "license_link",
  "language",
  "language_bcp47",
  "base_model",
  "base_model_relation",
  "new_version",
  "pipeline_tag",
  "library_name",
  "tags",
  "datasets",
  "buckets",
  "metrics",
  "model-index",
  "model_name",
  "co2_eq_emissions",
  "thumbnail",
  "widget",
  "inference",
  "instance_prompt",
  "mask_token",
  "extra_gated_prompt",
  "extra_gated_fields",
  "extra_gated_heading",
  "extra_gated_description",
  "extra_gated_button_content",
  "extra_gated_eu_disallowed",
  "base_model_sources",
  "dataset_sources",
] as const;

/** The key of a field of model cards. */
export type FieldName = (typeof fieldNames)[number];

const known: ReadonlySet<string> = new Set(fieldNames);

/** Whether a key is one that the Hub or its tools know. */
export function isFieldName(key: string): key is FieldName {
  return known.has(key);
}
