import type { Fault, ShapeFault } from "./shapes";

/** What a row rests on, the strongest first. */
export type Basis =
  /** The source quotes the Hub's message. */
  | "quoted"
  /** People report that the Hub refused it; the message is not known word for word. */
  | "reported"
  /** Concluded from the written format: it calls the part required, or shows it as text, a list or an object. */
  | "specified"
  /** Concluded from silence: the Hub has no recent card of another shape, though drafts of people have. */
  | "recorded";

/** Something in a card's front matter for which the Hub refuses a commit. */
export interface Refusal {
  /** The field or a part of it, as in messages of the Hub but without numbers; `metrics[]` is an item of a list. */
  readonly where: string;
  readonly faults: readonly Fault[];
  readonly basis: Basis;
  readonly source: string;
  /** When the source was written, or for `specified` and `recorded` what it says was last looked at. */
  readonly date: string;
}

/** Values that are no text where text belongs. */
const noText: readonly Fault[] = ["empty", "number", "boolean", "date", "list", "object"];
const noWord: readonly Fault[] = [...noText, "blank", "value"];
const noList: readonly Fault[] = ["empty", "blank", "text", "number", "boolean", "date", "object"];
const noObject: readonly Fault[] = ["empty", "blank", "text", "number", "boolean", "date", "list"];

const inRecords = [
  "recorded",
  "12,817 cards that the Hub had accepted, of July 2024 and June 2026",
  "2026-06",
] as const;
const inSpec = ["specified", "hub-docs: modelcard.md", "2026-11"] as const;
const byPeople = [
  "reported",
  "reports of people who publish models, collected for the project",
  "2026-11",
] as const;
const language = ["quoted", "mteb; espnet_model_zoo#102; huggingface_hub#3862", "2026-09"] as const;
const datasets = [
  "quoted",
  "autotrain-advanced#648; espnet_model_zoo#102; transformers#13528",
  "2026-09",
] as const;
const license = ["quoted", "huggingface_hub#4218", "2026-05"] as const;
const baseModel = [
  "quoted",
  "transformers#25961 (empty, 2023-09); axolotl#2140 (a local path)",
  "2024-12",
] as const;

/**
 * What the Hub refuses on commit, field by field: each is an error here. The Hub's schema is not public, so that a row says what
 * it rests on; correct the weaker ones when the Hub is seen to take such a card. What the Hub takes with a warning (a task that
 * it does not know, a card without metadata) or in silence (unknown keys, empty lists, any text in library_name) does not belong
 * here.
 */
export const refusals: readonly Refusal[] = [
  refusal("license", noWord, license),
  refusal("license[]", noWord, license),
  refusal("license_name", noText, inRecords),
  refusal("license_link", noText, inRecords),
  refusal("language", noWord, language),
  refusal("language[]", noWord, language),
  refusal("base_model", noWord, baseModel),
  refusal("base_model[]", noWord, baseModel),
  refusal("base_model_relation", noText, inRecords),
  refusal("new_version", noText, inRecords),
  refusal("pipeline_tag", noText, inRecords),
  refusal("library_name", noText, inRecords),
  // Text was taken until June 2022.
  refusal("tags", noList, inRecords),
  refusal("tags[]", noText, inRecords),
  refusal("datasets", noWord, datasets),
  refusal("datasets[]", noWord, datasets),
  refusal("metrics", noList, byPeople),
  refusal("widget", noList, ["quoted", "skops#393; ostris/ai-toolkit#260", "2025-03"]),
  refusal("model-index", noList, ["reported", "huggingface_hub#1927", "2023-12"]),
  refusal("model-index[]", noObject, inSpec),
  refusal("model-index[].name", ["missing", ...noText], byPeople),
  refusal("model-index[].results", ["missing", ...noList], ["quoted", "aprender, PMAT-690", "2026-05"]),
  refusal("model-index[].results[]", noObject, inSpec),
  inResult("task", ["missing", ...noObject], inSpec),
  inResult("task.type", ["missing", ...noText], inSpec),
  inResult("task.name", noText, inSpec),
  inResult("dataset", noObject, inSpec),
  inResult("dataset.type", ["missing", ...noText], inSpec),
  inResult("dataset.name", ["missing", ...noText], inSpec),
  inResult("dataset.config", noText, ["quoted", "huu4ontocord/MDEL#34", "2023-05"]),
  inResult("dataset.split", noText, inSpec),
  inResult("dataset.revision", noText, byPeople),
  inResult("metrics", ["missing", ...noList], inSpec),
  inResult("metrics[]", noObject, inSpec),
  inResult("metrics[].type", ["missing", ...noText], inSpec),
  inResult("metrics[].value", ["missing"], byPeople),
  inResult("metrics[].name", noText, inSpec),
  inResult("metrics[].config", noText, byPeople),
  inResult("source", noObject, inSpec),
  inResult("source.url", ["missing", ...noText], byPeople),
  inResult("source.name", noText, inSpec),
];

const byPlace: ReadonlyMap<string, Refusal> = new Map(refusals.map(each => [each.where, each]));

/** Whether the Hub refuses a card for a fault in one of its fields. */
export function isRefused({ where, fault }: Pick<ShapeFault, "where" | "fault">): boolean {
  return byPlace.get(where)?.faults.includes(fault) ?? false;
}

function refusal(
  where: string,
  faults: readonly Fault[],
  [basis, source, date]: readonly [Basis, string, string],
): Refusal {
  return { where, faults, basis, source, date };
}

function inResult(part: string, faults: readonly Fault[], from: readonly [Basis, string, string]): Refusal {
  return refusal(`model-index[].results[].${part}`, faults, from);
}
