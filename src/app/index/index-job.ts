import { defaultConcurrency, forEachWithLimit } from "../for-each-with-limit";
import type { Clock } from "../ports/clock";
import { HubError, remembered, stopping } from "../ports/errors";
import type { Asking, Hub } from "../ports/hub-port";
import type { Index } from "../ports/index-port";
import type { JobExtent, JobFailure, JobKind, JobTask, Work } from "../ports/job-port";
import { estimateMs } from "./estimate";
import { readList } from "./read-list";
import { readModel } from "./read-model";

/** What a job works with. `maxAgeMs` is the age from which a stored answer is due for a refresh. */
export interface JobParts {
  readonly hub: Hub;
  readonly index: Index;
  readonly clock: Clock;
  readonly maxAgeMs: () => number;
  /** Requests under way at once; 4 where absent. */
  readonly concurrency?: number;
}

/** What to read: a family by any of its models, or an author's models. */
export interface JobOptions {
  readonly kind: JobKind;
  readonly root: string;
  /** Whether the model cards are read too. */
  readonly cards?: boolean;
  /** Whether each model is read by itself, which costs a request for each and tells its storage. */
  readonly storage?: boolean;
  /** Asks again also for what is fresh, and for whole lists. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  onProgress?(progress: JobProgress): void;
}

/** How far a job is. */
export interface JobProgress {
  /** Models of the job that the index has. */
  readonly models: number;
  /** Those of them whose children were asked for. */
  readonly checked: number;
  /** Models written by this run, each counted once. */
  readonly indexed: number;
  /** Requests that are known to be left; what they bring may add to it. */
  readonly left: number;
  /** How long these take, in ms; null until enough were made to tell. */
  readonly leftMs: number | null;
  /** How long it waits for the Hub's limit now, in ms; 0 while it does not. */
  readonly waitingMs: number;
}

/** How a job ended: `failure` stopped it, `failed` are the parts that could not be read. It is whole when neither is. */
export interface JobOutcome {
  /** The root by its present id. */
  readonly root: string;
  readonly extent: JobExtent;
  readonly indexed: number;
  readonly failure: HubError | null;
  readonly failed: readonly JobFailure[];
}

/**
 * Tasks taken at a time: few enough that what was found meanwhile soon gets its place in the order, and more of a large
 * family (a twentieth of its models), because finding them looks at all of it.
 */
const tasksAtATime = 500;
const shareAtATime = 1 / 20;

/** How often a part is tried, each time with the client's own retries. */
const tries = 3;

/**
 * Age from which the children of a model that had none, and that is older than this itself, are asked for again: it
 * seldom gets any, and asking costs a request for every model of a family.
 */
const emptyMaxAgeMs = 30 * 24 * 3_600_000;

/** Requests after which the pace tells something. */
const requestsToTell = 10;

/**
 * Reads a whole family (parents to the roots, descendants to the leaves) or an author's models with their ancestors.
 * What is left to do is always what the index lacks, so that a job that was canceled or killed goes on where it
 * stopped when it is run again; the stored job says that it is wanted.
 */
export class IndexJob {
  readonly #parts: JobParts;
  readonly #options: JobOptions;
  readonly #startedAt: number;
  readonly #indexed = new Set<string>();
  readonly #tries = new Map<string, number>();
  readonly #failed = new Map<string, JobFailure>();
  #done = 0;
  #work: Work | null = null;
  #doneOfWork = 0;
  #listsOfWork = 0;
  #waitingUntil = 0;

  constructor(parts: JobParts, options: JobOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#startedAt = parts.clock();
  }

