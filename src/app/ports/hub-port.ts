import type { HubFiles } from "./snapshot-ports";

/** Which list of the Hub: the models that name `name` as a parent, or those of the author `name`. */
export interface ListQuestion {
  readonly of: "children" | "author";
  readonly name: string;
  /** `created` is an order that no change disturbs, for whole lists; `modified` has the latest change first. */
  readonly order: "created" | "modified";
  /** The `next` of the page before; null for the first page. */
  readonly page: string | null;
}

/** How to ask the Hub; whoever gives no `onWait` is refused as rate-limited instead of waiting long. */
export interface Asking {
  readonly signal?: AbortSignal | undefined;
  /** The ETag of the answer that is known already. */
  readonly etag?: string | null | undefined;
  /** Waits for the Hub's limit however long it takes, and is told of each wait (ms). */
  readonly onWait?: ((ms: number) => void) | undefined;
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

/** The Hub as the use cases see it. Every call throws HubError and nothing else. */
export interface Hub {
  /** The undecoded JSON body of one model; a renamed id is followed. */
  model(id: string, ask?: Asking): Promise<TaggedAnswer>;
  /** One page of the models that name a parent, or of an author's models. */
  list(question: ListQuestion, ask?: Asking): Promise<ListAnswer>;
  /** The text of a model's README.md, at most 1 MB of it. */
  card(id: string, ask?: Asking): Promise<string>;
  /** Ids of models that match a text, best first. */
  search(text: string, limit: number, signal?: AbortSignal): Promise<readonly string[]>;
  /** HTTP requests sent so far, redirects included, and how many of them were further tries. */
  counts(): { readonly requests: number; readonly retries: number };
  budget(): Budget;
}

/** The Hub with what is known of the way to it. */
export interface HubAccess {
  readonly hub: Hub;
  /** Files on the Hub or elsewhere, part by part. */
  readonly files: HubFiles;
  /** The Hub's address in force. */
  endpoint(): string;
  /** Whether the environment forbids requests (`HF_HUB_OFFLINE`). */
  offlineByEnvironment(): boolean;
  /** The name that a token belongs to; throws HubError "bad-token". */
  whoAmI(token: string): Promise<string>;
}
