import { t } from "../../words/words";
import { forEachWithLimit } from "../for-each-with-limit";
import { readList } from "../index/read-list";
import { readModel } from "../index/read-model";
import { ageMs, type Clock } from "../ports/clock";
import { absenceOf, HubError, remembered, stopping } from "../ports/errors";
import type { Hub } from "../ports/hub-port";
import type { Index, Lookup } from "../ports/index-port";
import { failureMemoryMs } from "./known-model";

/** Dependencies of `FamilyReader`. `maxAgeMs` is the age at which stored data is due for a refresh. */
export interface ReaderParts {
  readonly hub: Hub;
  readonly index: Index;
  readonly clock: Clock;
  readonly maxAgeMs: () => number;
  /** Whether requests carry a token; absent if none does. */
  readonly isSignedIn?: () => Promise<boolean>;
}

/** How to read: `force` also requests data that is already stored; `signal` stops reading and keeps what was read. */
export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly force?: boolean | undefined;
}

/** Progress of reading descendants. */
export interface ReadProgress {
  readonly checked: number;
  readonly total: number;
}

/** Options for reading descendants: `maxLists` limits the number of models whose children are requested. */
export interface DescendantOptions extends ReadOptions {
  readonly maxLists?: number;
  readonly down?: number;
  onProgress?(progress: ReadProgress): void;
}

/** How reading ended: `failure` is the first error, or null if everything was read. */
export interface ReadOutcome {
  readonly failure: HubError | null;
  /** Whether there are models left whose children were not requested. */
  readonly more: boolean;
}

/** Generations that are followed, up or down: real families have up to 40. */
const mostGenerations = 100;

/** Ancestors that are read of one model: real ones have some hundreds. */
const mostAncestors = 5000;

/** Reads models and families from the Hub into the index, requesting only missing or stale data. */
export class FamilyReader {
  readonly #parts: ReaderParts;
  /** Models that were asked for with a token, although a request without one had not shown them. */
  readonly #askedSignedIn = new Set<string>();

  constructor(parts: ReaderParts) {
    this.#parts = parts;
  }

