import { normalizeLanguage } from "./languages";
import type { Model } from "./model";
import { authorOf } from "./repo-id";

/** The traits by which the models of a family can be compared, in the order in which they are offered. */
export const traitNames = [
  "license",
  "languages",
  "task",
  "library",
  "datasets",
  "parameters",
  "author",
  "year",
] as const;

/** One of those traits. */
export type TraitName = (typeof traitNames)[number];

/** Traits that a child inherits or changes; the others (who made it, when, how large) are every child's own. */
const inherited: ReadonlySet<TraitName> = new Set(["license", "languages", "task", "library", "datasets"]);

const sizes: readonly (readonly [below: number, name: string])[] = [
  [1e9, "below 1 billion"],
  [4e9, "1 to 4 billion"],
  [10e9, "4 to 10 billion"],
  [40e9, "10 to 40 billion"],
  [Number.POSITIVE_INFINITY, "above 40 billion"],
];

function listed(values: readonly string[]): string | null {
  return values.length === 0 ? null : [...new Set(values)].sort().join(", ");
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

/** The reader of a trait, which returns its value as one text, or null if it is not declared or not known. */
export function traitReader(trait: TraitName): (model: Model) => string | null {
  return readers[trait];
}

/** Whether a child can inherit or change the trait, so a difference from its parent is a mutation. */
export function isInherited(trait: TraitName): boolean {
  return inherited.has(trait);
}
