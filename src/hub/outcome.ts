import { HubError } from "../app/ports/errors";

/** What was asked for, in so far as it changes what a failure means. */
export interface Subject {
  readonly what: "model" | "card" | "children" | "search" | "account" | "file";
  /** The model's id, the text searched for, or a file's path; "" for an account. */
  readonly name: string;
  /** Host of the endpoint. */
  readonly host: string;
}

/** An answer without its body's meaning: what a failure is told from. */
export interface FailedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly signedIn: boolean;
}

/** What an answer that is no success means for the person who asked; `retryAfterMs` is what the Hub told, or null. */
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
      `${subject.name} was disabled by ${subject.host}. Nothing more can be read of it.`,
    );
  }
  if (status === 404 || status === 410) return missing(subject, code);
  if (status >= 400) return refused(status, subject);
  return new HubError(
    "unreadable",
    `${subject.host} answered with status ${status}, which means nothing here. ${checkEndpoint}`,
  );
}

const checkEndpoint = "Check that the endpoint is a Hugging Face Hub, then try again.";

/** The Hub's own words about a failure; only looked at, never shown, because they are not ours. */
function wordsOf(answer: FailedAnswer): string {
  const body = new TextDecoder().decode(answer.bytes.subarray(0, 4096));
  return `${answer.headers.get("X-Error-Message") ?? ""} ${body}`;
}

function isTokenRefused(words: string, subject: Subject): boolean {
  return subject.what === "account" || /invalid credentials in authorization header/i.test(words);
}

/** The token was not accepted, or is no token at all. */
export function badToken(host: string): HubError {
  const advice = "Run Hub Lineage: Sign In with a new one, or Sign Out and correct HF_TOKEN.";
  return new HubError("bad-token", `${host} does not accept the token. ${advice}`);
}

function gated(subject: Subject, signedIn: boolean): HubError {
  const advice = signedIn
    ? `Ask for access on its page on ${subject.host}, or sign in with an account that has it.`
    : `Ask for access on its page on ${subject.host} and sign in.`;
  return new HubError(
    "gated",
    `The files of ${subject.name} are only for people whom its owners let in. ${advice}`,
  );
}

function missingOrPrivate(subject: Subject, signedIn: boolean): HubError {
  const advice = signedIn
    ? "Check its spelling, and that your token may read it."
    : "Check its spelling, or sign in if you may read it.";
  return new HubError(
    "missing-or-private",
    `${subject.name} does not exist on ${subject.host} or is private. ${advice}`,
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
    return new HubError("missing", `${subject.name} does not exist on ${subject.host}. Check its spelling.`);
  }
  return new HubError("missing", `${subject.host} does not know this kind of question. ${checkEndpoint}`);
}

function rateLimited(signedIn: boolean, host: string, retryAfterMs: number | null): HubError {
  const when = retryAfterMs === null ? "in a few minutes" : `in ${inWords(retryAfterMs)}`;
  const more = signedIn ? "" : ", or sign in: the limit is higher then";
  return new HubError("rate-limited", `${host} asks to slow down. Try again ${when}${more}.`, retryAfterMs);
}

/** The budget is used up and waiting for it would take too long. */
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
  const message = `${host} has a problem of its own (status ${status}). Try again in a few minutes.`;
  return new HubError("server", message, retryAfterMs);
}

function refused(status: number, subject: Subject): HubError {
  const what =
    subject.what === "model" || subject.what === "file"
      ? subject.name
      : `the question about ${subject.name || "the account"}`;
  const message = `${subject.host} refused ${what} (status ${status}). Check the endpoint, and that your token may read it.`;
  return new HubError("refused", message);
}

/** Nothing came for `ms`. */
export function timedOut(host: string, ms: number): HubError {
  const message = `${host} did not answer within ${inWords(ms)}. Check the network or the proxy, then try again.`;
  return new HubError("timeout", message);
}

/** No connection came about; `why` is a code such as ECONNREFUSED, or "". */
export function unreachable(host: string, why: string): HubError {
  const reason = why === "" ? "" : ` (${why})`;
  const message = `${host} cannot be reached${reason}. Check the network, the proxy and the endpoint, then try again.`;
  return new HubError("unreachable", message);
}

/** The answer broke off before its end. */
export function brokenOff(host: string): HubError {
  return new HubError(
    "unreadable",
    `The answer of ${host} broke off before its end. Check the network, then try again.`,
  );
}

/** The answer is no JSON: a sign-in page of a network, or no Hub at all. */
export function notJson(host: string): HubError {
  const advice = "A proxy or a sign-in page may have answered. Open it in a browser, or check the endpoint.";
  return new HubError("unreadable", `${host} answered with something other than JSON. ${advice}`);
}

/** The answer is larger than what we are willing to hold. */
export function tooLarge(host: string, limit: number): HubError {
  const size = `${Math.round(limit / 2 ** 20)} MB`;
  return new HubError(
    "unreadable",
    `The answer of ${host} is larger than ${size}, and was not read. ${checkEndpoint}`,
  );
}

/** Redirected too often, or to what is no http(s) address. */
export function badRedirect(host: string, problem: string): HubError {
  return new HubError("unreadable", `${host} redirects ${problem}. ${checkEndpoint}`);
}

/** The person, or the program on their behalf, does not want the answer any more. */
export function canceled(): HubError {
  return new HubError("canceled", "The request was canceled. Ask again when you need the answer.");
}
