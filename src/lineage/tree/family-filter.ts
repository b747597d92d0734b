import type { Relation } from "../model";
import { type TraitName, traitReader } from "../trait-value";
import type { FamilyTree, TreeNode } from "./family-tree";

/** Which models of a family a person wants to see; whatever is empty asks for nothing. */
export interface FamilyFilter {
  readonly relations: readonly Relation[];
  /** For each trait the values of which one is wanted; null stands for not declared. */
  readonly values: Readonly<Partial<Record<TraitName, readonly (string | null)[]>>>;
  /** A part of the author's name, in any case. */
  readonly author: string;
  /** One language code among those of the model. */
  readonly language: string;
  /** First and last day of creation, or the beginning of it: `2024`, `2024-05`. */
  readonly from: string;
  readonly to: string;
  /** Least downloads of the last 30 days. */
  readonly downloads: number;
}

/** The filter that lets everything through. */
export const noFilter: FamilyFilter = {
  relations: [],
  values: {},
  author: "",
  language: "",
  from: "",
  to: "",
  downloads: 0,
};

type Test = (node: TreeNode) => boolean;

function tests(filter: FamilyFilter): Test[] {
  const asked: Test[] = [];
  const { relations, author, language, from, to, downloads } = filter;
  if (relations.length > 0) asked.push(node => node.relation !== null && relations.includes(node.relation));
  for (const [trait, wanted] of Object.entries(filter.values) as [TraitName, readonly (string | null)[]][]) {
    if (wanted.length === 0) continue;
    const read = traitReader(trait);
    asked.push(({ model }) => wanted.includes(model === null ? null : read(model)));
  }
  const name = author.trim().toLowerCase();
  if (name !== "") asked.push(({ id }) => (id.split("/")[0] ?? "").toLowerCase().includes(name));
  const code = language.trim().toLowerCase();
  if (code !== "")
    asked.push(({ model }) => model?.languages.some(one => one.toLowerCase() === code) ?? false);
  if (from !== "") asked.push(({ model }) => (model?.createdAt ?? "") >= from);
  // "2024" as the last day means the whole of 2024: its end sorts before any later year and after all of its days.
  if (to !== "")
    asked.push(({ model }) => model?.createdAt != null && model.createdAt.slice(0, to.length) <= to);
  if (downloads > 0) asked.push(({ model }) => (model?.downloads ?? 0) >= downloads);
  return asked;
}

/** Whether a filter asks for anything. */
export function isFiltering(filter: FamilyFilter): boolean {
  return tests(filter).length > 0;
}

/** What a filter leaves of a family. */
export interface Filtered {
  /** Ids of the models that it lets through; the one in the middle is always among what is shown, not always here. */
  readonly matching: ReadonlySet<string>;
  /** Those, and the models through which they hang on the middle. */
  readonly shown: ReadonlySet<string>;
}

/** Filters a family; null when the filter asks for nothing. */
export function filterFamily(tree: FamilyTree, filter: FamilyFilter): Filtered | null {
  const asked = tests(filter);
  if (asked.length === 0) return null;
  const matching = new Set<string>();
  const shown = new Set([tree.focus.id]);
  for (const node of tree.nodes.values()) {
    if (!asked.every(holds => holds(node))) continue;
    matching.add(node.id);
    for (let at: TreeNode | null = node; at && !shown.has(at.id); at = at.toward) shown.add(at.id);
  }
  return { matching, shown };
}
