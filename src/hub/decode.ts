import type { DecodedModel, HubDecoder } from "../app/ports/decoder-ports";
import { HubError } from "../app/ports/errors";
import {
  asCount,
  asList,
  asMeasure,
  asObject,
  asText,
  asTexts,
  type JsonObject,
} from "../lineage/checked-json";
import { isLanguageTag } from "../lineage/language-codes";
import { readEmissions } from "../lineage/measures/emissions";
import { parametersOfFiles } from "../lineage/measures/parameters";
import {
  bareModel,
  type Evaluation,
  type Model,
  type Relation,
  type RelationCounts,
  relations,
} from "../lineage/model";
import {
  licensesIn,
  longestId,
  longestWord,
  mostListed,
  readDatasets,
  readLanguages,
  readLicense,
  readLink,
} from "../lineage/traits/read-traits";
import { t } from "../words/words";
import { decodeParents, idShape, tagValues } from "./decode-parents";

/** Enough for the languages, the datasets, and the parents that the tags of one model repeat. */
const maxTags = 4 * mostListed;
const maxResults = 100;
/** The creation time that the Hub gives to models older than its records. */
const createdBeforeRecords = "2022-03-02T23:29:04";

/**
 * Reads the answers of `/api/models` and `/api/models/{id}`, with or without `expand[]`. Traits come from the card's
 * metadata if the Hub provides it, otherwise from the tags. Malformed, overlong, and negative values become null, and
 * list items without a valid id are dropped. Throws HubError("unreadable") only if the body is not a model or a list.
 */
export const hubDecoder: HubDecoder = {
  model(body) {
    const item = asObject(parse(body));
    if (item === null) throw unreadable(t`is not a JSON object`);
    const decoded = decodeItem(item);
    if (decoded === null) throw unreadable(t`has no valid model ID`);
    return decoded;
  },
  list: body => readPage(body).models,
  page: readPage,
};

function readPage(body: Uint8Array): {
  readonly models: readonly DecodedModel[];
  readonly unreadable: number;
} {
  const items = parse(body);
  if (!Array.isArray(items)) throw unreadable(t`is not a JSON list`);
  const decoded: DecodedModel[] = [];
  for (const value of items) {
    const item = asObject(value);
    const model = item === null ? null : decodeItem(item);
    if (model !== null) decoded.push(model);
  }
  return { models: decoded, unreadable: items.length - decoded.length };
}

function unreadable(problem: string): HubError {
  const advice = t`Check that the endpoint is a Hugging Face Hub, then try again.`;
  return new HubError("unreadable", t`The Hub's response ${problem}. ${advice}`);
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw unreadable(t`is not valid JSON or was cut off`);
  }
}

function decodeItem(item: JsonObject): DecodedModel | null {
  // The id is not trimmed: text with surrounding white space or control characters is not an id.
  const id = item.id ?? item.modelId;
  if (typeof id !== "string" || !idShape.test(id)) return null;
  const card = asObject(item.cardData);
  const tags = asTexts(asList(item.tags).slice(0, maxTags), longestId + longestWord);
  return { model: decodeModel(id, item, card, tags), ...decodeParents(item, card, tags) };
}

function decodeModel(id: string, item: JsonObject, card: JsonObject | null, tags: readonly string[]): Model {
  const license = decodeLicense(card, tags);
  return {
    ...bareModel(id),
    license,
    ...namedLicense(license, card),
    languages: decodeLanguages(card, tags),
    task: asText(item.pipeline_tag, longestWord),
    library: asText(item.library_name, longestWord),
    datasets: decodeDatasets(card, tags),
    downloads: asCount(item.downloads),
    likes: asCount(item.likes),
    parameters: decodeParameters(id, item, tags),
    storage: asCount(item.usedStorage),
    createdAt: decodeTime(item.createdAt),
    lastModified: decodeTime(item.lastModified),
    commit: typeof item.sha === "string" && /^[\da-f]{40}$/.test(item.sha) ? item.sha : null,
    gated: decodeGated(item.gated),
    disabled: item.disabled === true,
    // Tags are case-sensitive on the Hub, but people write `Not-for-all-Audiences` just as often.
    adult: tags.some(tag => tag.toLowerCase() === "not-for-all-audiences"),
    newVersion: decodeNewVersion(card),
    emissions: decodeEmissions(card),
    evaluations: decodeEvaluations(item, card),
    childCounts: decodeChildCounts(item.childrenModelCount),
  };
}