  /** Runs until everything is read, or until what `failure` says; throws HubError when the root cannot be had at all. */
  async run(): Promise<JobOutcome> {
    if (this.#options.kind === "family") await this.#readRoot();
    let failure: HubError | null = null;
    for (;;) {
      const work = await this.#plan();
      if (work.tasks.length === 0 || failure !== null) return this.#end(work, failure);
      const failed = await forEachWithLimit(
        rootFirst(work),
        task => this.#try(task),
        this.#parts.concurrency ?? defaultConcurrency,
      );
      if (failed && stopping.has(failed.reason)) failure = failed;
    }
  }

  /** What the index lacks now; also says there that the job is wanted. */
  async #plan(): Promise<Work> {
    const { kind, root, cards = false, storage = false, force = false } = this.#options;
    const age = this.#parts.maxAgeMs();
    const freshFrom = force ? this.#startedAt : this.#startedAt - age;
    const work = await this.#parts.index.work({
      kind,
      root,
      cards,
      storage,
      freshFrom,
      emptyFreshFrom: force ? freshFrom : this.#startedAt - Math.max(age, emptyMaxAgeMs),
      except: [...this.#tries].filter(([, count]) => count >= tries).map(([key]) => key),
      limit: Math.max(tasksAtATime, Math.ceil((this.#work?.extent.models ?? 0) * shareAtATime)),
    });
    this.#work = work;
    this.#doneOfWork = this.#listsOfWork = 0;
    // An author of whom nothing is known yet may be a mistyped name.
    if (work.extent.models > 0) await this.#putJob(work.root, null);
    this.#progress();
    return work;
  }

  async #end(work: Work, failure: HubError | null): Promise<JobOutcome> {
    const failed = [...this.#failed.values()];
    const whole = failure === null && failed.length === 0;
    if (whole && work.extent.models > 0) await this.#putJob(work.root, this.#parts.clock());
    return { root: work.root, extent: work.extent, indexed: this.#indexed.size, failure, failed };
  }

  async #putJob(root: string, finishedAt: number | null): Promise<void> {
    const { kind, cards = false, storage = false } = this.#options;
    await this.#parts.index.putJob({
      kind,
      root,
      cards,
      storage,
      startedAt: this.#startedAt,
      updatedAt: this.#parts.clock(),
      finishedAt,
      failed: [...this.#failed.values()],
    });
  }

  /** A root that nobody has read yet tells by its answer what it is called today, or that there is none. */
  async #readRoot(): Promise<void> {
    const { root } = this.#options;
    const [found] = await this.#parts.index.lookup([root]);
    if (found?.state !== "known") await this.#read({ what: "model", name: root, etag: null });
  }

  /** Does one task; what fails for good, or comes back too often, is left out from then on. */
  async #try(task: JobTask): Promise<void> {
    const key = `${task.what} ${task.what === "list" ? task.parent : task.name}`;
    const tried = (this.#tries.get(key) ?? 0) + 1;
    this.#tries.set(key, tried);
    try {
      await this.#read(task);
      this.#failed.delete(key);
    } catch (error) {
      if (!(error instanceof HubError) || stopping.has(error.reason)) throw error;
      // The index remembers why there is no such model.
      if (task.what === "model" && remembered.has(error.reason)) return;
      this.#failed.set(key, { id: task.name, what: task.what, reason: error.reason, message: error.message });
      if (remembered.has(error.reason)) this.#tries.set(key, tries);
    } finally {
      this.#done++;
      this.#doneOfWork++;
      if (task.what === "list" && task.completeAt === null) this.#listsOfWork++;
      this.#progress();
    }
  }

  async #read(task: JobTask): Promise<void> {
    const ask = this.#asking();
    const stored = (ids: readonly string[]): void => {
      for (const id of ids) this.#indexed.add(id);
    };
    if (task.what === "list")
      return readList(this.#parts, task, { ask, stored, force: this.#options.force ?? false });
    if (task.what === "card") return this.#readCard(task.name);
    const model = await readModel(this.#parts, task, ask);
    if (model.stored) stored([model.id]);
  }

  /** A model without a card is stored with an empty one, so that it is not asked for again. */
  async #readCard(id: string): Promise<void> {
    const { hub, index, clock } = this.#parts;
    const text = await hub.card(id, this.#asking()).catch((error: unknown) => {
      if (error instanceof HubError && error.reason === "missing") return "";
      throw error;
    });
    await index.putCard({ id, text, at: clock() });
  }

  #asking(): Asking {
    return {
      signal: this.#options.signal,
      onWait: ms => {
        this.#waitingUntil = this.#parts.clock() + ms;
        this.#progress();
      },
    };
  }

  #progress(): void {
    const work = this.#work;
    if (work === null || this.#options.onProgress === undefined) return;
    const { clock, hub } = this.#parts;
    const now = clock();
    const left = Math.max(0, work.left - this.#doneOfWork);
    const msEach = (now - this.#startedAt) / Math.max(1, this.#done);
    this.#options.onProgress({
      models: work.extent.models,
      checked: Math.min(work.extent.models, work.extent.models - work.extent.unchecked + this.#listsOfWork),
      indexed: this.#indexed.size,
      left,
      leftMs: this.#done < requestsToTell ? null : estimateMs(left, msEach, hub.budget()),
      waitingMs: Math.max(0, this.#waitingUntil - now),
    });
  }
}

/** The root's own answer before all else: its count of children decides how the list of them is read. */
function rootFirst({ root, tasks }: Work): readonly JobTask[] {
  const [first] = tasks;
  return first?.what === "model" && first.name === root ? [first] : tasks;
}
