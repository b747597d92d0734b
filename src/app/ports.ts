import type { Family } from "../lineage/family";
import type { Edge, Model, Relation, RelationCounts } from "../lineage/model";

/** Why the Hub gave no answer that can be used. */
export type HubFailureReason =
  | "missing"
  | "missing-or-private"
  | "gated"
  | "disabled"
  | "bad-token"
  | "rate-limited"
  | "server"
  | "timeout"
  | "unreachable"
  | "unreadable"
  | "refused"
  | "offline"
  | "cancelled";

/** A request to the Hub that failed; its message says what happened and what to do, without the token. */
export class HubError extends Error {
  readonly reason: HubFailureReason;
  /** Milliseconds after which asking again makes sense, where the Hub said so. */
  readonly retryAfterMs: number | null;
  constructor(reason: HubFailureReason, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.name = "HubError";
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** An error whose message is fit to be shown to a person: what happened, then what to do. */
export class UserError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UserError";
  }
}

/** The current time in ms since 1970. */
export type Clock = () => number;

/** One page of the children of a model: the undecoded JSON body and the address of the next page. */
export interface ChildrenPage {
  readonly body: Uint8Array;
  readonly next: string | null;
}

/** The Hub as the use cases see it. Every call throws HubError and nothing else. */
export interface Hub {
  /** The undecoded JSON body of one model; a renamed id is followed. */
  model(id: string, signal?: AbortSignal): Promise<Uint8Array>;
  /** One page of the models that declare `id` as a parent; `page` is the `next` of the page before. */
  children(id: string, page: string | null, signal?: AbortSignal): Promise<ChildrenPage>;
  /** The text of a model's README.md, at most 1 MB of it. */
  card(id: string, signal?: AbortSignal): Promise<string>;
  /** Ids of models that match a text, best first. */
  search(text: string, limit: number, signal?: AbortSignal): Promise<readonly string[]>;
}

/** The Hub with what is known of the way to it. */
export interface HubAccess {
  readonly hub: Hub;
  /** The Hub's address in force. */
  endpoint(): string;
  /** Whether the environment forbids requests (`HF_HUB_OFFLINE`). */
  offlineByEnvironment(): boolean;
  /** The name that a token belongs to; throws HubError "bad-token". */
  whoAmI(token: string): Promise<string>;
}

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
  /** When the list of its children was last read to the end; null when it was not. */
  readonly childrenAt: number | null;
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

/** Reading the index. */
export interface IndexReader {
  /** One answer for each id asked, in order; an old id of a renamed model answers with the new one. */
  lookup(ids: readonly string[]): Promise<readonly Lookup[]>;
  family(request: FamilyRequest): Promise<Family>;
  children(request: ChildrenRequest): Promise<readonly ModelEntry[]>;
  /** The stored text of a model card, or null. */
  card(id: string): Promise<{ readonly text: string; readonly fetchedAt: number } | null>;
  /** Read-only SQL that a person wrote; at most `limit` rows. Throws UserError with SQLite's reason. */
  query(request: { readonly sql: string; readonly limit: number }): Promise<QueryResult>;
  /** All of it as a SQLite file, as it is at this moment. */
  export(): Promise<Uint8Array>;
  status(): Promise<IndexStatus>;
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
  /** A sentence about a file that was damaged and set aside, or null. */
  readonly notice: string | null;
}

/** Writing the index. What a call has stored is saved to disk soon after, and by `save` at once. */
export interface IndexWriter {
  /** Decodes and stores one model's body; answers the id that the Hub gave, which differs from `asked` when renamed. */
  putModel(answer: { readonly asked: string; readonly body: Uint8Array; readonly at: number }): Promise<{
    readonly id: string;
  }>;
  /** Decodes and stores one page of children; `last` says that the list is now complete. */
  putChildren(page: {
    readonly parent: string;
    readonly body: Uint8Array;
    readonly at: number;
    readonly last: boolean;
  }): Promise<{ readonly ids: readonly string[] }>;
  /** Remembers that an id could not be read, so that it is not asked again at once. */
  putFailure(failure: {
    readonly id: string;
    readonly reason: HubFailureReason;
    readonly at: number;
  }): Promise<void>;
  putCard(card: { readonly id: string; readonly text: string; readonly at: number }): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
  /** Writes what is not saved yet and waits for the disk. */
  save(): Promise<void>;
}

/** The index: rows of models, edges and cards. */
export type Index = IndexReader & IndexWriter;

/** One model as the Hub describes it, with the parents that it declares. */
export interface DecodedModel {
  readonly model: Model;
  readonly parents: readonly DecodedParent[];
}

/** One declared parent; `resolved` says whether the Hub links it to a model (null where the answer does not tell). */
export interface DecodedParent {
  readonly parent: string;
  readonly relation: Relation;
  readonly resolved: boolean | null;
}

/** Reads the Hub's JSON. Both throw HubError("unreadable") with a sentence when the body is not what was expected. */
export interface HubDecoder {
  model(body: Uint8Array): DecodedModel;
  list(body: Uint8Array): readonly DecodedModel[];
}

/** Where the index is kept. Writing is all or nothing: after a crash the old or the new bytes are there, whole. */
export interface IndexFiles {
  read(): Promise<Uint8Array | null>;
  replace(bytes: Uint8Array): Promise<void>;
  /** Moves a damaged file out of the way without deleting it, and answers its new place. */
  setAside(): Promise<string>;
}
