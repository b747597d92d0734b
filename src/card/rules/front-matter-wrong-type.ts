import { isBlank } from "../card";
import { type CardField, cardField, type FieldKind } from "../fields";
import type { Fix, ParsedCard, Rule } from "../finding";
import type { Field } from "../front-matter/front-matter";

/** Reports a value of the wrong type, such as text instead of a list. */
export const frontMatterWrongType: Rule = {
  id: "front-matter/wrong-type",
  severity: "warning",
  summary: "Finds a value of the wrong type, such as text instead of a list.",
  *check(card) {
    for (const field of card.frontMatter.fields.values()) {
      const known = cardField(field.key);
      if (known === null || hasOwnRule.has(known.key) || isBlank(field.value) || fits(known, field.value))
        continue;
      yield {
        message: `${known.key} takes ${kindWords[known.kind]}, but this is ${valueWords(field.value)}; write ${kindWords[known.kind]}.`,
        range: field.valueRange,
        fixes: fixes(card, field, known),
      };
    }
  },
};

const kindWords: Readonly<Record<FieldKind, string>> = {
  text: "text",
  "text-or-list": "text or a list of text values",
  list: "a list of text values",
  objects: "a list of objects",
  object: "an object",
  boolean: "true or false",
  "boolean-or-object": "true, false or an object",
  "number-or-object": "a number or an object",
};

/** Fields whose values another rule checks, whatever their type. */
const hasOwnRule: ReadonlySet<string> = new Set(["base_model", "license"]);

function fits({ kind, key }: CardField, value: unknown): boolean {
  switch (kind) {
    case "text":
      return typeof value === "string";
    case "text-or-list":
      return isText(value) || isTexts(value);
    case "list":
      return isTexts(value);
    case "objects":
      // Cards with a single example often write it without a list.
      if (isObject(value)) return key !== "model-index";
      return Array.isArray(value) && value.every(each => isObject(each) || typeof each === "string");
    case "object":
      return isObject(value);
    case "boolean":
      return typeof value === "boolean";
    case "boolean-or-object":
      return typeof value === "boolean" || isObject(value);
    case "number-or-object":
      // emissions/invalid reports text that should be a number.
      return typeof value === "number" || typeof value === "string" || isObject(value);
  }
}

/** A number counts as text here: the rule of the field says better what it should have been. */
function isText(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(each => each === null || isText(each) || isObject(each));
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function valueWords(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "boolean") return "true or false";
  return typeof value === "number" ? "a number" : "text";
}

/** A single word becomes a list, and a number that should be text gets quotes. */
function fixes(card: ParsedCard, { value, valueRange, key }: Field, { kind }: CardField): Fix[] {
  const written = card.text.slice(valueRange.start, valueRange.end);
  if (kind === "list" && typeof value === "string" && /^[\w./+-]+$|^"[^"\n]*"$|^'[^'\n]*'$/.test(written)) {
    const edits = [{ range: valueRange, newText: `[${written}]` }];
    return [{ title: `Make ${key} a list`, edits }];
  }
  if (kind === "text" && typeof value === "number" && /^[\w.+-]+$/.test(written)) {
    return [{ title: `Put ${key} in quotes`, edits: [{ range: valueRange, newText: `"${written}"` }] }];
  }
  return [];
}
