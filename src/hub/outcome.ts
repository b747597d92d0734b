import { HubError } from "../app/ports/errors";

/** What was requested; a failure means different things for different requests. */
export interface Subject {
  readonly what: "model" | "card" | "children" | "search" | "account" | "file";
  /** The model's id, the text searched for, or a file's path; "" for an account. */
  readonly name: string;
  /** Host of the endpoint. */
  readonly host: string;
}

/** A failed answer: what is needed to tell why it failed. */
export interface FailedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly signedIn: boolean;
}

/** What a failed answer means to the user; `retryAfterMs` is what the Hub said, or null. */
export function failureOf(answer: FailedAnswer, subject: Subject, retryAfterMs: number | null): HubError {
  const { status } = answer;
  const code = answer.headers.get("X-Error-Code") ?? "";
  const words = wordsOf(answer);
  if (status === 429) return rateLimited(answer.signedIn, subject.host, retryAfterMs);
  if (status === 408 || status >= 500) return serverFailure(status, subject.host, retryAfterMs);
  if (status === 401 && isTokenRefused(words, subject)) return badToken(subject.host);
  if (code === "GatedRepo") return gated(subject, answer.signedIn);
  if (status === 401) return missingOrPrivate(subject, answer.signedIn);
  if ((status === 403 && /disabled/i.test(words)) || status === 451) {
    return new HubError(
      "disabled",
      `${subject.name} was disabled on ${subject.host} and can no longer be read. Use another model.`,
    );
  }
  if (status === 404 || status === 410) return missing(subject, code);
  if (status >= 400) return refused(status, subject);
  return new HubError(
    "unreadable",
    `${subject.host} returned the unexpected status ${status}. ${checkEndpoint}`,
  );
}

const checkEndpoint = "Check that the endpoint is a Hugging Face Hub, then try again.";

/** The Hub's own words about a failure; only inspected, never shown, because they are not ours. */
function wordsOf(answer: FailedAnswer): string {
  const body = new TextDecoder().decode(answer.bytes.subarray(0, 4096));
  return `${answer.headers.get("X-Error-Message") ?? ""} ${body}`;
}

function isTokenRefused(words: string, subject: Subject): boolean {
  return subject.what === "account" || /invalid credentials in authorization header/i.test(words);
}

/** The token was not accepted, or is not a token. */
export function badToken(host: string): HubError {
  const advice = "Run Hub Lineage: Sign In with a new token, or sign out and correct HF_TOKEN.";
  return new HubError("bad-token", `${host} did not accept the token. ${advice}`);
}

function gated(subject: Subject, signedIn: boolean): HubError {
  const advice = signedIn
    ? `Request access on its page on ${subject.host}, or sign in with an account that has it.`
    : `Request access on its page on ${subject.host}, then sign in.`;
  return new HubError(
    "gated",
    `${subject.name} is gated: only people whom its owners have approved can read its files. ${advice}`,
  );
}

function missingOrPrivate(subject: Subject, signedIn: boolean): HubError {
  const advice = signedIn
    ? "Check the spelling, and make sure that your token can read it."
    : "Check the spelling, or sign in if you have access to it.";
  return new HubError(
    "missing-or-private",
    `${subject.name} does not exist on ${subject.host}, or it is private. ${advice}`,
  );
}

function missing(subject: Subject, code: string): HubError {
  if (subject.what === "card" && code !== "RepoNotFound") {
    return new HubError(
      "missing",
      `${subject.name} has no README.md on ${subject.host}. Its owners can add one.`,
    );
  }
  if (subject.what === "model" || subject.what === "card" || subject.what === "file") {
    return new HubError("missing", `${subject.name} does not exist on ${subject.host}. Check the spelling.`);
  }
  return new HubError("missing", `${subject.host} does not support this request. ${checkEndpoint}`);
}

function rateLimited(signedIn: boolean, host: string, retryAfterMs: number | null): HubError {
  const when = retryAfterMs === null ? "in a few minutes" : `in ${inWords(retryAfterMs)}`;
  const more = signedIn ? "" : ", or sign in for a higher limit";
  return new HubError(
    "rate-limited",
    `${host} is limiting requests. Try again ${when}${more}.`,
    retryAfterMs,
  );
}

/** The request budget is used up, and waiting for it would take too long. */
export function tooLongToWait(signedIn: boolean, host: string, waitMs: number): HubError {
  return rateLimited(signedIn, host, waitMs);
}

function inWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds === 1) return "a second";
  if (seconds < 120) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

function serverFailure(status: number, host: string, retryAfterMs: number | null): HubError {
  const message = `${host} reported a server problem (status ${status}). Try again in a few minutes.`;
  return new HubError("server", message, retryAfterMs);
}

function refused(status: number, subject: Subject): HubError {
  const what =
    subject.what === "model" || subject.what === "file"
      ? `the request for ${subject.name}`
      : `a request about ${subject.name || "the account"}`;
  const message = `${subject.host} refused ${what} (status ${status}). Check the endpoint, and make sure that your token has the required access.`;
  return new HubError("refused", message);
}

/** How a server was too slow: it sent nothing, it stopped sending, or it was not done in time. */
export type Slowness = "silent" | "slow" | "total";

/** The server was too slow; `ms` is the limit that ran out. */
export function tooSlow(host: string, how: Slowness, ms: number): HubError {
  const what = {
    silent: `did not respond within ${inWords(ms)}`,
    slow: `began to respond, then sent almost nothing for ${inWords(ms)}`,
    total: `did not complete its response within ${inWords(ms)}`,
  }[how];
  return new HubError("timeout", `${host} ${what}. Check the network and the proxy, then try again.`);
}

/** The connection failed; `why` is a code such as ECONNREFUSED, or "". */
export function unreachable(host: string, why: string): HubError {
  const reason = why === "" ? "" : ` (${why})`;
  const message = `${host} cannot be reached${reason}. Check the network, the proxy and the endpoint, then try again.`;
  return new HubError("unreachable", message);
}

/** The answer was cut off. */
export function brokenOff(host: string): HubError {
  return new HubError(
    "unreadable",
    `The response from ${host} was cut off. Check the network, then try again.`,
  );
}

/** The answer is not JSON: a network's sign-in page, or a server that is not a Hub. */
export function notJson(host: string): HubError {
  const advice =
    "A proxy or a sign-in page may have responded. Open the address in a browser, or check the endpoint.";
  return new HubError("unreadable", `${host} returned something other than JSON. ${advice}`);
}

/** The answer is larger than we are willing to hold in memory. */
export function tooLarge(host: string, limit: number): HubError {
  const size = `${Math.round(limit / 2 ** 20)} MB`;
  return new HubError(
    "unreadable",
    `The response from ${host} is larger than ${size}, so it was not read. ${checkEndpoint}`,
  );
}

/** The request was redirected too often, or to something that is not an http(s) address. */
export function badRedirect(host: string, problem: string): HubError {
  return new HubError("unreadable", `${host} redirects ${problem}. ${checkEndpoint}`);
}

/** The user, or the program on their behalf, no longer wants the answer. */
export function canceled(): HubError {
  return new HubError("canceled", "The request was canceled. Try again if you still need it.");
}
