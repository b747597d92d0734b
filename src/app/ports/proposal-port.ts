import { t } from "../../words/words";
import { HubError } from "./errors";

/** The card of a model at one commit. */
export interface CardAtCommit {
  readonly text: string;
  /** The commit, as 40 hexadecimal digits. */
  readonly sha: string;
}

/** A change of a card, to be proposed as a pull request. */
export interface Proposal {
  readonly id: string;
  /** The commit that the change was made on. */
  readonly sha: string;
  /** The whole card as it should be. */
  readonly text: string;
  /** One line of plain text. */
  readonly title: string;
  /** Markdown in which nothing that others wrote is markup. */
  readonly description: string;
}

/** Open pull requests of one title. */
export interface AlikeRequests {
  /** Their addresses. */
  readonly addresses: readonly string[];
  /** Whether all open pull requests were looked through. */
  readonly isWhole: boolean;
}

/** Proposes changes of cards on the Hub. Every call throws HubError and nothing else. */
export interface ProposalPort {
  card(id: string): Promise<CardAtCommit>;
  /** The commit that a model is at. */
  revision(id: string): Promise<string>;
  /** Open pull requests on a model with a title; throws NoPullRequests if its owners take none. */
  alike(id: string, title: string): Promise<AlikeRequests>;
  /** Throws unless there is a token that may be sent to the Hub. */
  needToken(): Promise<void>;
  /**
   * Opens a pull request on a model with one changed file, README.md; returns its address. Throws Unconfirmed if it was sent, and
   * nobody knows what became of it.
   */
  open(proposal: Proposal, signal: AbortSignal): Promise<string>;
}

/** The owners of a model have turned pull requests off. */
export class NoPullRequests extends HubError {
  constructor(id: string, host: string) {
    super(
      "refused",
      t`${id} takes no pull requests: its owners have turned discussions off on ${host}. Write to them in another way.`,
    );
  }
}

/** A pull request was sent, and the Hub did not say what became of it; `why` ends "… did not confirm the pull request". */
export class Unconfirmed extends HubError {
  constructor(host: string, why: string, discussions: string) {
    super(
      "unreadable",
      t`${host} did not confirm the pull request (${why}), so it may be open or not. Look at ${discussions} before you try again.`,
    );
  }
}

/** The model has another commit than the one that a change was made on. */
export function changedMeanwhile(id: string): HubError {
  return new HubError(
    "refused",
    t`${id} changed after its card was read, so no pull request was opened. Read the card again.`,
  );
}
