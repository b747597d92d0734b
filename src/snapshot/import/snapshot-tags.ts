import { isLanguageTag } from "../../lineage/language-codes";
import { isRelation } from "../../lineage/model";

/** The meaning of one tag from the Hub; a parent's relation is null if the tag does not give it. */
export type TagMeaning =
  | { readonly what: "license" | "language" | "dataset" | "paper"; readonly value: string }
  | { readonly what: "parent"; readonly value: string; readonly relation: ParentRelation | null }
  | null;

/** The relations that a tag can give. */
export type ParentRelation = "finetune" | "adapter" | "quantized" | "merge";

const prefixes = { "license:": "license", "dataset:": "dataset", "arxiv:": "paper" } as const;

/**
 * Reads one tag. The prefixes and their order match the paper's own code: a parent is the text after `base_model:` or
 * `base_model:<relation>:`, exactly as written; a language is a bare two-letter code.
 */
export function readTag(tag: string): TagMeaning {
  if (tag.length === 2) return isLanguageTag(tag) ? { what: "language", value: tag } : null;
  if (tag.startsWith("base_model:")) return readParent(tag.slice("base_model:".length));
  for (const [prefix, what] of Object.entries(prefixes)) {
    if (tag.startsWith(prefix)) return { what, value: tag.slice(prefix.length) };
  }
  return null;
}

function readParent(value: string): TagMeaning {
  const colon = value.indexOf(":");
  if (colon < 0) return value === "" ? null : { what: "parent", value, relation: null };
  const word = value.slice(0, colon);
  const id = value.slice(colon + 1);
  // Ignore an unrecognized relation: the accompanying plain tag names the parent.
  if (id === "" || !isRelation(word) || word === "unknown") return null;
  return { what: "parent", value: id, relation: word };
}
