import { isRelation, type Relation } from "../lineage/model";
import { type RepoIdProblem, repoIdProblem } from "../lineage/repo-id";
import { mostParents } from "../lineage/traits/read-traits";
import { t } from "../words/words";
import type { Field, FrontMatter, Item } from "./front-matter/front-matter";
import type { Range } from "./position";

/** One entry under `base_model`, and why it is not a repo id if it is not one. */
export interface DeclaredParent {
  /** As written; for an entry that is not text, its value as text. */
  readonly id: string;
  readonly range: Range;
  readonly problem: RepoIdProblem | null;
}

/** Successors of a card that are read; the Hub takes one. */
const mostSuccessors = 10;

/** The parents that a card declares, in order, up to `mostParents`; an empty `base_model` declares none. */
export function declaredParents(frontMatter: FrontMatter): readonly DeclaredParent[] {
  return everyParent(frontMatter).slice(0, mostParents).map(asParent);
}

/** Every entry under `base_model`, however many there are: for rules that look at nothing but the entry. */
export function* everyDeclaredParent(frontMatter: FrontMatter): Iterable<DeclaredParent> {
  for (const item of everyParent(frontMatter)) yield asParent(item);
}

/** How many parents a card declares beyond those that are read, and where the first of them is; null if there are none. */
export function unreadParents(
  frontMatter: FrontMatter,
): { readonly count: number; readonly range: Range } | null {
  const items = everyParent(frontMatter);
  const first = items[mostParents];
  return first === undefined ? null : { count: items.length - mostParents, range: first.range };
}

/** The ids of the successors that a card names. */
export function successorIds(frontMatter: FrontMatter): readonly string[] {
  return fieldTexts(frontMatter.fields.get("new_version")).slice(0, mostSuccessors);
}

function everyParent(frontMatter: FrontMatter): readonly Item[] {
  return (frontMatter.fields.get("base_model")?.items ?? []).filter(item => !isBlank(item.value));
}

function asParent(item: Item): DeclaredParent {
  return { ...parent(item.value), range: item.range };
}

/** The valid repo ids among a card's declared parents, each once, in order, up to `mostParents`: the models worth looking up. */
export function parentIds(frontMatter: FrontMatter): readonly string[] {
  const ids = new Set<string>();
  for (const { id, problem } of everyDeclaredParent(frontMatter)) {
    if (problem === null) ids.add(id);
    if (ids.size === mostParents) break;
  }
  return [...ids];
}

/** The relation that a card declares (`base_model_relation`), or null if it declares none that the Hub knows. */
export function declaredRelation(frontMatter: FrontMatter): Exclude<Relation, "unknown"> | null {
  const value = frontMatter.fields.get("base_model_relation")?.value;
  return isRelation(value) && value !== "unknown" ? value : null;
}

/** A text item of a field. */
export interface TextItem {
  readonly text: string;
  readonly item: Item;
}

/** The nonblank text items of a field, trimmed. */
export function fieldTexts(field: Field | undefined): readonly string[] {
  const texts = (field?.items ?? []).flatMap(item =>
    typeof item.value === "string" ? [item.value.trim()] : [],
  );
  return texts.filter(text => text !== "");
}

/** The nonblank text items of a field, as written, with their positions. */
export function textItems(field: Field | undefined): readonly TextItem[] {
  return (field?.items ?? []).flatMap(item =>
    typeof item.value === "string" && item.value.trim() !== "" ? [{ text: item.value, item }] : [],
  );
}

/** Whether a value is null, undefined or only white space. */
export function isBlank(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "");
}

/** An item in the words of the card if it is a number, which may have more digits than a number can hold, else its value as text. */
export function asWritten(text: string, { value, range }: Pick<Item, "value" | "range">): string {
  if (typeof value === "number" && range.start < range.end) return text.slice(range.start, range.end);
  return typeof value === "object" ? "" : String(value);
}

function parent(value: unknown): { id: string; problem: RepoIdProblem | null } {
  if (typeof value === "string") return { id: value, problem: repoIdProblem(value) };
  const id = typeof value === "object" ? "" : String(value);
  return { id, problem: t`is not text` };
}
