import type { Asking } from "./asking";
import type { DatasetPort } from "./dataset-port";
import type { ModelFilesPort } from "./model-files-port";
import type { OverviewPort } from "./overview-port";
import type { ProposalPort } from "./proposal-port";
import type { HubFiles } from "./snapshot-ports";

/** Which list to request: the models that name `name` as a parent, or the models of author `name`. */
export interface ListQuestion {
  readonly of: "children" | "author";
  readonly name: string;
  /** `created` is a stable order for complete lists; `modified` puts the latest changes first. */
  readonly order: "created" | "modified";
  /** The `next` of the previous page; null for the first page. */
  readonly page: string | null;
}

/** An undecoded JSON body with its ETag; the body is null if the Hub confirms the requested ETag. */
export interface TaggedAnswer {
  readonly body: Uint8Array | null;
  readonly etag: string | null;
}

/** A model's answer; `moved` says that the Hub redirected the request, as it does for former ids. */
export interface ModelAnswer extends TaggedAnswer {
  readonly moved: boolean;
}

/** One page of a list and the address of the next. */
export interface ListAnswer extends TaggedAnswer {
  readonly next: string | null;
}

/** Requests left until the Hub's rate limit resets: `quota` requests are allowed every `windowMs`. */
export interface Budget {
  readonly left: number;
  readonly resetMs: number;
  readonly quota: number;
  readonly windowMs: number;
}

/** The Hub as the use cases see it. Every call throws HubError and nothing else. */
export interface Hub {
  /** The undecoded JSON body of one model; a renamed model is followed. */
  model(id: string, ask?: Asking): Promise<ModelAnswer>;
  /** One page of the models that name a parent, or of an author's models. */
  list(question: ListQuestion, ask?: Asking): Promise<ListAnswer>;
  /** The text of a model's README.md. Throws HubError: NoCard if the Hub says that there is none, "unreadable" if it is over 1 MB. */
  card(id: string, ask?: Asking): Promise<string>;
  /** Ids of models that match a text, best first. */
  search(text: string, limit: number, signal?: AbortSignal): Promise<readonly string[]>;
  /** HTTP requests sent so far, including redirects, and how many of them were retries. */
  counts(): { readonly requests: number; readonly retries: number };
  budget(): Budget;
}

/** The origin of the public Hub. */
export const publicOrigin = "https://huggingface.co";

/** A Hub's address in its one spelling: no slash at the end, no usual port, and a host in small letters. */
export function baseOf({ origin, pathname }: URL): string {
  return origin + pathname.replace(/(?<!\/)\/+$/, "");
}

/** A Hub that may be given a token. Its `origin` is what the token belongs to. */
export interface HubPlace {
  /** The address that requests begin with. */
  readonly base: string;
  readonly origin: string;
  readonly host: string;
}

/** A token from the environment that the Hub in use does not get, because it belongs to another. */
export interface WithheldToken {
  readonly from: "HF_TOKEN" | "HUGGING_FACE_HUB_TOKEN" | "file";
  /** The origin that it belongs to; null if `HF_ENDPOINT` is not an address. */
  readonly owner: string | null;
  /** The origin of the Hub in use. */
  readonly origin: string;
}

/** The Hub and the details of the connection to it. */
export interface HubAccess {
  readonly hub: Hub;
  /** Files on the Hub or elsewhere, read in parts. */
  readonly files: HubFiles;
  /** The files of models. */
  readonly modelFiles: ModelFilesPort;
  /** Datasets. */
  readonly datasets: DatasetPort;
  /** Who has an author's name. */
  readonly overviews: OverviewPort;
  /** The Hub address in use. */
  endpoint(): string;
  /** The same in its one spelling, by which Hubs are told apart; null if it is not an address of a Hub. */
  base(): string | null;
  /** The Hub with this base, as long as it is the one in use; later requests fail as canceled. */
  at(base: string): Hub;
  /** Its overviews, in the same way. */
  overviewsAt(base: string): OverviewPort;
  /** Proposals to the Hub with this base, in the same way. */
  proposalsAt(base: string): ProposalPort;
  /** Whether requests to the Hub in use carry a token. */
  isSignedIn(): Promise<boolean>;
  /** Whether the environment forbids requests (`HF_HUB_OFFLINE`). */
  offlineByEnvironment(): boolean;
  /** The Hub in use; throws HubError "refused" if a token must not be sent to its address. */
  signInPlace(): HubPlace;
  /** The name that a token belongs to, asked of that Hub and no other; throws HubError "bad-token". */
  whoAmI(token: string, place: HubPlace): Promise<string>;
}
