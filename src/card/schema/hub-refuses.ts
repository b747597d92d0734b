import type { Fault, ShapeFault } from "./shapes";

/** Something in a card's front matter for which the Hub refuses a commit. */
export interface Refusal {
  /** The field or a part of it, as in messages of the Hub but without numbers; `metrics[]` is an item of a list. */
  readonly where: string;
  readonly faults: readonly Fault[];
  /** What the Hub says, in short. */
  readonly says: string;
  /** Where that was seen. */
  readonly source: string;
  /** When: the Hub's schema has only ever become stricter. */
  readonly date: string;
}

/** Values that are no text where text belongs. */
const noText: readonly Fault[] = ["empty", "number", "boolean", "date", "list", "object"];
const noList: readonly Fault[] = ["empty", "blank", "text", "number", "boolean", "date", "object"];
const noObject: readonly Fault[] = ["empty", "blank", "text", "number", "boolean", "date", "list"];

/** No card on the Hub has another shape, among 12,817 cards that it accepted, where people write others in drafts. */
const accepted = "cards recorded from the Hub in July 2024 and June 2026";
const mustBeText = '"…" must be a string';
const spec = "hub-docs: modelcard.md";
const espnet = "espnet/espnet_model_zoo#102";

/**
 * What the Hub refuses on commit, field by field: each is an error here. What the Hub takes with a warning (a task that it does
 * not know, a card without metadata) or in silence (unknown keys, empty lists, any text in library_name) does not belong here.
 */
export const refusals: readonly Refusal[] = [
  refusal(
    "license",
    [...noText, "blank", "value"],
    '"license" must be one of […]',
    "huggingface_hub#4218",
    "2026-05",
  ),
  refusal(
    "license[]",
    [...noText, "blank", "value"],
    '"license" must be one of […]',
    "huggingface_hub#4218",
    "2026-05",
  ),
  refusal("license_name", noText, mustBeText, accepted, "2026-06"),
  refusal("license_link", noText, mustBeText, accepted, "2026-06"),
  refusal(
    "language",
    [...noText, "blank", "value"],
    "must be an ISO 639-1, 639-2 or 639-3 code",
    `${espnet}, huggingface_hub#3862`,
    "2026-09",
  ),
  refusal(
    "language[]",
    [...noText, "blank", "value"],
    "must be an ISO 639-1, 639-2 or 639-3 code",
    `${espnet}, huggingface_hub#3862`,
    "2026-09",
  ),
  refusal(
    "base_model",
    [...noText, "blank", "value"],
    '"base_model" is not valid; is not allowed to be empty',
    "transformers#25961, axolotl#2140",
    "2024-12",
  ),
  refusal(
    "base_model[]",
    [...noText, "blank", "value"],
    '"base_model[0]" is not valid',
    "transformers#25961, axolotl#2140",
    "2024-12",
  ),
  refusal("base_model_relation", noText, mustBeText, accepted, "2026-06"),
  refusal("new_version", noText, mustBeText, accepted, "2026-06"),
  refusal("pipeline_tag", noText, mustBeText, accepted, "2026-06"),
  refusal("library_name", noText, mustBeText, accepted, "2026-06"),
  refusal("tags", noList, '"tags" must be an array', accepted, "2026-06"),
  refusal("tags[]", noText, mustBeText, accepted, "2026-06"),
  refusal(
    "datasets",
    [...noText, "blank", "value"],
    '"datasets" must be a string',
    `${espnet}, autotrain-advanced#648`,
    "2026-09",
  ),
  refusal(
    "datasets[]",
    [...noText, "blank", "value"],
    '"datasets[0]" with value "…" is not valid',
    `${espnet}, transformers#13528`,
    "2026-09",
  ),
  refusal("metrics", noList, '"metrics" must be an array', accepted, "2026-06"),
  refusal("widget", noList, '"widget" must be an array', "ostris/ai-toolkit#260", "2025-03"),
  refusal("model-index", noList, '"model-index" must be an array', "huggingface_hub#1927", "2023-12"),
  refusal("model-index[]", noObject, '"model-index[0]" must be of type object', spec, "2023-12"),
  refusal("model-index[].name", ["missing", ...noText], '"model-index[0].name" is required', spec, "2026-05"),
  refusal(
    "model-index[].results",
    ["missing", ...noList],
    '"model-index[0].results" is required',
    "aprender, changelog of 0.35",
    "2026-05",
  ),
  refusal("model-index[].results[]", noObject, "must be of type object", spec, "2023-12"),
  ...inResult("task", ["missing", ...noObject], "is required"),
  ...inResult("task.type", ["missing", ...noText], "is required"),
  ...inResult("task.name", noText, "must be a string"),
  ...inResult("dataset", noObject, "must be of type object"),
  ...inResult("dataset.type", ["missing", ...noText], "is required"),
  ...inResult("dataset.name", ["missing", ...noText], "is required", "huggingface_hub#267"),
  ...inResult("dataset.config", noText, "must be a string", "huu4ontocord/MDEL#34"),
  ...inResult("dataset.split", noText, "must be a string"),
  ...inResult("dataset.revision", noText, "must be a string"),
  ...inResult("metrics", ["missing", ...noList], "must be an array"),
  ...inResult("metrics[]", noObject, "must be of type object"),
  ...inResult("metrics[].type", ["missing", ...noText], "is required"),
  ...inResult("metrics[].value", ["missing"], "is required"),
  ...inResult("metrics[].name", noText, "must be a string"),
  ...inResult("metrics[].config", noText, "must be a string"),
  ...inResult("source", noObject, "must be of type object"),
  ...inResult("source.url", ["missing", ...noText], "is required", "hub-docs#1144"),
  ...inResult("source.name", noText, "must be a string", "hub-docs#1144"),
];

const byPlace: ReadonlyMap<string, Refusal> = new Map(refusals.map(each => [each.where, each]));

/** Whether the Hub refuses a card for a fault in one of its fields. */
export function isRefused({ where, fault }: Pick<ShapeFault, "where" | "fault">): boolean {
  return byPlace.get(where)?.faults.includes(fault) ?? false;
}

function refusal(
  where: string,
  faults: readonly Fault[],
  says: string,
  source: string,
  date: string,
): Refusal {
  return { where, faults, says, source, date };
}

function inResult(part: string, faults: readonly Fault[], says: string, source = spec): Refusal[] {
  const where = `model-index[].results[].${part}`;
  return [refusal(where, faults, `"${where.replaceAll("[]", "[0]")}" ${says}`, source, "2026-05")];
}
