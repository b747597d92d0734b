import type { HubFiles } from "./snapshot-ports";

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

/** Which list of the Hub: the models that name `name` as a parent, or those of the author `name`. */
export interface ListQuestion {
  readonly of: "children" | "author";
  readonly name: string;
  /** `created` is an order that no change disturbs, for whole lists; `modified` has the latest change first. */
  readonly order: "created" | "modified";
  /** The `next` of the page before; null for the first page. */
  readonly page: string | null;
}

/** How a long job asks: an ETag that it knows, and whom to tell of a wait (ms) for the Hub's limit. */
export interface Asking {
  readonly signal?: AbortSignal | undefined;
  readonly etag?: string | null;
  onWait?(ms: number): void;
}

/** An undecoded JSON body with its ETag; the body is null where the Hub says that the ETag asked with still holds. */
export interface TaggedAnswer {
  readonly body: Uint8Array | null;
  readonly etag: string | null;
}

/** One page of a list and the address of the next. */
export interface ListAnswer extends TaggedAnswer {
  readonly next: string | null;
}

/** Requests left until the Hub's limit begins anew: `quota` of them every `windowMs`. */
export interface Budget {
  readonly left: number;
  readonly resetMs: number;
  readonly quota: number;
  readonly windowMs: number;
}

/**
 * The Hub as long jobs ask it: where a person who waits for one answer would be told to come back later, these calls
 * wait for the Hub's limit themselves. Every call throws HubError and nothing else.
 */
export interface JobHub {
  model(id: string, ask?: Asking): Promise<TaggedAnswer>;
  list(question: ListQuestion, ask?: Asking): Promise<ListAnswer>;
  card(id: string, ask?: Asking): Promise<string>;
  /** HTTP requests sent so far, redirects included, and how many of them were further tries. */
  counts(): { readonly requests: number; readonly retries: number };
  budget(): Budget;
}

/** The Hub with what is known of the way to it. */
export interface HubAccess {
  readonly hub: Hub;
  /** The same Hub, with the same limits, for long jobs. */
  readonly jobs: JobHub;
  /** Files on the Hub or elsewhere, part by part. */
  readonly files: HubFiles;
  /** The Hub's address in force. */
  endpoint(): string;
  /** Whether the environment forbids requests (`HF_HUB_OFFLINE`). */
  offlineByEnvironment(): boolean;
  /** The name that a token belongs to; throws HubError "bad-token". */
  whoAmI(token: string): Promise<string>;
}
