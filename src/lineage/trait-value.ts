import { english, t } from "../words/words";
import { normalizeLanguage } from "./languages";
import type { Model } from "./model";
import { authorOf } from "./repo-id";
import { isCut } from "./traits/read-traits";
import { comparedTraits, licenseText } from "./traits/trait-change";

/** The traits by which the models of a family can be compared, in the order in which they are offered. */
export const traitNames = [...comparedTraits, ...english(["author", "year"] as const)] as const;

/** One of those traits. */
export type TraitName = (typeof traitNames)[number];

/** Traits that a child inherits or changes; the others (who made it, when, how large) are every child's own. */
const inherited: ReadonlySet<TraitName> = new Set(["license", "languages", "task", "library", "datasets"]);

const sizes: readonly (readonly [below: number, name: string])[] = english([
  [1e9, "below 1 billion"],
  [4e9, "1 to 4 billion"],
  [10e9, "4 to 10 billion"],
  [40e9, "10 to 40 billion"],
  [Number.POSITIVE_INFINITY, "above 40 billion"],
]);

/** Null as well for a list that was not read to its end: nothing can be compared with it. */
function listed(values: readonly string[]): string | null {
  return values.length === 0 || isCut(values) ? null : [...new Set(values)].sort().join(", ");
}

const readers: Readonly<Record<TraitName, (model: Model) => string | null>> = {
  license: model => model.license,
  languages: model => listed(model.languages.map(code => normalizeLanguage(code) ?? code)),
  task: model => model.task,
  library: model => model.library,
  datasets: model => listed(model.datasets),
  parameters: ({ parameters }) =>
    parameters === null ? null : (sizes.find(([below]) => parameters < below)?.[1] ?? null),
  author: ({ id }) => authorOf(id),
  year: model => model.createdAt?.slice(0, 4) ?? null,
};

/** The value by which models that were not read are grouped; no trait can have it. */
export const notRead = "\u0000";

/** The reader of a trait, which returns its value as one text, or null if it is not declared or not known. */
export function traitReader(trait: TraitName): (model: Model) => string | null {
  return readers[trait];
}

/**
 * The reader of a trait for legends, filters, and counts: like `traitReader`, but a model that was not read has the value
 * `notRead`, so null is only what a model does not declare. A missing model is not read either.
 */
export function groupReader(trait: TraitName): (model: Model | null) => string | null {
  const read = readers[trait];
  return model => {
    if (model === null) return notRead;
    const value = read(model);
    return value === null && (model.unread || isCutList(trait, model)) ? notRead : value;
  };
}

/** Whether the trait is a list of which only the first values were read. */
function isCutList(trait: TraitName, model: Model): boolean {
  return (trait === "languages" || trait === "datasets") && isCut(model[trait]);
}

/** The reader of a trait for changes between parent and child: licenses with the ID `other` differ by their names. */
export function changeReader(trait: TraitName): (model: Model) => string | null {
  return trait === "license" ? licenseText : readers[trait];
}

/** A value of `groupReader` in words. */
export function groupName(value: string | null): string {
  return value === notRead ? t`not read` : (value ?? t`not declared`);
}

/** Whether a child can inherit or change the trait, so a difference from its parent is a mutation. */
export function isInherited(trait: TraitName): boolean {
  return inherited.has(trait);
}
