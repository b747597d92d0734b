import type { IndexFigures } from "../../analyses/family/index-figures";
import type { Anomalies } from "../../lineage/anomalies";
import type { FamilyFormat } from "../../lineage/export/format-names";
import type { Family } from "../../lineage/family";
import type { Edge, Model, Relation, RelationCounts } from "../../lineage/model";
import type { PackedFamily } from "../../lineage/packed-family";
import type { HubFailureReason } from "./errors";
import type { Job, JobExtent, JobScope, ListTask, Work, WorkRequest } from "./job-port";
import type { SnapshotFacts } from "./snapshot-ports";

/** What the index knows about one model. */
export interface ModelEntry {
  readonly model: Model;
  readonly parents: readonly Edge[];
  /** When the model was read, in ms since 1970. */
  readonly fetchedAt: number;
  /** When the snapshot was taken that the entry comes from, or 0 if that is not known; absent if the Hub answered. */
  readonly snapshotAt?: number;
  /** Whether it was read individually (with the Hub's count of children) or only seen in a list. */
  readonly detailed: boolean;
  /** Children in the index by relation. */
  readonly knownChildren: RelationCounts;
  /** When its children were last listed completely for all of its ids; null if any list is incomplete. */
  readonly childrenAt: number | null;
  /** Other ids that resolve to it (former ids, or other letter case); absent if there are none. */
  readonly oldIds?: readonly string[];
}

/** What is known of a model. */
export interface KnownEntry {
  readonly state: "known";
  readonly entry: ModelEntry;
  /** Set if the Hub's latest answer, at this time, does not show the model any more; `orPrivate` if it may only be private. */
  readonly gone?: { readonly orPrivate: boolean; readonly at: number };
}

/** The result of looking up an id: its entry, a remembered failure, or unknown. */
export type Lookup =
  | KnownEntry
  | { readonly state: "failed"; readonly reason: HubFailureReason; readonly at: number }
  | { readonly state: "unknown" };

/** Which part of a family to return; absent means all levels. */
export interface FamilyRequest {
  readonly id: string;
  readonly up?: number;
  readonly down?: number;
}

/** One page of a model's children in the index, most downloaded first. */
export interface ChildrenRequest {
  readonly id: string;
  readonly relation: Relation | null;
  readonly offset: number;
  readonly limit: number;
}

/** The number of known descendants of a model, and of family members whose children have not been listed. */
export interface FamilySize {
  readonly descendants: number;
  readonly unchecked: number;
}

/** What to search for: models by id, or datasets as named by models in the index. */
export interface SearchRequest {
  readonly what: "models" | "datasets";
  readonly text: string;
  readonly limit: number;
}

/** Reading the index. */
export interface IndexReader {
  /** One result for each id, in order; a renamed model's former id resolves to its new one. */
  lookup(ids: readonly string[]): Promise<readonly Lookup[]>;
  family(request: FamilyRequest): Promise<Family>;
  /**
   * Among `id` and its descendants down to `down` levels, the models whose children are not listed (`again`: all models),
   * those likely to have children first, and the total number of models.
   */
  openLists(request: { readonly id: string; readonly down: number; readonly again: boolean }): Promise<{
    readonly ids: readonly string[];
    readonly models: number;
  }>;
  /**
   * The state of the lists of a model's children, one for each of its ids, the current `id` first. A read that started
   * before `freshFrom` (ms since 1970) is not resumed.
   */
  childLists(request: { readonly id: string; readonly freshFrom: number }): Promise<readonly ListTask[]>;
  /** The members of a list (of the children of `parent`, or of `author:NAME`) that it no longer has, and of which the Hub has not answered since. */
  doubtedIn(list: { readonly parent: string }): Promise<readonly string[]>;
  /** Like `family`, but as bytes, for callers that only pass it on. */
  packedFamily(request: FamilyRequest): Promise<PackedFamily>;
  /** Like `family`, but in a format for other programs, in UTF-8. */
  writtenFamily(request: FamilyRequest & { readonly format: FamilyFormat }): Promise<Uint8Array>;
  children(request: ChildrenRequest): Promise<readonly ModelEntry[]>;
  familySize(id: string): Promise<FamilySize>;
  /** Ids in the index that contain a text, ignoring case: those that start with it first, then the most used. */
  search(request: SearchRequest): Promise<readonly string[]>;
  /** Context for a family's drift: the same figures for the whole index, and the lengths of the family's cards. */
  besideFamily(request: FamilyRequest): Promise<BesideFamily>;
  /** The stored text of a model card, or null. */
  card(id: string): Promise<{ readonly text: string; readonly fetchedAt: number } | null>;
  /** Runs the user's read-only SQL and returns at most `limit` rows. Throws UserError with SQLite's reason. */
  query(request: { readonly sql: string; readonly limit: number }): Promise<QueryResult>;
  /** The entire index as a SQLite file, in its current state. */
  export(): Promise<Uint8Array>;
  status(): Promise<IndexStatus>;
  /** A job's remaining work, based on what the index holds. */
  work(request: WorkRequest): Promise<Work>;
  /** All jobs that were started, with their extents. */
  jobs(): Promise<readonly (Job & JobExtent)[]>;
  /** Anomalies in the declared graph, at most `limit` of each kind. */
  anomalies(request: { readonly limit: number }): Promise<Anomalies>;
}

