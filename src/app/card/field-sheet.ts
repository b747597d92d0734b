import { fieldTexts } from "../../card/card";
import { type CardField, cardField } from "../../card/fields";
import type { Field, FrontMatter } from "../../card/front-matter/front-matter";
import { declaredTraits } from "../../card/licensing/declared-traits";
import { languages, libraries, licenseWords, relationWords, tasks, type Word } from "../../card/vocabulary";
import { licenseDuties, licenseFacts } from "../../licenses/license-facts";
import { recognizeLicense } from "../../licenses/recognize-license";
import { whyUnrecognized } from "../../licenses/unrecognized-words";
import { count, listed } from "../../lineage/in-words";
import type { Model } from "../../lineage/model";
import { english, phrase, t } from "../../words/words";
import { parentValues } from "./parent-hints";

/** The hover for a field of a card, as plain text. */
export interface FieldSheet {
  readonly key: string;
  readonly meaning: string;
  /** The allowed values, in a sentence; empty if anything is allowed. */
  readonly allowed: string;
  /** The meaning of the card's own value, such as a license's name and terms; may be empty. */
  readonly own: readonly string[];
  /** Each known parent's value; null if parents cannot be compared by this field. */
  readonly parents: readonly { readonly id: string; readonly value: string }[] | null;
}

/** The field whose key or value is at an offset, or null. */
export function fieldAt(frontMatter: FrontMatter, offset: number): Field | null {
  for (const field of frontMatter.fields.values()) {
    const end = Math.max(field.keyRange.end, field.valueRange.end);
    if (field.keyRange.start <= offset && offset <= end) return field;
  }
  return null;
}

/** Describes a field; null for a key that the Hub does not define. */
export function fieldSheet(
  field: Field,
  parents: readonly Model[],
  frontMatter: FrontMatter,
): FieldSheet | null {
  const known = cardField(field.key);
  if (known === null) return null;
  const values = parents.flatMap(parent => {
    const found = parentValues(field.key, parent);
    return found === null ? [] : [{ id: parent.id, value: found.length === 0 ? t`none` : listed(found, 12) }];
  });
  return {
    key: field.key,
    meaning: phrase(known.meaning),
    allowed: allowedIn(known),
    own: [...ownWords(known, field), ...(ofLicense.has(field.key) ? otherInWords(frontMatter) : [])],
    parents: values.length === 0 ? null : values,
  };
}

const kinds: Readonly<Record<CardField["kind"], string>> = english({
  text: "A string.",
  "text-or-list": "A string or a list.",
  list: "A list.",
  objects: "A list of objects.",
  object: "An object.",
  boolean: "True or false.",
  "boolean-or-object": "True, false, or an object.",
  "number-or-object": "A number or an object.",
});

/** The values a field may have: a short vocabulary in full, a long one as a count with examples. */
function allowedIn({ kind, vocabulary }: CardField): string {
  const form = phrase(kinds[kind]);
  switch (vocabulary) {
    case "relations":
      return t`One of ${listed(relationWords.map(({ id }) => id))}.`;
    case "licenses":
      return t`${form} The Hub knows ${licenseWords.length} licenses, such as ${some(licenseWords)}.`;
    case "languages":
      return t`${form} Two-letter codes, such as ${some(languages.slice(2))}, or three-letter codes.`;
    case "tasks":
      return t`One of the Hub's ${count(tasks.length, "task", "tasks")}, such as ${some(tasks)}.`;
    case "libraries":
      return t`The Hub knows ${count(libraries.length, "library", "libraries")}, such as ${some(libraries)}.`;
    case "models":
      return t`${form} A model ID on the Hub: organization/name.`;
    case "datasets":
      return t`${form} A dataset ID on the Hub: organization/name.`;
    default:
      return form;
  }
}

const wellKnown: ReadonlySet<string> = new Set([
  ...["apache-2.0", "mit", "cc-by-4.0", "gemma", "en", "zh", "fr", "de"],
  ...["text-generation", "text-classification", "text-to-image", "transformers", "diffusers", "peft"],
]);

function some(all: readonly Word[]): string {
  return listed(all.flatMap(({ id }) => (wellKnown.has(id) ? [id] : [])));
}

/** The meaning of the card's own values. */
function ownWords({ vocabulary }: CardField, field: Field): readonly string[] {
  const texts = fieldTexts(field).slice(0, 8);
  if (vocabulary === "licenses") return texts.flatMap(licenseInWords);
  const all: Readonly<Record<string, readonly Word[]>> = {
    languages,
    tasks,
    libraries,
    relations: relationWords,
  };
  const known = all[vocabulary ?? ""] ?? [];
  const named = texts.flatMap(text => {
    const label = known.find(word => word.id === text)?.label;
    return label === undefined || label.toLowerCase() === text ? [] : [`${text}: ${label}`];
  });
  return named.length === 0 ? [] : [named.join(" · ")];
}

const ofLicense: ReadonlySet<string> = new Set(["license", "license_name", "license_link"]);

/** What a license that the card calls `other` is recognized as, or why it is not. */
function otherInWords(frontMatter: FrontMatter): readonly string[] {
  if (!fieldTexts(frontMatter.fields.get("license")).some(text => text.toLowerCase() === "other")) return [];
  const { licenseName, licenseLink } = declaredTraits(frontMatter);
  const found = recognizeLicense(licenseName, licenseLink);
  if (found.id === null) return [t`This license is not recognized: ${phrase(whyUnrecognized[found.why])}.`];
  return [t`Recognized by ${found.by}.`, ...licenseInWords(found.id)];
}

/** A license's name and terms; empty for an id that the Hub does not define. */
export function licenseInWords(text: string): readonly string[] {
  const facts = licenseFacts(text.toLowerCase());
  if (facts === null) return [];
  const duties = facts.duties.map(duty => phrase(licenseDuties[duty]));
  const asks = duties.length === 0 ? "" : t` Anyone who shares a derivative must: ${duties.join("; ")}.`;
  return [`${text}: ${facts.name}.${asks}`];
}
