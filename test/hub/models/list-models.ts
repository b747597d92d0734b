import { canSee, type Viewer } from "../access";
import { unknownExpand, wantedExpands } from "../expand";
import type { HubData } from "../hub-data";
import { compareIn, cursorAfter, indexAfter, type Order, placeOf, placeOfCursor, SORTS } from "../hub-order";
import { failure, json, type Reply } from "../reply";
import type { ModelFacts } from "./facts";
import { itemOf, LIST_EXPANDS, LIST_FIELDS } from "./model-fields";
import { tagsOf } from "./model-tags";

const MAX_LIMIT = 1000;

/** Serves `GET /api/models`; `address` is the full request URL, the base for the next page's URL. */
export function listModels(data: HubData, viewer: Viewer, address: URL): Reply {
  const query = address.searchParams;
  const expands = wantedExpands(query);
  const wide = ["full", "cardData", "config"].filter(name => isOn(query.get(name)));
  if (expands.length > 0 && wide.length > 0) {
    return failure(400, `"expand" cannot be combined with ${wide.map(name => `"${name}"`).join(", ")}.`);
  }
  const wrong = unknownExpand(expands, LIST_EXPANDS);
  if (wrong !== undefined) return wrong;
  const order = orderOf(query);
  if (order === undefined) return failure(400, `"sort" must be one of ${SORTS.join(", ")}.`);
  const limit = limitOf(query);
  if (limit === undefined) return failure(400, '"limit" must be a whole number from 1 on.');

  const list = orderedCandidates(data, query, order);
  const cursor = query.get("cursor");
  const place = cursor === null ? undefined : placeOfCursor(order, cursor);
  if (cursor !== null && place === undefined) return failure(400, '"cursor" does not belong to this list.');

  const matches = matcher(query, viewer);
  const page: ModelFacts[] = [];
  let hasMore = false;
  for (let at = place === undefined ? 0 : indexAfter(list, order, place); at < list.length; at++) {
    const model = list[at];
    if (model === undefined || !matches(model)) continue;
    if (page.length === limit) {
      hasMore = true;
      break;
    }
    page.push(model);
  }
  const fields = expands.length > 0 ? expands : listFields(query);
  const items = page.map(model => itemOf(data, model, fields));
  const last = page.at(-1);
  return hasMore && last !== undefined
    ? json(items, 200, { Link: nextLink(address, cursorAfter(order, placeOf(order, last))) })
    : json(items);
}

function listFields(query: URLSearchParams): Iterable<string> {
  const fields = new Set<string>(LIST_FIELDS);
  if (isOn(query.get("full"))) {
    for (const field of ["author", "gated", "lastModified", "sha", "siblings"]) fields.add(field);
  }
  if (isOn(query.get("cardData"))) fields.add("cardData");
  if (isOn(query.get("config"))) fields.add("config");
  return fields;
}

function isOn(value: string | null): boolean {
  return value !== null && value !== "false" && value !== "0";
}

function orderOf(query: URLSearchParams): Order | undefined {
  const asked = query.get("sort") ?? "trendingScore";
  const sort = SORTS.find(name => name === asked);
  return sort === undefined ? undefined : { sort, descending: (query.get("direction") ?? "-1") === "-1" };
}

function limitOf(query: URLSearchParams): number | undefined {
  const asked = query.get("limit") ?? String(MAX_LIMIT);
  return /^[1-9]\d*$/.test(asked) ? Math.min(Number(asked), MAX_LIMIT) : undefined;
}

function wantedTags(query: URLSearchParams): string[] {
  const asked = [...query.getAll("filter"), ...query.getAll("filter[]")];
  return asked.flatMap(value => value.split(",")).filter(tag => tag !== "");
}

/** Queries for children use the index of parents; all others read the full list. */
function orderedCandidates(data: HubData, query: URLSearchParams, order: Order): readonly ModelFacts[] {
  const parentTag = wantedTags(query).find(tag => tag.startsWith("base_model:"));
  const compare = compareIn(order);
  if (parentTag === undefined) {
    return data.sorted(`${order.sort} ${order.descending ? "down" : "up"}`, compare);
  }
  const id = parentTag.slice("base_model:".length).replace(/^[a-z]+:/, "");
  return [...data.childrenOf(id)].sort(compare);
}

function matcher(query: URLSearchParams, viewer: Viewer): (model: ModelFacts) => boolean {
  const tags = wantedTags(query);
  const words = (query.get("search") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const author = query.get("author");
  const task = query.get("pipeline_tag");
  const library = query.get("library");
  return model => {
    if (!canSee(viewer, model)) return false;
    if (author !== null && !model.id.startsWith(`${author}/`)) return false;
    if (task !== null && model.task !== task) return false;
    if (library !== null && model.library !== library) return false;
    const id = model.id.toLowerCase();
    if (!words.every(word => id.includes(word))) return false;
    if (tags.length === 0) return true;
    const own = tagsOf(model);
    return tags.every(tag => own.includes(tag));
  };
}

function nextLink(address: URL, cursor: string): string {
  const next = new URL(address);
  next.searchParams.set("cursor", cursor);
  return `<${next.href}>; rel="next"`;
}
