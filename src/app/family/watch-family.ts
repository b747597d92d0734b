import { count } from "../../lineage/in-words";
import type { PackedFamily, PackedFamilyView } from "../../lineage/packed-family";
import type { ViewState } from "../../lineage/shown-family";
import { english, t } from "../../words/words";
import { familyAge } from "../age";
import type { Clock } from "../ports/clock";
import { HubError, type HubFailureReason } from "../ports/errors";
import type { Index } from "../ports/index-port";
import { failedModel } from "./failed-model";
import type { FamilyReader, ReadOutcome, ReadProgress } from "./read-family";

/** Dependencies of `FamilyWatch`; `notify` is called with every new view of the family. */
export interface WatchParts {
  readonly index: Index;
  readonly reader: FamilyReader;
  readonly clock: Clock;
  /** How many models' children to request before asking the user whether to continue. */
  maxLists(): number;
  notify(view: PackedFamilyView): void;
}

/** Minimum time between two updates while reading, in ms. */
const pictureEveryMs = 300;

/** Maximum share of the reading time spent on updates, which makes them less frequent for a large family. */
const pictureShare = 0.1;

/** The view before any family is requested. */
export const emptyFamilyView: PackedFamilyView = {
  focus: null,
  draft: false,
  family: null,
  state: "empty",
  message: english("Open a model card or choose a model to see its family."),
  progress: null,
  age: null,
};

/** Keeps one family on display: first what the index has, then updates from the Hub until it is complete. */
export class FamilyWatch {
  readonly focus: string;
  readonly #parts: WatchParts;
  #running: AbortController | null = null;
  #view: PackedFamilyView;
  #nextPictureAt = 0;
  #disposed = false;

  constructor(focus: string, parts: WatchParts) {
    this.focus = focus;
    this.#parts = parts;
    this.#view = { ...emptyFamilyView, focus, state: "loading", message: t`Reading the family of ${focus}.` };
  }

  /** The latest view. */
  get view(): PackedFamilyView {
    return this.#view;
  }

  /** Reads the family, either from the index alone or with missing data from the Hub (`force`: all data). */
  async read(options: { readonly fromHub: boolean; readonly force?: boolean }): Promise<void> {
    this.cancel();
    const running = new AbortController();
    this.#running = running;
    try {
      if (!options.fromHub) {
        await this.#finish(running, { failure: null, more: true });
        return;
      }
      await this.#picture("loading", t`Reading the family of ${this.focus}.`, null);
      const outcome = await this.#readFromHub(running, options.force ?? false);
      await this.#finish(running, outcome);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (this.#running === running) await this.#picture("error", message, null);
    } finally {
      if (this.#running === running) this.#running = null;
    }
  }

  /** Stops reading; data read so far is kept and shown. */
  cancel(): void {
    this.#running?.abort();
  }

  /** Stops reading and sends no further views. */
  dispose(): void {
    this.#disposed = true;
    this.cancel();
  }

  async #readFromHub(running: AbortController, force: boolean): Promise<ReadOutcome> {
    const { reader } = this.#parts;
    const options = { signal: running.signal, force };
    try {
      const up = await reader.readAncestors(this.focus, options);
      const down = await reader.readDescendants(this.focus, {
        ...options,
        maxLists: this.#parts.maxLists(),
        onProgress: progress => void this.#progress(running, progress),
      });
      return { failure: up.failure ?? down.failure, more: down.more };
    } catch (error) {
      if (error instanceof HubError) return { failure: error, more: true };
      throw error;
    }
  }

  async #progress(running: AbortController, progress: ReadProgress): Promise<void> {
    const { clock } = this.#parts;
    const began = clock();
    if (this.#running !== running || began < this.#nextPictureAt) return;
    this.#nextPictureAt = Number.POSITIVE_INFINITY;
    await this.#picture("loading", t`Reading the family of ${this.focus}.`, progress);
    this.#nextPictureAt = clock() + Math.max(pictureEveryMs, (clock() - began) / pictureShare);
  }

  async #finish(running: AbortController, outcome: ReadOutcome): Promise<void> {
    if (this.#running !== running) return;
    this.#running = null;
    const [found] = await this.#parts.index.lookup([this.focus]);
    const known = found?.state === "known";
    const { state, message } = closing(
      this.focus,
      known,
      outcome,
      found?.state === "failed" ? found.reason : null,
    );
    await this.#picture(state, message, null);
  }

  async #picture(state: ViewState, message: string | null, progress: ReadProgress | null): Promise<void> {
    const family = await this.#parts.index.packedFamily({ id: this.focus });
    if (this.#disposed || (state === "loading" && this.#running === null)) return;
    const checked = family.models - family.unchecked;
    this.#view = {
      focus: family.root,
      draft: false,
      family,
      state: state === "ready" && family.unchecked > 0 ? "partial" : state,
      message: message ?? partialMessage(family),
      progress: progress ?? { checked, total: family.models },
      age: familyAge(family, this.#parts.clock()),
    };
    this.#parts.notify(this.#view);
  }
}

function partialMessage(family: PackedFamily): string | null {
  if (family.unchecked === 0) return null;
  return t`The children of ${family.unchecked} of ${count(family.models, "model")} have not been read yet.`;
}

function closing(
  focus: string,
  known: boolean,
  outcome: ReadOutcome,
  failed: HubFailureReason | null,
): { state: ViewState; message: string | null } {
  const failure = outcome.failure;
  if (failure?.reason === "canceled") return { state: known ? "partial" : "empty", message: null };
  if (failure !== null) {
    const away = failure.reason === "offline" || failure.reason === "unreachable";
    if (!known) return { state: away ? "offline" : "error", message: failure.message };
    return { state: away ? "offline" : "partial", message: failure.message };
  }
  if (known) return { state: "ready", message: null };
  if (failed !== null) {
    return {
      state: "error",
      message: t`${failedModel(focus, failed, t`the Hub`)} Check the model ID, or sign in with an account that has access.`,
    };
  }
  return {
    state: "empty",
    message: t`${focus} is not in the index yet. Read it from the Hub to see its family.`,
  };
}
