import { objectIdOf } from "./hub-data";
import { isRecord, type ModelFacts } from "./models/facts";

/** The sort keys of a list. */
export const SORTS = ["downloads", "likes", "trendingScore", "createdAt", "lastModified"] as const;

/** One of the sort keys of the list. */
export type Sort = (typeof SORTS)[number];

/** A list order: a key, with ties broken by `_id` in the same direction, so no two models are equal. */
export interface Order {
  readonly sort: Sort;
  readonly descending: boolean;
}

type Key = number | string;

/** A position between two models in an order, kept across requests by the client. */
export interface Place {
  readonly key: Key;
  readonly objectId: string;
}

/** Compares two models in an order. */
export function compareIn(order: Order): (a: ModelFacts, b: ModelFacts) => number {
  return (a, b) => comparePlaces(order, placeOf(order, a), placeOf(order, b));
}

/** A model's position in an order. */
export function placeOf(order: Order, model: ModelFacts): Place {
  return { key: keyOf(order.sort, model), objectId: objectIdOf(model) };
}

/** The first list index after a position in this order. */
export function indexAfter(list: readonly ModelFacts[], order: Order, place: Place): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const model = list[middle];
    if (model !== undefined && comparePlaces(order, placeOf(order, model), place) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The cursor for results after a position: a Mongo predicate in base64, as the Hub writes it. */
export function cursorAfter(order: Order, place: Place): string {
  const beyond = order.descending ? "$lt" : "$gt";
  const predicate =
    order.sort === "createdAt"
      ? { _id: { [beyond]: place.objectId } }
      : {
          $or: [
            { [order.sort]: place.key, _id: { [beyond]: place.objectId } },
            { [order.sort]: { [beyond]: place.key } },
          ],
        };
  return Buffer.from(JSON.stringify(predicate)).toString("base64");
}

/** The position encoded in a cursor; undefined if the cursor is not ours or belongs to another order. */
export function placeOfCursor(order: Order, cursor: string): Place | undefined {
  const beyond = order.descending ? "$lt" : "$gt";
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64").toString("utf8"));
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const predicate = Array.isArray(value.$or) ? (value.$or[0] as unknown) : value;
  if (!isRecord(predicate) || !isRecord(predicate._id)) return undefined;
  const objectId = predicate._id[beyond];
  const key = order.sort === "createdAt" ? objectId : predicate[order.sort];
  if (typeof objectId !== "string" || (typeof key !== "string" && typeof key !== "number")) return undefined;
  return { key, objectId };
}

function keyOf(sort: Sort, model: ModelFacts): Key {
  switch (sort) {
    case "downloads":
      return model.downloads;
    case "likes":
      return model.likes;
    case "trendingScore":
      return model.trendingScore ?? 0;
    case "createdAt":
      return objectIdOf(model);
    case "lastModified":
      return model.lastModified ?? model.createdAt;
  }
}

function comparePlaces(order: Order, a: Place, b: Place): number {
  const ascending = compare(a.key, b.key) || compare(a.objectId, b.objectId);
  return order.descending ? -ascending : ascending;
}

function compare(a: Key, b: Key): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
