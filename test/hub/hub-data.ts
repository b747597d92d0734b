import { createHash } from "node:crypto";
import { type ModelFacts, RELATIONS, type Relation } from "./models/facts";
import { tagsOf } from "./models/model-tags";

/** Where an ID leads: a model, the ID to request instead, or nowhere. */
export type Found = { readonly model: ModelFacts } | { readonly movedTo: string } | undefined;

/** A pull request that was opened, with the files that it changes. */
export interface OpenedPullRequest {
  readonly id: string;
  readonly by: string;
  readonly title: string;
  readonly description: string;
  readonly parentCommit: string;
  readonly status: "open" | "closed" | "merged";
  readonly files: Readonly<Record<string, string>>;
}

/** A dataset: a license, a new ID, or what it is instead. */
export interface DatasetFacts {
  readonly license?: string;
  readonly gated?: "auto" | "manual";
  readonly movedTo?: string;
  readonly is?: "missing" | "private";
}

/** All models served by a loopback Hub; changes between requests take effect at once. */
export class HubData {
  private readonly models = new Map<string, ModelFacts>();
  private readonly exactCase = new Map<string, string>();
  private readonly renamed = new Map<string, string>();
  private readonly byParent = new Map<string, Set<string>>();
  /** Authors by name: organizations and persons; a name that is in neither belongs to nobody. */
  readonly authors = new Map<string, "organization" | "person">();
  /** What is special about datasets, by their IDs; all others exist and declare nothing. */
  readonly datasets = new Map<string, DatasetFacts>();
  /** Pull requests that were opened, in order. */
  readonly pullRequests: OpenedPullRequest[] = [];
  private readonly sortedLists = new Map<string, readonly ModelFacts[]>();

  constructor(models: Iterable<ModelFacts> = []) {
    this.put(models);
  }

  get size(): number {
    return this.models.size;
  }

  /** Every model, in insertion order. */
  all(): readonly ModelFacts[] {
    return this.sorted("added", () => 0);
  }

  get(id: string): ModelFacts | undefined {
    return this.models.get(id);
  }

  /** Looks an id up as the Hub does: exactly, then by renames, then by letter case. */
  find(id: string): Found {
    const model = this.models.get(id);
    if (model !== undefined) return { model };
    const movedTo = this.renamed.get(id) ?? this.exactCase.get(id.toLowerCase());
    return movedTo === undefined ? undefined : { movedTo };
  }

  /** The model an ID refers to now, following renames but not ignoring case. */
  resolve(id: string): ModelFacts | undefined {
    let current = id;
    for (let steps = 0; steps <= this.renamed.size; steps++) {
      const model = this.models.get(current);
      if (model !== undefined) return model;
      const next = this.renamed.get(current);
      if (next === undefined) return undefined;
      current = next;
    }
    return undefined;
  }

  /** The models whose tags name this id as a parent: an old id still finds those that kept it. */
  childrenOf(id: string): readonly ModelFacts[] {
    const ids = this.byParent.get(id);
    return ids === undefined ? [] : [...ids].flatMap(child => this.models.get(child) ?? []);
  }

  /** Children by relation, for relations that occur; undefined if no child has a typed relation. */
  childrenCount(id: string): Partial<Record<Relation, number>> | undefined {
    const counts: Partial<Record<Relation, number>> = {};
    for (const relation of RELATIONS) {
      const tag = `base_model:${relation}:${id}`;
      const count = this.childrenOf(id).filter(child => tagsOf(child).includes(tag)).length;
      if (count > 0) counts[relation] = count;
    }
    return Object.keys(counts).length === 0 ? undefined : counts;
  }

  /** All models in an order that is cached by name until the data changes. */
  sorted(name: string, compare: (a: ModelFacts, b: ModelFacts) => number): readonly ModelFacts[] {
    let list = this.sortedLists.get(name);
    if (list === undefined) {
      list = [...this.models.values()].sort(compare);
      this.sortedLists.set(name, list);
    }
    return list;
  }

  /** Adds models, or replaces those of the same id. */
  put(models: Iterable<ModelFacts>): void {
    for (const model of models) {
      this.remove(model.id);
      this.renamed.delete(model.id);
      this.models.set(model.id, model);
      this.exactCase.set(model.id.toLowerCase(), model.id);
      for (const parent of model.parents) {
        const children = this.byParent.get(parent) ?? new Set();
        this.byParent.set(parent, children.add(model.id));
      }
    }
    this.sortedLists.clear();
  }

  /** Deletes a model; its children keep naming it. Returns whether it existed. */
  remove(id: string): boolean {
    const model = this.models.get(id);
    if (model === undefined) return false;
    this.models.delete(id);
    this.exactCase.delete(id.toLowerCase());
    for (const parent of model.parents) this.byParent.get(parent)?.delete(id);
    this.sortedLists.clear();
    return true;
  }

  /** Moves a model to a new id: the old one redirects, and the children's tags keep the old one, as on the Hub. */
  rename(from: string, to: string): void {
    const model = this.models.get(from);
    if (model === undefined) throw new Error(`There is no model ${from} to rename.`);
    if (this.models.has(to)) throw new Error(`${to} exists already; choose another new id for ${from}.`);
    this.remove(from);
    const { recorded, ...facts } = model;
    const kept = { ...recorded, _id: objectIdOf(model), id: to, modelId: to, author: to.split("/")[0] };
    this.put([{ ...facts, id: to, recorded: kept }]);
    this.renamed.set(from, to);
  }
}

const objectIds = new WeakMap<ModelFacts, string>();

/** The 24 hex digits that identify a model for good: the seconds of its creation first, as in a Mongo ObjectId. */
export function objectIdOf(model: ModelFacts): string {
  const known = objectIds.get(model) ?? recordedId(model);
  if (known !== undefined) return known;
  const seconds = Math.floor(Date.parse(model.createdAt) / 1000) || 0;
  const made = seconds.toString(16).padStart(8, "0") + digest(model.id).slice(0, 16);
  objectIds.set(model, made);
  return made;
}

/** SHA-1 of a text in hex: the shape of a git commit or blob id. */
export function digest(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

function recordedId(model: ModelFacts): string | undefined {
  const id = model.recorded?._id;
  return typeof id === "string" ? id : undefined;
}
