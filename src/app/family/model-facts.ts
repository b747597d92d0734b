import type { KnownModel } from "../../card/finding";
import type { Model } from "../../lineage/model";
import { isRepoId } from "../../lineage/repo-id";
import {
  type CardDifference,
  cardDifferences,
  type LaidCard,
  layOnModel,
  layOnParents,
} from "../../lineage/traits/laid-card";
import type { Clock } from "../ports/clock";
import { HubError } from "../ports/errors";
import type { Index, Lookup, ModelEntry } from "../ports/index-port";
import { knownModel } from "./known-model";
import type { FamilyReader } from "./read-family";

/** Dependencies of `ModelFacts`; `changed` is called when new facts arrive, `busyChanged` when reading starts or stops. */
export interface FactsParts {
  /** The index and the reader of the Hub in use. */
  readonly of: () => { readonly index: Index; readonly reader: FamilyReader };
  readonly clock: Clock;
  changed(ids: readonly string[]): void;
  busyChanged(): void;
  failed(id: string, error: HubError): void;
}

/** How to read a model; by default with the reader and the failure handler of `FactsParts`. */
export interface FactOptions {
  readonly force?: boolean | undefined;
  /** Whether to read its ancestors too. */
  readonly ancestors?: boolean;
  readonly reader?: FamilyReader;
  readonly failed?: FactsParts["failed"];
}

/** Maximum number of models looked up for one card. */
const mostAncestors = 300;

/** Maximum number of entries kept in memory. */
const capacity = 2000;

/**
 * Facts about individual models, cached in memory for immediate use by lint and hover:
 * first from the index, then, on request, from the Hub.
 */
export class ModelFacts {
  readonly #parts: FactsParts;
  readonly #known = new Map<string, Lookup>();
  /** What missing ids may be misspellings of. */
  readonly #similar = new Map<string, readonly string[]>();
  #reading = new Map<string, Promise<void>>();
  /** The open cards by the IDs that they go by, which may be former ones. */
  #cards: ReadonlyMap<string, LaidCard> = new Map();
  /** Answers of an earlier round are about another Hub. */
  #round = 0;

  constructor(parts: FactsParts) {
    this.#parts = parts;
  }

  /**
   * What is known right now, without waiting, with the open card of the model laid over it; `unknown` can also mean "not
   * looked up yet".
   */
  get(id: string): Lookup {
    const found = this.onHub(id);
    return found.state === "known" ? { state: "known", entry: this.laid(found.entry) } : found;
  }

  /** What the Hub said about a model, whatever its open card says. */
  onHub(id: string): Lookup {
    return this.#known.get(id) ?? { state: "unknown" };
  }

  /** An entry of the index with the open card of its model laid over it. */
  laid(entry: ModelEntry): ModelEntry {
    const card = this.#cardOf(entry);
    if (card === null) return entry;
    const { model, parents } = entry;
    return { ...entry, model: layOnModel(model, card), parents: layOnParents(parents, card) };
  }

