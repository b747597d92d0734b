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
  | "canceled";

/** Failures that say something of the id itself, and so are remembered. */
export const remembered: ReadonlySet<HubFailureReason> = new Set([
  "missing",
  "missing-or-private",
  "gated",
  "disabled",
  "refused",
]);

/** Failures after which asking for the next id makes no sense. */
export const stopping: ReadonlySet<HubFailureReason> = new Set([
  "offline",
  "unreachable",
  "rate-limited",
  "canceled",
  "bad-token",
]);

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
