import type { HubFailureReason } from "./errors";
import type { ListQuestion } from "./hub-port";

/** What is read as a whole: a model with its ancestors and descendants, or the models of an author with their ancestors. */
export type JobKind = "family" | "organization";

/** Which family (by its root's present id) or author a job is about. */
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

/** A job as the index keeps it; times in ms since 1970. Its `finishedAt` is null while it is wanted and not whole. */
export interface Job extends JobScope {
  /** Whether the model cards are read too. */
  readonly cards: boolean;
  /** Whether each model is read by itself too, which alone tells how much room it takes. */
  readonly storage: boolean;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly finishedAt: number | null;
  readonly failed: readonly JobFailure[];
}

/** How much of a job's models the index holds: `unchecked` of them have a list of children that was not read. */
export interface JobExtent {
  readonly models: number;
  /** Edges that these models declare, those to parents elsewhere included. */
  readonly edges: number;
  readonly unchecked: number;
}

/**
 * A list to read. `name` is what to ask by: the id under which children name their parent (a renamed model has
 * several), or the author; `parent` is the name under which the index keeps the list.
 */
export interface ListTask {
  readonly what: "list";
  readonly of: ListQuestion["of"];
  readonly name: string;
  readonly parent: string;
  readonly etag: string | null;
  /** Where an interrupted reading goes on; null for the first page. */
  readonly next: string | null;
  /** When the reading began that goes on there (ms since 1970); null where none is under way. */
  readonly began: number | null;
  readonly completeAt: number | null;
  /** How many models of the list the index has. */
  readonly known: number;
  /** The Hub's own count of the children at its latest answer, or null. */
  readonly counted: number | null;
}

/** One thing to read for a job; `name` is the id to ask by. */
export type JobTask =
  | { readonly what: "model"; readonly name: string; readonly etag: string | null }
  | ListTask
  | { readonly what: "card"; readonly name: string };

/** Which tasks are wanted. */
export interface WorkRequest extends JobScope {
  readonly cards: boolean;
  readonly storage: boolean;
  /** What was read before this time (ms since 1970) is due again. */
  readonly freshFrom: number;
  /** The same for lists that were empty: new children of such models are rare. */
  readonly emptyFreshFrom: number;
  /** Tasks (as `what name`) that shall not be answered. */
  readonly except: readonly string[];
  readonly limit: number;
}

/** What is left to do of a job: its first tasks in the order in which they should be done, and how many there are. */
export interface Work {
  /** The root by its present id. */
  readonly root: string;
  readonly extent: JobExtent;
  readonly tasks: readonly JobTask[];
  readonly left: number;
}
