import { normalizeLanguage } from "./languages";
import type { Model } from "./model";
import { authorOf } from "./repo-id";

/** The traits by which the models of a family can be told apart, in the order in which they are offered. */
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

/** Traits that a child takes over or changes; of the others (who made it, when, how large) every child has its own. */
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

/** Gives the reader of a trait: its value as one text, null where it is not declared or not known. */
export function traitReader(trait: TraitName): (model: Model) => string | null {
  return readers[trait];
}

/** Whether a child can keep or change the trait, so that a difference from its parent is a mutation. */
export function isInherited(trait: TraitName): boolean {
  return inherited.has(trait);
}
