import { asObject, asText } from "../../lineage/checked-json";
import { ownValue } from "../../lineage/own-value";
import { t } from "../../words/words";
import { readLfsPointer } from "./lfs-pointer";

/**
 * JSON that others wrote; undefined if it is none. `NaN` and `Infinity`, which Python's `json` writes and reads, become null,
 * and a byte order mark is no part of it.
 */
export function parsedJson(text: string): unknown {
  const own = text.replace(/^\uFEFF/, "");
  return (
    parsed(own) ?? parsed(own.replaceAll(stringOrNumberWord, part => (part.startsWith('"') ? part : "null")))
  );
}

/**
 * Why nothing, or not everything, can be told from a JSON file, as the end of a sentence that begins with its name; null if all
 * is well. The field is the one that names a parent: it may be absent or null, and nothing else but a text.
 */
export function jsonProblem(text: string, field: string): string | null {
  const pointer = pointerProblem(text);
  if (pointer !== null) return pointer;
  if (text.trim() === "") return t`is empty`;
  const value = parsedJson(text);
  if (value === undefined) return t`is not valid JSON or is cut off, so nothing was read from it`;
  const object = asObject(value);
  if (object === null) return t`is not a JSON object, so nothing was read from it`;
  const written = ownValue(object, field) ?? null;
  if (written === null || written === "" || asText(written, longestName) !== null) return null;
  return t`has a ${field} that is not the name of a model, so it was not read`;
}

/** The longest name of a parent that is read from a file. */
export const longestName = 300;

/** Whether a text only stands for a file: as the end of a sentence that begins with the file's name; null if it does not. */
export function pointerProblem(text: string): string | null {
  if (readLfsPointer(text) !== null)
    return t`is a pointer of git LFS, not the file itself, so nothing was read from it; run git lfs pull`;
  return text.startsWith("version https://git-lfs.")
    ? t`is a damaged pointer of git LFS, so nothing was read from it; download it again`
    : null;
}

const stringOrNumberWord = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/gs;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
