import type { IndexFigures } from "../../analyses/family/index-figures";
import type { Anomalies } from "../../lineage/anomalies";
import type { FamilyFormat } from "../../lineage/export/formats";
import type { Family } from "../../lineage/family";
import type { Edge, Model, Relation, RelationCounts } from "../../lineage/model";
import type { PackedFamily } from "../../lineage/packed-family";
import type { HubFailureReason } from "./errors";
import type { Job, JobExtent, JobScope, ListTask, Work, WorkRequest } from "./job-port";
import type { SnapshotFacts } from "./snapshot-ports";

/** What the index knows of one model. */
export interface ModelEntry {
  readonly model: Model;
  readonly parents: readonly Edge[];
  /** When the model was read, in ms since 1970. */
  readonly fetchedAt: number;
  /** Whether it was read by itself (with the Hub's count of children) or only seen in a list. */
  readonly detailed: boolean;
  /** Children in the index by relation. */
  readonly knownChildren: RelationCounts;
  /** When the list of its children was last read to the end, under each of its ids; null when one was not. */
  readonly childrenAt: number | null;
  /** Other ids that lead to it (of before a renaming, or in another letter case); absent when there are none. */
  readonly oldIds?: readonly string[];
}

/** What the index answers for an id: its entry, the failure that is remembered, or nothing. */
export type Lookup =
  | { readonly state: "known"; readonly entry: ModelEntry }
  | { readonly state: "failed"; readonly reason: HubFailureReason; readonly at: number }
  | { readonly state: "unknown" };

/** Which part of a family is wanted; absent means all levels. */
export interface FamilyRequest {
  readonly id: string;
  readonly up?: number;
  readonly down?: number;
}

/** One page of the children of a model that the index knows, most downloaded first. */
export interface ChildrenRequest {
  readonly id: string;
  readonly relation: Relation | null;
  readonly offset: number;
  readonly limit: number;
}

/** How many descendants of a model the index knows, and the children of how many of the family it has no list of. */
export interface FamilySize {
  readonly descendants: number;
  readonly unchecked: number;
}

/** Which ids are looked for: models by their own id, datasets as the models of the index name them. */
export interface SearchRequest {
  readonly what: "models" | "datasets";
  readonly text: string;
  readonly limit: number;
}

/** Reading the index. */
export interface IndexReader {
  /** One answer for each id asked, in order; an old id of a renamed model answers with the new one. */
  lookup(ids: readonly string[]): Promise<readonly Lookup[]>;
  family(request: FamilyRequest): Promise<Family>;
  /**
   * The models among `id` and its descendants to `down` levels whose children are not listed (`again`: all of them), those
   * first that are likely to have some, and how many models there are.
   */
  openLists(request: { readonly id: string; readonly down: number; readonly again: boolean }): Promise<{
    readonly ids: readonly string[];
    readonly models: number;
  }>;
  /**
   * How far the lists of a model's children are, one under each of its ids, its present `id` first; a reading that began
   * before `freshFrom` (ms since 1970) is not gone on with.
   */
  childLists(request: { readonly id: string; readonly freshFrom: number }): Promise<readonly ListTask[]>;
  /** The same as `family` as bytes, for whoever only hands it on. */
  packedFamily(request: FamilyRequest): Promise<PackedFamily>;
  /** The same as `family` in a format for other programs, in UTF-8. */
  writtenFamily(request: FamilyRequest & { readonly format: FamilyFormat }): Promise<Uint8Array>;
  children(request: ChildrenRequest): Promise<readonly ModelEntry[]>;
  familySize(id: string): Promise<FamilySize>;
  /** Ids in the index that contain a text, in whatever letter case: those that begin with it first, then the most used. */
  search(request: SearchRequest): Promise<readonly string[]>;
  /** What stands beside the drift of a family: the same figures of the whole index, and the family's cards. */
  besideFamily(request: FamilyRequest): Promise<BesideFamily>;
  /** The stored text of a model card, or null. */
  card(id: string): Promise<{ readonly text: string; readonly fetchedAt: number } | null>;
  /** Read-only SQL that a person wrote; at most `limit` rows. Throws UserError with SQLite's reason. */
  query(request: { readonly sql: string; readonly limit: number }): Promise<QueryResult>;
  /** All of it as a SQLite file, as it is at this moment. */
  export(): Promise<Uint8Array>;
  status(): Promise<IndexStatus>;
  /** What is left to do of a job, by what the index holds. */
  work(request: WorkRequest): Promise<Work>;
  /** Every job that was begun, with its extent. */
  jobs(): Promise<readonly (Job & JobExtent)[]>;
  /** What is odd in the declared graph; at most `limit` items of each kind. */
  anomalies(request: { readonly limit: number }): Promise<Anomalies>;
}