/** Figures for the whole index, and the lengths in characters of a family's stored cards. */
export interface BesideFamily {
  readonly index: IndexFigures;
  readonly cardLengths: readonly (readonly [id: string, characters: number])[];
}

/** Rows of a query. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Whether there were more rows than requested. */
  readonly truncated: boolean;
}

/** What the index holds. */
export interface IndexStatus {
  readonly models: number;
  readonly edges: number;
  readonly bytes: number;
  /** Time of the last write, in ms since 1970; null if the index is empty. */
  readonly updatedAt: number | null;
  /** Why the index is incomplete or unsaved, and what to do; null if all is well. */
  readonly notice: string | null;
  /** The imported table of the whole Hub, or null. Its models are not included in `models`. */
  readonly snapshot: SnapshotFacts | null;
  /** The base of the Hub whose answers these are; null if nobody said. */
  readonly hub: string | null;
  /** The bases of other Hubs whose answers are kept next to these. */
  readonly otherHubs: readonly string[];
}

/** When the Hub last confirmed a model's data, and the ETag of that data; `at` in ms since 1970. */
export interface ModelChecked {
  readonly id: string;
  readonly etag: string | null;
  readonly at: number;
}

/** The state of a list: its ETag, the page to resume from, and when it was complete (ms since 1970; null if it is not). */
export interface ListState {
  readonly parent: string;
  readonly etag: string | null;
  readonly next: string | null;
  readonly at: number | null;
  /** When the listing began that it goes on with or ends; absent if it is about none. */
  readonly began?: number;
}

/**
 * Writing the index. Stored data reaches the disk soon, and at the latest when a subsequent `save` resolves; from then on
 * it survives the process, however it ends.
 */
export interface IndexWriter {
  /**
   * Decodes and stores one model's body; returns the Hub's id, which differs from `asked` if the model was renamed. The Hub
   * redirects to the new id, which `moved` says. Throws HubError "unreadable" and stores nothing if the body is not a model,
   * or if it is another model without a redirect.
   */
  putModel(answer: {
    readonly asked: string;
    readonly body: Uint8Array;
    readonly at: number;
    readonly moved?: boolean;
  }): Promise<{ readonly id: string }>;
  /**
   * Decodes and stores one page of children; `last` says that the list is now complete. A run that resumes another run's
   * list passes the time it `began`; by default, that is when this run stored its first page. An author's models are
   * stored as children of `author:NAME`. `fewest` leaves out the entries that do not belong to the list, and is how many
   * different models the list must have. Returns the ids, the oldest `lastModified` among them (ISO 8601), how many entries
   * of the page are no models, how many were left out, and, after the last page, how many different models were `listed`
   * (null if nobody asked). With unreadable entries, strangers, or too few models, the list does not become complete. What was
   * known of members that a complete list does not have is kept as outdated (`doubtedIn`).
   */
  putChildren(page: {
    readonly parent: string;
    readonly body: Uint8Array;
    readonly at: number;
    readonly last: boolean;
    readonly began?: number;
    readonly fewest?: number;
  }): Promise<{
    readonly ids: readonly string[];
    readonly oldestChange: string | null;
    readonly unreadable: number;
    readonly strangers: number;
    readonly listed: number | null;
  }>;
  /** Stores the ETag of a model's latest data and when the Hub last confirmed it. */
  putModelChecked(checked: ModelChecked): Promise<void>;
  /** Stores the state of a list: its ETag, the page to resume from, and, unless null, that it is complete as of `at`. */
  putListState(state: ListState): Promise<void>;
  /** Stores that a job is wanted, and its progress. */
  putJob(job: Job): Promise<void>;
  /** Stores that an id could not be read, to avoid requesting it again right away. */
  putFailure(failure: {
    readonly id: string;
    readonly reason: HubFailureReason;
    readonly at: number;
  }): Promise<void>;
  putCard(card: { readonly id: string; readonly text: string; readonly at: number }): Promise<void>;
  /**
   * Removes a family or organization: its job, and those of its models that belong to no other. Data read after `at` (ms
   * since 1970) is kept. Throws UserError if the files cannot be written.
   */
  forget(scope: JobScope & { readonly at: number }): Promise<void>;
  /** Deletes everything from this process's memory and from the files; other processes follow. */
  clear(): Promise<void>;
  /** Writes unsaved changes and waits for the disk. */
  save(): Promise<void>;
}

/** The index: rows of models, edges and cards. */
export type Index = IndexReader & IndexWriter;