  /** The same reader, with requests to another Hub. */
  over(hub: Hub): FamilyReader {
    return new FamilyReader({ ...this.#parts, hub });
  }

  /** Looks up one model, reading it from the Hub if the index lacks it; throws HubError if the Hub request fails. */
  async readModel(id: string, options: ReadOptions & { detailed?: boolean } = {}): Promise<Lookup> {
    const known = await this.#lookup(id);
    const isCurrent = !options.force && this.#isCurrent(known, options.detailed ?? false);
    if (isCurrent && !(await this.#mayBeShownNow(id, known))) return known;
    try {
      await readModel(this.#parts, { name: id, etag: null }, { signal: options.signal });
    } catch (error) {
      if (!(error instanceof HubError) || !remembered.has(error.reason)) throw error;
    }
    return this.#lookup(id);
  }

  /** Asks the Hub for a model, whatever the index has. Throws HubError, also for a model that was known before and is no longer shown. */
  async readAnew(id: string, { signal }: Pick<ReadOptions, "signal"> = {}): Promise<Lookup> {
    await readModel(this.#parts, { name: id, etag: null }, { signal });
    return this.#lookup(id);
  }

  /** Reads a model's parents, their parents, and so on, up to the roots or `up` levels. */
  async readAncestors(id: string, options: ReadOptions & { up?: number } = {}): Promise<ReadOutcome> {
    const seen = new Set([id]);
    let level = [id];
    let failure: HubError | null = null;
    for (let depth = 0; level.length > 0 && depth <= (options.up ?? Number.POSITIVE_INFINITY); depth++) {
      if (depth > mostGenerations || seen.size > mostAncestors) {
        return { failure: endlessFamily(id, "ancestors"), more: true };
      }
      const parents: string[] = [];
      const failed = await forEachWithLimit(level, async member => {
        const found = await this.readModel(member, { ...options, detailed: member === id });
        if (found.state !== "known") return;
        for (const edge of found.entry.parents) {
          if (!seen.has(edge.parent)) parents.push(edge.parent);
          seen.add(edge.parent);
        }
      });
      failure ??= failed;
      if (failed && stopping.has(failed.reason)) break;
      level = parents;
    }
    return { failure, more: false };
  }

  /** Reads the lists of a model's children, one for each id that they may use for it. */
  async readChildren(id: string, { signal, force = false }: ReadOptions = {}): Promise<void> {
    const known = await this.#lookup(id);
    const entry = known.state === "known" ? known.entry : null;
    if (!force && entry?.childrenAt != null && !this.#isDue(entry.childrenAt)) return;
    const now = this.#parts.clock();
    const freshFrom = force ? now : now - this.#parts.maxAgeMs();
    const lists = await this.#parts.index.childLists({ id: entry?.model.id ?? id, freshFrom });
    for (const list of lists) {
      // A view shows the age of its oldest entry, so every child is read again, without an ETag or a list of changes.
      await readList(this.#parts, { ...list, etag: null }, { force: true, ask: { signal } });
    }
  }

  /** Reads descendants down to the leaves or `down` levels; models that are likely to have children come first. */
  async readDescendants(id: string, options: DescendantOptions = {}): Promise<ReadOutcome> {
    const tried = new Set<string>();
    let left = options.maxLists ?? Number.POSITIVE_INFINITY;
    let failure: HubError | null = null;
    for (let round = 0; ; round++) {
      const { ids, models } = await this.#parts.index.openLists({
        id,
        down: (options.down ?? Number.POSITIVE_INFINITY) - 1,
        again: options.force ?? false,
      });
      const open = ids.filter(member => !tried.has(member));
      const due = open.slice(0, left);
      if (due.length === 0) return { failure, more: open.length > 0 };
      if (round > mostGenerations) return { failure: endlessFamily(id, "descendants"), more: true };
      left -= due.length;
      for (const member of due) tried.add(member);
      let done = models - open.length;
      const failed = await forEachWithLimit(due, async member => {
        await this.readChildren(member, options);
        done += 1;
        options.onProgress?.({ checked: done, total: models });
      });
      failure ??= failed;
      if (failed && stopping.has(failed.reason)) return { failure, more: true };
    }
  }

  async #lookup(id: string): Promise<Lookup> {
    const [found] = await this.#parts.index.lookup([id]);
    return found ?? { state: "unknown" };
  }

  /** Whether a model was not shown, which a token may change that was not asked with. */
  async #mayBeShownNow(id: string, known: Lookup): Promise<boolean> {
    const absence =
      known.state === "failed" ? absenceOf(known.reason) : known.state === "known" ? known.gone : null;
    const isHidden = absence?.orPrivate === true;
    if (!isHidden) return false;
    if (this.#askedSignedIn.has(id) || (await this.#parts.isSignedIn?.()) !== true) return false;
    this.#askedSignedIn.add(id);
    return true;
  }

  #isCurrent(known: Lookup, detailed: boolean): boolean {
    if (known.state === "unknown") return false;
    if (known.state === "failed") return this.#isRemembered(known.at);
    if (known.gone !== undefined) return this.#isRemembered(known.gone.at);
    return !this.#isDue(known.entry.fetchedAt) && (known.entry.detailed || !detailed);
  }

  #isRemembered(failedAt: number): boolean {
    return ageMs(failedAt, this.#parts.clock()) < failureMemoryMs;
  }

  #isDue(at: number): boolean {
    return ageMs(at, this.#parts.clock()) >= this.#parts.maxAgeMs();
  }
}

function endlessFamily(id: string, what: "ancestors" | "descendants"): HubError {
  const problem =
    what === "ancestors"
      ? t`The ancestors of ${id} do not end, which is not plausible`
      : t`The descendants of ${id} do not end, which is not plausible`;
  return new HubError(
    "refused",
    t`${problem}. Everything read so far is kept. Check the endpoint, then try again.`,
  );
}
