import type { Relation } from "../model";
import { groupReader, type TraitName } from "../trait-value";
import type { FamilyTree, TreeNode } from "./family-tree";

/** Which models of a family to show; empty fields filter nothing. */
export interface FamilyFilter {
  readonly relations: readonly Relation[];
  /** The accepted values of each trait, as `groupReader` gives them; null means not declared. */
  readonly values: Readonly<Partial<Record<TraitName, readonly (string | null)[]>>>;
  /** A part of the author's name, ignoring case. */
  readonly author: string;
  /** A language code that the model must have. */
  readonly language: string;
  /** The first and last day of creation, or a prefix of it: `2024`, `2024-05`. */
  readonly from: string;
  readonly to: string;
  /** The minimum number of downloads in the last 30 days. */
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

/** The filter after a click on values of a trait: without them if all were wanted, else with them. */
export function withValues(
  filter: FamilyFilter,
  trait: TraitName,
  values: readonly (string | null)[],
): FamilyFilter {
  const before = filter.values[trait] ?? [];
  const others = before.filter(one => !values.includes(one));
  const wanted = values.every(one => before.includes(one)) ? others : [...others, ...values];
  return { ...filter, values: { ...filter.values, [trait]: wanted } };
}

/** The filter after a click on a relation. */
export function withRelation(filter: FamilyFilter, relation: Relation): FamilyFilter {
  const { relations } = filter;
  const others = relations.filter(one => one !== relation);
  return { ...filter, relations: others.length < relations.length ? others : [...others, relation] };
}

type Test = (node: TreeNode) => boolean;

function tests(filter: FamilyFilter): Test[] {
  const asked: Test[] = [];
  const { relations, author, language, from, to, downloads } = filter;
  if (relations.length > 0) asked.push(node => node.relation !== null && relations.includes(node.relation));
  for (const [trait, wanted] of Object.entries(filter.values) as [TraitName, readonly (string | null)[]][]) {
    if (wanted.length === 0) continue;
    const read = groupReader(trait);
    asked.push(({ model }) => wanted.includes(read(model)));
  }
  const name = author.trim().toLowerCase();
  if (name !== "") asked.push(({ id }) => (id.split("/")[0] ?? "").toLowerCase().includes(name));
  const code = language.trim().toLowerCase();
  if (code !== "")
    asked.push(({ model }) => model?.languages.some(one => one.toLowerCase() === code) ?? false);
  if (from !== "") asked.push(({ model }) => (model?.createdAt ?? "") >= from);
  // "2024" as the last day includes all of 2024, since only the same prefix of a date is compared.
  if (to !== "")
    asked.push(({ model }) => model?.createdAt != null && model.createdAt.slice(0, to.length) <= to);
  if (downloads > 0) asked.push(({ model }) => (model?.downloads ?? 0) >= downloads);
  return asked;
}

/** Whether a filter filters anything. */
export function isFiltering(filter: FamilyFilter): boolean {
  return tests(filter).length > 0;
}

/** The result of filtering a family. */
export interface Filtered {
  /** Ids of the models that match; the focus is always shown but need not match. */
  readonly matching: ReadonlySet<string>;
  /** Those, and the models that connect them to the focus. */
  readonly shown: ReadonlySet<string>;
}

/** Filters a family; null if the filter is empty. */
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
