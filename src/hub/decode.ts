import type { DecodedModel, HubDecoder } from "../app/ports/decoder-ports";
import { HubError } from "../app/ports/errors";
import { asCount, asList, asObject, asText, asTexts, type JsonObject } from "../lineage/checked-json";
import { isLanguageTag } from "../lineage/language-codes";
import {
  bareModel,
  type Evaluation,
  type Model,
  type Relation,
  type RelationCounts,
  relations,
} from "../lineage/model";
import { decodeParents, idShape, tagValues } from "./decode-parents";

const maxId = 200;
const maxWord = 100;
const maxTags = 5000;
const maxTraits = 200;
const maxResults = 100;
/** What the Hub says of models that are older than its records. */
const createdBeforeRecords = "2022-03-02T23:29:04";

/**
 * Reads the answers of `/api/models` and `/api/models/{id}`, with or without `expand[]`. Traits come from the card's
 * metadata where the Hub gives it, else from the tags. What is malformed, too long or negative is left out (null),
 * and an item of a list without a valid id is dropped; only a body that is no model or no list at all throws
 * HubError("unreadable").
 */
export const hubDecoder: HubDecoder = {
  model(body) {
    const item = asObject(parse(body));
    if (item === null) throw unreadable("is not a JSON object");
    const decoded = decodeItem(item);
    if (decoded === null) throw unreadable("has no valid model id");
    return decoded;
  },
  list(body) {
    const items = parse(body);
    if (!Array.isArray(items)) throw unreadable("is not a JSON list");
    const decoded: DecodedModel[] = [];
    for (const value of items) {
      const item = asObject(value);
      const model = item === null ? null : decodeItem(item);
      if (model !== null) decoded.push(model);
    }
    return decoded;
  },
};

function unreadable(problem: string): HubError {
  const advice = "Check that the endpoint is a Hugging Face Hub, then try again.";
  return new HubError("unreadable", `The Hub's answer ${problem}. ${advice}`);
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw unreadable("is not valid JSON, or was cut off");
  }
}

function decodeItem(item: JsonObject): DecodedModel | null {
  // The id is not trimmed: one with white space or control characters around it is no id.
  const id = item.id ?? item.modelId;
  if (typeof id !== "string" || !idShape.test(id)) return null;
  const card = asObject(item.cardData);
  const tags = asTexts(asList(item.tags).slice(0, maxTags), maxId + maxWord);
  return { model: decodeModel(id, item, card, tags), ...decodeParents(item, card, tags) };
}

function decodeModel(id: string, item: JsonObject, card: JsonObject | null, tags: readonly string[]): Model {
  const license = decodeLicense(card, tags);
  return {
    ...bareModel(id),
    license,
    licenseName: license === "other" ? asText(card?.license_name, maxWord) : null,
    languages: decodeLanguages(card, tags),
    task: asText(item.pipeline_tag, maxWord),
    library: asText(item.library_name, maxWord),
    datasets: decodeDatasets(card, tags),
    downloads: asCount(item.downloads),
    likes: asCount(item.likes),
    parameters: decodeParameters(item),
    storage: asCount(item.usedStorage),
    createdAt: decodeTime(item.createdAt),
    lastModified: decodeTime(item.lastModified),
    gated: decodeGated(item.gated),
    disabled: item.disabled === true,
    // The Hub compares tags by letter case, people do not: `Not-for-all-Audiences` is as frequent.
    adult: tags.some(tag => tag.toLowerCase() === "not-for-all-audiences"),
    newVersion: decodeNewVersion(card),
    emissions: decodeEmissions(card),
    evaluations: decodeEvaluations(item, card),
    childCounts: decodeChildCounts(item.childrenModelCount),
  };
}

/** The license of the card, else the tag; of a list the first one, which is also the Hub's first `license:` tag. */
function decodeLicense(card: JsonObject | null, tags: readonly string[]): string | null {
  const declared = asTexts(card?.license, maxWord)[0] ?? tagValues(tags, "license:")[0];
  return declared === undefined ? null : declared.toLowerCase();
}

/**
 * The card's `language`, where YAML reads `no` as false. Only when the Hub gives no metadata are bare tags taken,
 * because beside metadata without languages such tags are words of the author (`tf`, `rp`).
 */
function decodeLanguages(card: JsonObject | null, tags: readonly string[]): readonly string[] {
  if (card === null) return tags.filter(isLanguageTag).slice(0, maxTraits);
  const declared = Array.isArray(card.language) ? card.language : [card.language];
  const norwegian = declared.slice(0, maxTraits * 2).map(language => (language === false ? "no" : language));
  return asTexts(norwegian, maxWord).slice(0, maxTraits);
}

function decodeDatasets(card: JsonObject | null, tags: readonly string[]): readonly string[] {
  const declared = asTexts(card?.datasets, maxId);
  return (declared.length > 0 ? declared : tagValues(tags, "dataset:")).slice(0, maxTraits);
}

function decodeParameters(item: JsonObject): number | null {
  for (const header of [item.safetensors, item.gguf]) {
    const total = asCount(asObject(header)?.total);
    if (total !== null && total > 0) return total;
  }
  return null;
}

function decodeTime(value: unknown): string | null {
  const text = asText(value, 40);
  if (text === null || !/^\d{4}-\d\d-\d\dT/.test(text) || text.startsWith(createdBeforeRecords)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function decodeNewVersion(card: JsonObject | null): string | null {
  const id = asText(card?.new_version, maxId);
  return id !== null && idShape.test(id) ? id : null;
}

/** Grams of CO2: a number, or `emissions` of an object. */
function decodeEmissions(card: JsonObject | null): number | null {
  const declared = card?.co2_eq_emissions;
  const grams = asObject(declared)?.emissions ?? declared;
  return typeof grams === "number" && grams >= 0 ? grams : null;
}

/** The scores of a model-index, those that name a task, a dataset and a metric; the first hundred of them. */
function decodeEvaluations(item: JsonObject, card: JsonObject | null): readonly Evaluation[] {
  const found: Evaluation[] = [];
  for (const entry of asList(card?.["model-index"] ?? item["model-index"]).slice(0, maxResults)) {
    for (const result of asList(asObject(entry)?.results).slice(0, maxResults)) {
      const { task, dataset, metrics } = asObject(result) ?? {};
      const taskType = asText(asObject(task)?.type, maxWord);
      const datasetType = asText(asObject(dataset)?.type, maxId);
      for (const measured of asList(metrics).slice(0, maxResults)) {
        const { type, value } = asObject(measured) ?? {};
        const metric = asText(type, maxWord);
        if (taskType === null || datasetType === null || metric === null || typeof value !== "number")
          continue;
        found.push({ task: taskType, dataset: datasetType, metric, value });
        if (found.length === maxResults) return found;
      }
    }
  }
  return found;
}

function decodeGated(value: unknown): Model["gated"] {
  return value === false || value === "auto" || value === "manual" ? value : null;
}

function decodeChildCounts(value: unknown): RelationCounts | null {
  const counts = asObject(value);
  if (counts === null) return null;
  const known: Partial<Record<Relation, number>> = {};
  for (const relation of relations) {
    const count = asCount(counts[relation]);
    if (count !== null && count > 0) known[relation] = count;
  }
  return known;
}
