import type { HubFailureReason } from "./errors";
import type { ListQuestion } from "./hub-port";

/** What a job reads: a model with its ancestors and descendants, or an author's models with their ancestors. */
export type JobKind = "family" | "organization";

/** The family (by its root's current id) or author that a job covers. */
export interface JobScope {
  readonly kind: JobKind;
  readonly root: string;
}

/** A part of a job that could not be read, and why. */
export interface JobFailure {
  readonly id: string;
  readonly what: JobTask["what"];
  readonly reason: HubFailureReason;
  readonly message: string;
}

/** A job as stored in the index; times in ms since 1970. `finishedAt` is null until the job is complete. */
export interface Job extends JobScope {
  /** Whether to read the model cards too. */
  readonly cards: boolean;
  /** Whether to read each model individually too, the only way to get its storage size. */
  readonly storage: boolean;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly finishedAt: number | null;
  readonly failed: readonly JobFailure[];
}

/** How many of a job's models the index holds; the children of `unchecked` of them have not been listed. */
export interface JobExtent {
  readonly models: number;
  /** Edges that these models declare, including those to parents outside the job. */
  readonly edges: number;
  readonly unchecked: number;
}

/**
 * A list to read. `name` is the name to request: the id that children use for their parent (a renamed model has several),
 * or the author. `parent` is the key of the list in the index.
 */
export interface ListTask {
  readonly what: "list";
  readonly of: ListQuestion["of"];
  readonly name: string;
  readonly parent: string;
  readonly etag: string | null;
  /** The page to resume from; null for the first page. */
  readonly next: string | null;
  /** When the read to resume started (ms since 1970); null if there is none. */
  readonly began: number | null;
  readonly completeAt: number | null;
  /** How many of the list's models the index has. */
  readonly known: number;
  /** The Hub's latest count of the children, or null. */
  readonly counted: number | null;
}

/** One thing to read for a job; `name` is the id to request. */
export type JobTask =
  | { readonly what: "model"; readonly name: string; readonly etag: string | null }
  | ListTask
  | { readonly what: "card"; readonly name: string };

/** Which tasks to return. */
export interface WorkRequest extends JobScope {
  readonly cards: boolean;
  readonly storage: boolean;
  /** Data read before this time (ms since 1970) is stale. */
  readonly freshFrom: number;
  /** The same for empty lists, because those models rarely gain children. */
  readonly emptyFreshFrom: number;
  /** Cards read before this time are read again, even if their model has not changed since. */
  readonly cardsFreshFrom: number;
  /** A model that was known and is no longer shown is asked for again if the Hub said so before this time. */
  readonly goneFreshFrom: number;
  /** Whether requests carry a token: what was not shown without one is asked for again. */
  readonly isSignedIn: boolean;
  /** Tasks (as `what name`) to leave out. */
  readonly except: readonly string[];
  readonly limit: number;
}

/** A job's remaining work: its first tasks, in the order to run them, and how many are left. */
export interface Work {
  /** The root's current id. */
  readonly root: string;
  readonly extent: JobExtent;
  readonly tasks: readonly JobTask[];
  readonly left: number;
}