/** What a card says of a license that is `other`: for others, the Hub takes no notice of it. */
function namedLicense(
  license: string | null,
  card: JsonObject | null,
): Pick<Model, "licenseName" | "licenseLink"> {
  if (license === null || !licensesIn(license).includes("other"))
    return { licenseName: null, licenseLink: null };
  return { licenseName: asText(card?.license_name, longestWord), licenseLink: readLink(card?.license_link) };
}

/** The card's license, else the tags'; several if there is a list, of which the Hub makes a `license:` tag each. */
function decodeLicense(card: JsonObject | null, tags: readonly string[]): string | null {
  return readLicense(card?.license) ?? readLicense(tagValues(tags, "license:"));
}

/**
 * The card's `language`. Bare tags count only if the Hub gives no metadata: next to metadata without languages, such
 * tags are the author's own words (`tf`, `rp`).
 */
function decodeLanguages(card: JsonObject | null, tags: readonly string[]): readonly string[] {
  return readLanguages(card === null ? tags.filter(isLanguageTag) : card.language);
}

function decodeDatasets(card: JsonObject | null, tags: readonly string[]): readonly string[] {
  const declared = readDatasets(card?.datasets);
  return declared.length > 0 ? declared : readDatasets(tagValues(tags, "dataset:"));
}

/** As in snapshots: packed weights are unpacked, and a size that only the name tells is unknown. */
function decodeParameters(id: string, item: JsonObject, tags: readonly string[]): number | null {
  const { safetensors, gguf } = item;
  return parametersOfFiles({ id, tags, safetensors, gguf })?.parameters ?? null;
}

function decodeTime(value: unknown): string | null {
  const text = asText(value, 40);
  if (text === null || !/^\d{4}-\d\d-\d\dT/.test(text) || text.startsWith(createdBeforeRecords)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function decodeNewVersion(card: JsonObject | null): string | null {
  const id = asText(card?.new_version, longestId);
  return id !== null && idShape.test(id) ? id : null;
}

/** Grams of CO2, also of a text with a unit. */
function decodeEmissions(card: JsonObject | null): number | null {
  const grams = asMeasure(readEmissions(card?.co2_eq_emissions)?.grams);
  return grams !== null && grams >= 0 ? grams : null;
}

/** The first hundred scores of a model-index that name a task, a dataset, and a metric. */
function decodeEvaluations(item: JsonObject, card: JsonObject | null): readonly Evaluation[] {
  const found: Evaluation[] = [];
  for (const entry of asList(card?.["model-index"] ?? item["model-index"]).slice(0, maxResults)) {
    for (const result of asList(asObject(entry)?.results).slice(0, maxResults)) {
      const { task, dataset, metrics } = asObject(result) ?? {};
      const taskType = asText(asObject(task)?.type, longestWord);
      const datasetType = asText(asObject(dataset)?.type, longestId);
      for (const measured of asList(metrics).slice(0, maxResults)) {
        const { type, value: written } = asObject(measured) ?? {};
        const [metric, value] = [asText(type, longestWord), asMeasure(written)];
        if (taskType === null || datasetType === null || metric === null || value === null) continue;
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

/** The Hub's counts of children; null, not zero, if one of them cannot be read. */
function decodeChildCounts(value: unknown): RelationCounts | null {
  const counts = asObject(value);
  if (counts === null) return null;
  const known: Partial<Record<Relation, number>> = {};
  for (const relation of relations) {
    const given = counts[relation];
    if (given === undefined) continue;
    const count = asCount(given);
    if (count === null) return null;
    if (count > 0) known[relation] = count;
  }
  return known;
}
