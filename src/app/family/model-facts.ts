import type { KnownModel } from "../../card/finding";
import type { Model } from "../../lineage/model";
import { isRepoId } from "../../lineage/repo-id";
import type { Clock } from "../ports/clock";
import { HubError } from "../ports/errors";
import type { Index, Lookup } from "../ports/index-port";
import { knownModel } from "./known-model";
import type { FamilyReader } from "./read-family";

/** Dependencies of `ModelFacts`; `changed` is called when new facts arrive, `busyChanged` when reading starts or stops. */
export interface FactsParts {
  readonly index: Index;
  readonly reader: FamilyReader;
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
  readonly #reading = new Map<string, Promise<void>>();

  constructor(parts: FactsParts) {
    this.#parts = parts;
  }

  /** What is known right now, without waiting; `unknown` can also mean "not looked up yet". */
  get(id: string): Lookup {
    return this.#known.get(id) ?? { state: "unknown" };
  }

  /** What a card lint rule may know about a model. */
  known(id: string): KnownModel {
    return knownModel(this.get(id), this.#parts.clock());
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
    const found = await this.#parts.index.lookup(wanted);
    this.#keep(wanted.map((id, i) => [id, found[i] ?? { state: "unknown" }]));
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
    const reading = this.#readOnce(id, options).finally(() => {
      this.#reading.delete(id);
      if (!this.busy) this.#parts.busyChanged();
    });
    this.#reading.set(id, reading);
    if (this.#reading.size === 1) this.#parts.busyChanged();
    return reading;
  }

  /** Reads a model and its ancestors; throws HubError if the Hub request fails. */
  async readOrThrow(id: string, { force, reader = this.#parts.reader }: FactOptions = {}): Promise<void> {
    const found = await reader.readModel(id, { force, detailed: true });
    this.#keep([[id, found]]);
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
  }

  async #readOnce(id: string, options: FactOptions): Promise<void> {
    const { reader = this.#parts.reader, failed = this.#parts.failed } = options;
    try {
      if (options.ancestors) return await this.readOrThrow(id, options);
      this.#keep([[id, await reader.readModel(id, { force: options.force, detailed: true })]]);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      failed(id, error);
    }
  }

  #keep(entries: readonly (readonly [string, Lookup])[]): void {
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
