import { asObject, type JsonObject } from "../../lineage/checked-json";

/** An object, and whether something in it was not JSON. */
export interface ReadJson {
  readonly object: JsonObject;
  readonly isMended: boolean;
}

/** Texts, which stay, and the numbers that Python writes and JSON does not have. */
const textsAndNumbers = /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|-?\b(?:NaN|Infinity)\b/g;

/**
 * Reads an object from JSON as other programs write it. Python's `NaN`, `Infinity`, and `-Infinity` count as unknown, and the rest is read.
 * Null if it is not an object.
 */
export function readJson(json: string): ReadJson | null {
  const asIs = parsed(json);
  const isMended = asIs === undefined;
  const found = isMended
    ? parsed(json.replace(textsAndNumbers, part => (part.startsWith('"') ? part : "null")))
    : asIs;
  const object = asObject(found);
  return object && { object, isMended };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
