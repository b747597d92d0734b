import { english, t } from "../../words/words";
import { grouped } from "../in-words";
import { normalizeLanguage } from "../languages";
import type { Model } from "../model";
import { showable } from "../showable";
import { isCut } from "./read-traits";

/** The traits in which a model is compared with its parent, in the order in which they are shown. */
export const comparedTraits = english([
  "license",
  "languages",
  "task",
  "library",
  "datasets",
  "parameters",
] as const);

/** One of those traits. */
export type ComparedTrait = (typeof comparedTraits)[number];

/**
 * What happened to a trait from parent to child. `none`: neither declares it, or it is no trait to compare; `unread`: one of
 * the two was not read, or not to the end of its list, so nothing can be said.
 */
export type Fate = (typeof fates)[number];

const fates = english(["kept", "changed", "lost", "gained", "none", "unread"] as const);

/** A license with the name that tells it from other licenses of the ID `other`; null if none is declared. */
export function licenseText({ license, licenseName }: Pick<Model, "license" | "licenseName">): string | null {
  return license === "other" && licenseName !== null ? `other (${licenseName})` : license;
}

/** The values of a trait as the model writes them; empty if it declares none or was not read. */
export function declaredValues(trait: ComparedTrait, model: Model): readonly string[] {
  switch (trait) {
    case "license":
      return one(licenseText(model));
    case "languages":
      return model.languages;
    case "task":
      return one(model.task);
    case "library":
      return one(model.library);
    case "datasets":
      return model.datasets;
    case "parameters":
      return one(model.parameters === null ? null : String(model.parameters));
  }
}

/** What happened to a trait from a parent to its child. Languages are compared by meaning, so `eng` is kept by `en`. */
export function traitFate(trait: ComparedTrait, parent: Model, child: Model): Fate {
  if (parent.unread || child.unread) return "unread";
  if ([parent, child].some(model => isCut(declaredValues(trait, model)))) return "unread";
  const [before, after] = [meanings(trait, parent), meanings(trait, child)];
  // A size missing from the file headers is unknown, not lost.
  if (trait === "parameters" && (before.size === 0 || after.size === 0)) return "none";
  if (before.size === 0) return after.size === 0 ? "none" : "gained";
  if (after.size === 0) return "lost";
  const lost = [...before].some(value => !after.has(value));
  const gained = [...after].some(value => !before.has(value));
  if (!lost && !gained) return "kept";
  if (lost && gained) return "changed";
  return lost ? "lost" : "gained";
}

/** Whether two models are known to differ in a trait, even if only one of them declares it. */
export function differs(trait: ComparedTrait, one: Model, other: Model): boolean {
  const fate = traitFate(trait, one, other);
  return fate === "changed" || fate === "lost" || fate === "gained";
}

/** Whether both declare a trait, and it differs. */
export function isMutation(trait: ComparedTrait, parent: Model, child: Model): boolean {
  const isDeclared = declaredValues(trait, parent).length > 0 && declaredValues(trait, child).length > 0;
  return isDeclared && differs(trait, parent, child);
}

/** The traits that both declare and that differ, apart from the size, which is every model's own. */
export function changedTraits(parent: Model, child: Model): readonly ComparedTrait[] {
  return comparedTraits.filter(trait => trait !== "parameters" && isMutation(trait, parent, child));
}

/** A trait of a model in words: at most `most` values, a dash if it declares none, and `not read` if it was not read. */
export function traitText(trait: ComparedTrait, model: Model, most = 12): string {
  if (model.unread) return t`not read`;
  const values = declaredValues(trait, model);
  const shown = showable(values.slice(0, most).join(", "));
  if (isCut(values)) return t`${shown} and at least ${grouped(values.length - most)} more`;
  return values.length > most ? t`${shown} and ${values.length - most} more` : shown || "–";
}

/** The meanings of a list of languages: of a parent with thousands, they are compared once for each child. */
const meant = new WeakMap<readonly string[], ReadonlySet<string>>();

function meanings(trait: ComparedTrait, model: Model): ReadonlySet<string> {
  const values = declaredValues(trait, model);
  if (trait !== "languages") return new Set(values);
  const before = meant.get(values);
  if (before !== undefined) return before;
  const found = new Set(values.map(code => normalizeLanguage(code) ?? code));
  meant.set(values, found);
  return found;
}

function one(value: string | null): readonly string[] {
  return value === null ? [] : [value];
}
