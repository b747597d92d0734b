import { isRepoId, repoName } from "../../lineage/repo-id";
import type { ModelWorld } from "./model-world";
import { beforeTraining, nameParts, ownersInName, withoutEndings } from "./name-parts";

/** What is observed about a model that may be another's parent, by name, tags, and author. Shares are from 0 to 1. */
export const observations = [
  "named-by-tag",
  "owner-in-name",
  "converted-name",
  "trained-name",
  "same-name",
  "begins-with-name",
  "share-of-name",
  "contains-name",
  "longest-name",
  "children",
  "share-of-namesakes",
  "same-architecture",
  "other-architecture",
  "older",
  "younger",
  "same-author",
  "author-share",
  "author-nearest",
  "author-name-overlap",
  "mark-share",
  "author-twin",
  "author-all",
  "author-latest",
  "author-mark-share",
  "parent-of-source",
  "tag-of-copy",
  "words-of-parent",
  "same-size",
  "other-size",
  "downloads",
] as const;

/** One kind of observation. */
export type Observation = (typeof observations)[number];

/** A model that may be the parent, with what is observed about it. */
export interface NameCandidate {
  readonly model: number;
  readonly observed: Partial<Record<Observation, number>>;
}

const mostSiblings = 400;
const mostNamesakes = 40;

/** The models that may be parents of a model, judging by its name, its tags, and what its author declares elsewhere. */
export function nameCandidates(world: ModelWorld, child: number): readonly NameCandidate[] {
  const found = new Found(child);
  byTags(world, child, found);
  byName(world, child, found);
  byAuthor(world, child, found);
  for (const { parent, share } of world.parentsOfMark(world.mark(child)))
    found.note(parent, "mark-share", share);
  const hasSource = [...found.all.values()].some(observed => (observed["converted-name"] ?? 0) > 0);
  for (const [model, observed] of found.all) {
    describe(world, child, model, observed);
    // A copy keeps the tags of its source, which name the source's parents.
    if (hasSource && observed["named-by-tag"] === 1 && observed["converted-name"] === undefined)
      observed["tag-of-copy"] = 1;
  }
  shareOfNamesakes(world, found);
  return [...found.all].map(([model, observed]) => ({ model, observed }));
}

class Found {
  readonly all = new Map<number, Partial<Record<Observation, number>>>();
  readonly #child: number;

  constructor(child: number) {
    this.#child = child;
  }

  note(model: number, what: Observation, value = 1): void {
    if (model === this.#child) return;
    const known = this.all.get(model) ?? {};
    known[what] = Math.max(known[what] ?? 0, value);
    this.all.set(model, known);
  }
}

function byTags(world: ModelWorld, child: number, found: Found): void {
  for (const tag of world.tags(child)) {
    if (!tag.includes("/") || !isRepoId(tag)) continue;
    const model = exactly(world, tag);
    if (model !== null) found.note(model, "named-by-tag");
  }
}

/** The row of a model by its ID, ignoring case. */
function exactly(world: ModelWorld, id: string): number | null {
  const wanted = id.toLowerCase();
  for (const model of world.named(nameParts(repoName(id))))
    if (world.columns.id(model).toLowerCase() === wanted) return model;
  return null;
}

function byName(world: ModelWorld, child: number, found: Found): void {
  const name = repoName(world.columns.id(child));
  const stem = withoutEndings(name)?.stem ?? null;
  const isCopy = (model: number) => withoutEndings(repoName(world.columns.id(model))) !== null;
  for (const text of stem === null ? [name] : [stem, name]) {
    for (const [owner, rest] of ownersInName(text)) {
      for (const model of namesakes(world, nameParts(rest)))
        if (nameParts(ownerOf(world, model)).join() === nameParts(owner).join())
          found.note(model, "owner-in-name");
    }
  }
  if (stem !== null)
    for (const model of namesakes(world, nameParts(stem))) {
      found.note(model, "converted-name", isCopy(model) ? 0.5 : 1);
      for (const parent of world.parents(model)) found.note(parent, "parent-of-source");
    }
  for (const before of beforeTraining(name))
    for (const model of namesakes(world, nameParts(before))) found.note(model, "trained-name");
  byParts(world, nameParts(name), found);
}

/** Names that the model's name begins with or contains. */
function byParts(world: ModelWorld, parts: readonly string[], found: Found): void {
  const most = Math.min(parts.length, 14);
  let isLongest = true;
  for (let length = most; length > 0; length--) {
    const models = namesakes(world, parts.slice(0, length)).filter(
      model => length > 2 || world.children(model) > 1,
    );
    for (const model of models) {
      found.note(model, length === parts.length ? "same-name" : "begins-with-name");
      found.note(model, "share-of-name", length / parts.length);
      if (isLongest && world.children(model) > 0) found.note(model, "longest-name");
    }
    if (models.some(model => world.children(model) > 0)) isLongest = false;
  }
  for (let start = 1; start < most; start++) {
    for (let end = most; end > start + 1 || (end > start && (parts[start]?.length ?? 0) > 6); end--) {
      for (const model of namesakes(world, parts.slice(start, end))) {
        if (world.children(model) < 2) continue;
        found.note(model, "contains-name");
        found.note(model, "share-of-name", (end - start) / parts.length);
      }
    }
  }
}

function namesakes(world: ModelWorld, parts: readonly string[]): readonly number[] {
  if (parts.length === 0) return [];
  const all = world.named(parts);
  if (all.length <= mostNamesakes) return all;
  return [...all]
    .sort((one, other) => world.children(other) - world.children(one) || one - other)
    .slice(0, mostNamesakes);
}

/** What the author's other models declare: those with the same architecture, and above all the most similar and the latest. */
function byAuthor(world: ModelWorld, child: number, found: Found): void {
  const { columns } = world;
  const siblings = world.byAuthor(columns.author.codes[child] ?? -1);
  const own = nameParts(repoName(columns.id(child)));
  const [architecture, mark] = [world.architecture(child), world.mark(child)];
  const created = columns.numbers.createdAt?.[child] ?? Number.NaN;
  const [all, alike] = [new Tally(), new Tally()];
  const [nearest, latest] = [new Nearest(), new Nearest()];
  const step = Math.max(1, Math.floor(siblings.length / mostSiblings));
  for (let at = 0; at < siblings.length; at += step) {
    const sibling = siblings[at] ?? child;
    const parents = world.parents(sibling);
    if (sibling === child || parents.length === 0 || parents.length > 3) continue;
    if (world.architecture(sibling) !== architecture) continue;
    all.add(parents);
    if (world.mark(sibling) === mark) alike.add(parents);
    nearest.take(overlapOf(own, nameParts(repoName(columns.id(sibling)))), parents);
    latest.take(-Math.abs((columns.numbers.createdAt?.[sibling] ?? Number.NaN) - created), parents);
  }
  for (const [parent, count] of all.top()) {
    found.note(parent, "author-share", count / (all.models + 1));
    if (count === all.models && count > 2) found.note(parent, "author-all");
  }
  for (const [parent, count] of alike.top())
    found.note(parent, "author-mark-share", count / (alike.models + 1));
  for (const parent of nearest.parents) {
    found.note(parent, "author-nearest");
    found.note(parent, "author-name-overlap", nearest.value);
    if (nearest.value > 0.74) found.note(parent, "author-twin");
  }
  for (const parent of latest.parents) found.note(parent, "author-latest");
}

/** How many models declare each parent. */
class Tally {
  models = 0;
  readonly #counts = new Map<number, number>();

