import { t } from "../../words/words";
/** Why a request to the Hub failed. */
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
  | "canceled";

/** Failures that concern the id itself, and so are remembered. */
export const remembered: ReadonlySet<HubFailureReason> = new Set([
  "missing",
  "missing-or-private",
  "gated",
  "disabled",
  "refused",
]);

/**
 * What a failure says of the model or dataset that was asked for: the Hub does not show it, and `orPrivate` if its answer does not tell
 * missing from private. Null for every other failure, and for none: it may well be there.
 */
export function absenceOf(reason: HubFailureReason | null): { readonly orPrivate: boolean } | null {
  const orPrivate = reason === "missing-or-private";
  return orPrivate || reason === "missing" ? { orPrivate } : null;
}

/** Failures after which requesting the next id is pointless. */
export const stopping: ReadonlySet<HubFailureReason> = new Set([
  "offline",
  "unreachable",
  "rate-limited",
  "canceled",
  "bad-token",
]);

/** A failed request to the Hub. Its message says what happened and what to do, and never contains the token. */
export class HubError extends Error {
  readonly reason: HubFailureReason;
  /** How long to wait before a retry, in ms, if the Hub said so. */
  readonly retryAfterMs: number | null;
  constructor(reason: HubFailureReason, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.name = "HubError";
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The Hub has the model, and says that it has no model card. */
export class NoCard extends HubError {
  constructor(message: string) {
    super("missing", message);
  }
}

/** The request was for a Hub that is no longer the one in use. */
export class AnotherHub extends HubError {
  constructor() {
    super("canceled", t`The Hub's address was changed meanwhile. Run the command again.`);
  }
}

/** The Hub was asked for one model and sent another, without redirecting to it. */
export class AnotherModel extends HubError {
  constructor(asked: string, sent: string) {
    const problem = t`The Hub returned ${sent} instead of ${asked} without a redirect, so nothing was stored.`;
    const advice = t`If ${asked} was renamed, use ${sent} instead. Otherwise, check that the endpoint is a Hugging Face Hub.`;
    super("unreadable", `${problem} ${advice}`);
  }
}

/** An error whose message can be shown to the user: what happened, then what to do. */
export class UserError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UserError";
  }
}
