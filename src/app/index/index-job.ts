import { t } from "../../words/words";
import { failureMemoryMs } from "../family/known-model";
import { defaultConcurrency, forEachWithLimit } from "../for-each-with-limit";
import type { Asking } from "../ports/asking";
import type { Clock } from "../ports/clock";
import { HubError, NoCard, remembered, stopping } from "../ports/errors";
import type { Hub } from "../ports/hub-port";
import type { Index } from "../ports/index-port";
import type { JobExtent, JobFailure, JobKind, JobTask, Work } from "../ports/job-port";
import { estimateMs } from "./estimate";
import { readList } from "./read-list";
import { readModel } from "./read-model";

/** A job's dependencies. `maxAgeMs` is the age at which stored data is due for a refresh. */
export interface JobParts {
  readonly hub: Hub;
  readonly index: Index;
  readonly clock: Clock;
  readonly maxAgeMs: () => number;
  /** Whether requests carry a token; absent if none does. */
  readonly isSignedIn?: () => Promise<boolean>;
  /** Maximum number of concurrent requests; 4 by default. */
  readonly concurrency?: number;
}

/** What to read: a family by any of its models, or an author's models. */
export interface JobOptions {
  readonly kind: JobKind;
  readonly root: string;
  /** Whether to read the model cards too. */
  readonly cards?: boolean;
  /** Whether to read each model individually, which costs one request each and gives its storage. */
  readonly storage?: boolean;
  /** Also requests data that is still fresh, and complete lists. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  onProgress?(progress: JobProgress): void;
}

/** A job's progress. */
export interface JobProgress {
  /** The job's models in the index. */
  readonly models: number;
  /** Those whose children were requested. */
  readonly checked: number;
  /** Models written in this run, each counted once. */
  readonly indexed: number;
  /** Requests known to remain; their results may add more. */
  readonly left: number;
  /** Estimated time for these, in ms; null until there is enough data. */
  readonly leftMs: number | null;
  /** The current wait for the Hub's rate limit, in ms; 0 if there is none. */
  readonly waitingMs: number;
}

/** How a job ended: `failure` stopped it, and `failed` lists the parts that could not be read. With neither, it is complete. */
export interface JobOutcome {
  /** The root's current id. */
  readonly root: string;
  readonly extent: JobExtent;
  readonly indexed: number;
  readonly failure: HubError | null;
  readonly failed: readonly JobFailure[];
}

/**
 * Tasks taken at a time. A small batch lets newly found tasks take their place in the order soon; a large family gets
 * larger batches (a twentieth of its models), because finding its tasks means scanning all of it.
 */
const tasksAtATime = 500;
const shareAtATime = 1 / 20;

/** Attempts per task, each with the client's own retries. */
const tries = 3;

/**
 * Age at which the children of a model without any are requested again, if the model itself is older than this too. Such
 * models rarely gain children, and asking would cost one request for every model in a family.
 */
const emptyMaxAgeMs = 30 * 24 * 3_600_000;

/**
 * Rounds that may do all the work that is known and yet find more. Each goes at least a third of a generation further, and
 * real families have up to 40.
 */
const mostRounds = 300;

/** Minimum number of requests for a meaningful pace. */
const requestsToTell = 10;

/**
 * Reads a whole family (up to the roots and down to the leaves) or an author's models with their ancestors. The remaining
 * work is always whatever the index lacks, so a job that was canceled or killed resumes where it stopped. The stored job
 * records that the work is wanted.
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

  /** Runs until everything is read or `failure` stops it; throws HubError if the root itself cannot be read. */
  async run(): Promise<JobOutcome> {
    if (this.#options.kind === "family") await this.#readRoot();
    let failure: HubError | null = null;
    for (let rounds = 0; ; ) {
      const work = await this.#plan();
      if (work.tasks.length > 0 && work.tasks.length >= work.left && ++rounds > mostRounds)
        failure ??= endless(work.root);
      if (work.tasks.length === 0 || failure !== null) return this.#end(work, failure);
      const failed = await forEachWithLimit(
        rootFirst(work),
        task => this.#try(task),
        this.#parts.concurrency ?? defaultConcurrency,
      );
      if (failed && stopping.has(failed.reason)) failure = failed;
    }
  }

  /** Gets the work that is left from the index, and stores there that the job is wanted. */
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
      cardsFreshFrom: force ? freshFrom : 0,
      goneFreshFrom: force ? freshFrom : this.#startedAt - failureMemoryMs,
      isSignedIn: (await this.#parts.isSignedIn?.()) === true,
      except: [...this.#tries].filter(([, count]) => count >= tries).map(([key]) => key),
      limit: Math.max(tasksAtATime, Math.ceil((this.#work?.extent.models ?? 0) * shareAtATime)),
    });
    this.#work = work;
    this.#doneOfWork = this.#listsOfWork = 0;
    // An author with no known models may be a typo.
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

  /** Reads a root that is not in the index yet, to learn its current id or that it does not exist. */
  async #readRoot(): Promise<void> {
    const { root } = this.#options;
    const [found] = await this.#parts.index.lookup([root]);
    if (found?.state !== "known") await this.#read({ what: "model", name: root, etag: null });
  }

  /** Runs one task. A task that fails permanently or too often is skipped from then on. */
  async #try(task: JobTask): Promise<void> {
    const key = `${task.what} ${task.what === "list" ? task.parent : task.name}`;
    const tried = (this.#tries.get(key) ?? 0) + 1;
    this.#tries.set(key, tried);
    try {
      await this.#read(task);
      this.#failed.delete(key);
    } catch (error) {
      if (!(error instanceof HubError) || stopping.has(error.reason)) throw error;
      if (remembered.has(error.reason)) this.#tries.set(key, tries);
      if (task.what === "model" && remembered.has(error.reason) && !(await this.#misses(task.name))) return;
      this.#failed.set(key, { id: task.name, what: task.what, reason: error.reason, message: error.message });
    } finally {
      this.#done++;
      this.#doneOfWork++;
      if (task.what === "list" && task.completeAt === null) this.#listsOfWork++;
      this.#progress();
    }
  }

  /**
   * Whether a model that could not be read leaves a gap: the root does, and one of which the index keeps what it knew. Of
   * others, such as a parent that nobody finds, the index stores why there is no such model.
   */
  async #misses(id: string): Promise<boolean> {
    const [found] = await this.#parts.index.lookup([id]);
    return id === this.#work?.root || found?.state === "known";
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

  /** Stores an empty card for a model of which the Hub says that it has none, to avoid requesting it again. */
  async #readCard(id: string): Promise<void> {
    const { hub, index, clock } = this.#parts;
    const text = await hub.card(id, this.#asking()).catch((error: unknown) => {
      if (error instanceof NoCard) return "";
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

function endless(root: string): HubError {
  return new HubError(
    "refused",
    t`What belongs to ${root} does not end, which is not plausible. Check the endpoint, then try again.`,
  );
}

/** Puts the root model first: its child count decides how the list of its children is read. */
function rootFirst({ root, tasks }: Work): readonly JobTask[] {
  const [first] = tasks;
  return first?.what === "model" && first.name === root ? [first] : tasks;
}