/** Figures of the whole index and the lengths of the cards that it holds of a family, in characters. */
export interface BesideFamily {
  readonly index: IndexFigures;
  readonly cardLengths: readonly (readonly [id: string, characters: number])[];
}

/** Rows of a query. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Whether there were more rows than asked for. */
  readonly truncated: boolean;
}

/** What the index holds. */
export interface IndexStatus {
  readonly models: number;
  readonly edges: number;
  readonly bytes: number;
  /** When something was last written, in ms since 1970; null when empty. */
  readonly updatedAt: number | null;
  /** What keeps the index from being whole or saved, in sentences that say what to do; null when nothing does. */
  readonly notice: string | null;
  /** The table of the whole Hub that was imported; null where none was. Its models are not among `models`. */
  readonly snapshot: SnapshotFacts | null;
}

/** When the Hub confirmed a model's latest answer, and that answer's ETag; `at` in ms since 1970. */
export interface ModelChecked {
  readonly id: string;
  readonly etag: string | null;
  readonly at: number;
}

/** How far a list is: its ETag, the page to go on with, and when it was whole (ms since 1970; null: it is not). */
export interface ListState {
  readonly parent: string;
  readonly etag: string | null;
  readonly next: string | null;
  readonly at: number | null;
}

/**
 * Writing the index. What a call has stored is on the disk soon after, and when a `save` that began later has
 * resolved: then it outlives the process, however that ends.
 */
export interface IndexWriter {
  /** Decodes and stores one model's body; answers the id that the Hub gave, which differs from `asked` when renamed. */
  putModel(answer: { readonly asked: string; readonly body: Uint8Array; readonly at: number }): Promise<{
    readonly id: string;
  }>;
  /**
   * Decodes and stores one page of children; `last` says that the list is now complete. Who goes on with a listing
   * that another run began says when it `began`; without it, it began with the first page that this run stored. The
   * models of an author are stored as the children of `author:NAME`. Answers the ids, and the oldest `lastModified`
   * among them (ISO 8601).
   */
  putChildren(page: {
    readonly parent: string;
    readonly body: Uint8Array;
    readonly at: number;
    readonly last: boolean;
    readonly began?: number;
  }): Promise<{ readonly ids: readonly string[]; readonly oldestChange: string | null }>;
  /** Notes the ETag of a model's latest answer and when the Hub last confirmed it. */
  putModelChecked(checked: ModelChecked): Promise<void>;
  /** Notes how far a list is: its ETag, the page to go on with, and, unless null, that it is whole as of `at`. */
  putListState(state: ListState): Promise<void>;
  /** Notes that a job is wanted and how far it is. */
  putJob(job: Job): Promise<void>;
  /** Remembers that an id could not be read, so that it is not asked again at once. */
  putFailure(failure: {
    readonly id: string;
    readonly reason: HubFailureReason;
    readonly at: number;
  }): Promise<void>;
  putCard(card: { readonly id: string; readonly text: string; readonly at: number }): Promise<void>;
  /**
   * Takes a family or organization out: its job and those of its models that no other one has. What was read after
   * `at` (ms since 1970) stays. Throws UserError while the files cannot be written.
   */
  forget(scope: JobScope & { readonly at: number }): Promise<void>;
  /** Forgets everything, in the memory of this process and in the files; other processes follow. */
  clear(): Promise<void>;
  /** Writes what is not saved yet and waits for the disk. */
  save(): Promise<void>;
}

/** The index: rows of models, edges and cards. */
export type Index = IndexReader & IndexWriter;