  add(parents: Uint32Array): void {
    this.models++;
    for (const parent of parents) this.#counts.set(parent, (this.#counts.get(parent) ?? 0) + 1);
  }

  top(): readonly (readonly [parent: number, count: number])[] {
    return [...this.#counts].sort((one, other) => other[1] - one[1]).slice(0, 5);
  }
}

/** The parents of the model with the greatest value. */
class Nearest {
  value = Number.NEGATIVE_INFINITY;
  parents: readonly number[] = [];

  take(value: number, parents: Uint32Array): void {
    if (!(value > this.value)) return;
    this.value = value;
    this.parents = [...parents];
  }
}

/** How many parts two names share, of those that either has. */
function overlapOf(one: readonly string[], other: readonly string[]): number {
  const [first, second] = [new Set(one), new Set(other)];
  let common = 0;
  for (const part of first) if (second.has(part)) common++;
  const all = first.size + second.size - common;
  return all === 0 ? 0 : common / all;
}

function describe(
  world: ModelWorld,
  child: number,
  model: number,
  observed: Partial<Record<Observation, number>>,
): void {
  const { columns } = world;
  const [words, others] = [
    new Set(nameParts(repoName(columns.id(child)))),
    nameParts(repoName(columns.id(model))),
  ];
  observed["words-of-parent"] = others.filter(word => words.has(word)).length / Math.max(1, others.length);
  const [size, otherSize] = [sizeIn(words), sizeIn(others)];
  if (size !== null && otherSize !== null) observed[size === otherSize ? "same-size" : "other-size"] = 1;
  observed.children = Math.log10(1 + world.children(model)) / 3;
  const downloads = columns.numbers.downloads?.[model] ?? Number.NaN;
  observed.downloads = Number.isNaN(downloads) ? 0 : Math.log10(1 + downloads) / 6;
  const [own, theirs] = [world.architecture(child), world.architecture(model)];
  if (own !== "" && own === theirs) observed["same-architecture"] = 1;
  if (own !== "" && theirs !== "" && own !== theirs) observed["other-architecture"] = 1;
  const created = columns.numbers.createdAt?.[child] ?? Number.NaN;
  const before = columns.numbers.createdAt?.[model] ?? Number.NaN;
  if (before < created) observed.older = 1;
  if (before > created) observed.younger = 1;
  if (columns.author.codes[child] === columns.author.codes[model]) observed["same-author"] = 1;
}

/** The words in a name that tell a model's size, such as `tiny`, `base`, or `7b`; null if there are none. */
function sizeIn(words: Iterable<string>): string | null {
  const sizes = [...words].filter(word =>
    /^(?:nano|tiny|mini|small|medium|base|large|huge|xl|xxl|\d{1,4}[bm])$/.test(word),
  );
  return sizes.length === 0 ? null : [...new Set(sizes)].sort().join(" ");
}

/** How a model compares with the others of its name: by the models that name it as a parent. */
function shareOfNamesakes(world: ModelWorld, found: Found): void {
  const sums = new Map<string, number>();
  const keys = new Map<number, string>();
  for (const model of found.all.keys()) {
    const key = nameParts(repoName(world.columns.id(model))).join("-");
    keys.set(model, key);
    sums.set(key, (sums.get(key) ?? 0) + 1 + world.children(model));
  }
  for (const [model, observed] of found.all)
    observed["share-of-namesakes"] = (1 + world.children(model)) / (sums.get(keys.get(model) ?? "") ?? 1);
}

function ownerOf(world: ModelWorld, model: number): string {
  const id = world.columns.id(model);
  const slash = id.indexOf("/");
  return slash < 0 ? "" : id.slice(0, slash);
}