  /** In what the open card of a model differs from the Hub's copy; nothing if the card or the copy is not known. */
  differences(id: string): readonly CardDifference[] {
    const found = this.onHub(id);
    if (found.state !== "known" || this.#cardOf(found.entry) === null) return [];
    const laid = this.laid(found.entry);
    return cardDifferences(found.entry, laid.model, laid.parents);
  }

  /** The open cards that are laid over what is known, under the current IDs of their models. */
  get cards(): readonly LaidCard[] {
    return [...this.#cards.values()].map(card => this.#resolved(card));
  }

  /** Lays open cards over everything that is known, instead of those before; returns whether that changes anything. */
  lay(cards: readonly LaidCard[]): boolean {
    const before = JSON.stringify([...this.#cards.values()]);
    this.#cards = new Map(cards.map(card => [card.id, card]));
    return JSON.stringify([...this.#cards.values()]) !== before;
  }

  /** What a card lint rule may know about a model. */
  known(id: string): KnownModel {
    const known = knownModel(this.get(id), this.#parts.clock());
    const similar = known.state === "missing" ? this.#similar.get(id) : undefined;
    return known.state === "missing" && similar !== undefined ? { ...known, similar } : known;
  }

  /** Looks for ids that missing ones may be misspellings of, once for each. */
  async findSimilar(ids: readonly string[], find: (id: string) => Promise<readonly string[]>): Promise<void> {
    const round = this.#round;
    for (const id of ids) {
      if (this.known(id).state !== "missing" || this.#similar.has(id)) continue;
      this.#similar.set(id, []);
      const similar = await find(id);
      if (round !== this.#round) return;
      this.#similar.set(id, similar);
      if (similar.length > 0) this.#parts.changed([id]);
    }
  }

  /** What the rules for a card know of other models: the card's own model is as the Hub has it, since they read the card. */
  knownTo(repo: string | null): (id: string) => KnownModel {
    return id => (id === repo ? knownModel(this.onHub(id), this.#parts.clock()) : this.known(id));
  }

  /** The models that are known right now among the given ids, in order. */
  models(ids: readonly string[]): readonly Model[] {
    return ids.flatMap(id => {
      const found = this.get(id);
      return found.state === "known" ? [found.entry.model] : [];
    });
  }

  /** Looks ids up in the index. */
  async load(ids: readonly string[]): Promise<void> {
    const wanted = ids.filter(isRepoId);
    if (wanted.length === 0) return;
    const round = this.#round;
    const found = await this.#parts.of().index.lookup(wanted);
    this.#keep(
      round,
      wanted.map((id, i) => [id, found[i] ?? { state: "unknown" }]),
    );
  }

  /** Looks ids up in the index along with their ancestors, which some rules traverse. */
  async loadWithAncestors(ids: readonly string[]): Promise<void> {
    const seen = new Set(ids);
    for (let level = ids; level.length > 0; ) {
      await this.load(level);
      const above = level.flatMap(id => {
        const found = this.get(id);
        return found.state === "known" ? found.entry.parents.map(edge => edge.parent) : [];
      });
      level = [...new Set(above)].filter(id => !seen.has(id)).slice(0, mostAncestors - seen.size);
      for (const id of level) seen.add(id);
    }
  }

  /** Looks an id up in the index and, if it is missing or stale, on the Hub; failures go to `failed`. */
  async read(id: string, options: FactOptions = {}): Promise<void> {
    if (!isRepoId(id)) return;
    const running = this.#reading.get(id);
    if (running) return running;
    const all = this.#reading;
    const reading = this.#readOnce(id, options).finally(() => {
      all.delete(id);
      if (!this.busy) this.#parts.busyChanged();
    });
    all.set(id, reading);
    if (all.size === 1) this.#parts.busyChanged();
    return reading;
  }

  /** Reads a model and its ancestors; throws HubError if the Hub request fails. */
  async readOrThrow(
    id: string,
    { force, reader = this.#parts.of().reader }: FactOptions = {},
  ): Promise<void> {
    const round = this.#round;
    const found = await reader.readModel(id, { force, detailed: true });
    this.#keep(round, [[id, found]]);
    if (found.state !== "known") return;
    const { failure } = await reader.readAncestors(id);
    await this.loadWithAncestors(found.entry.parents.map(edge => edge.parent));
    if (failure !== null) throw failure;
  }

  /** Whether an id is being read from the Hub. */
  isReading(id: string): boolean {
    return this.#reading.has(id);
  }

  /** Whether anything is being read from the Hub. */
  get busy(): boolean {
    return this.#reading.size > 0;
  }

  /** Clears the memory cache. */
  clear(): void {
    this.#known.clear();
    this.#similar.clear();
  }

  /** Forgets everything, and what is being read: another Hub is in use. */
  restart(): void {
    this.#round++;
    this.#reading = new Map();
    this.clear();
  }

  async #readOnce(id: string, options: FactOptions): Promise<void> {
    const { reader = this.#parts.of().reader, failed = this.#parts.failed } = options;
    const round = this.#round;
    try {
      if (options.ancestors) return await this.readOrThrow(id, options);
      this.#keep(round, [[id, await reader.readModel(id, { force: options.force, detailed: true })]]);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      failed(id, error);
    }
  }

  #cardOf({ model, oldIds = [] }: ModelEntry): LaidCard | null {
    const card = [model.id, ...oldIds].map(id => this.#cards.get(id)).find(each => each !== undefined);
    return card === undefined ? null : { ...this.#resolved(card), id: model.id };
  }

  /** A card with the current IDs of its model and its parents, which it may name by former ones. */
  #resolved(card: LaidCard): LaidCard {
    const currentId = (id: string): string => {
      const found = this.onHub(id);
      return found.state === "known" ? found.entry.model.id : id;
    };
    const parents = [...new Set(card.parents.map(currentId))];
    return { ...card, id: currentId(card.id), parents };
  }

  #keep(round: number, entries: readonly (readonly [string, Lookup])[]): void {
    if (round !== this.#round) return;
    const changed: string[] = [];
    for (const [id, lookup] of entries) {
      if (JSON.stringify(this.#known.get(id)) !== JSON.stringify(lookup)) changed.push(id);
      this.#known.delete(id);
      this.#known.set(id, lookup);
    }
    for (const id of this.#known.keys()) {
      if (this.#known.size <= capacity) break;
      this.#known.delete(id);
    }
    if (changed.length > 0) this.#parts.changed(changed);
  }
}
