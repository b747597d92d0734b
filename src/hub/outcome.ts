import { HubError, NoCard } from "../app/ports/errors";
import { asObject } from "../lineage/checked-json";
import { count } from "../lineage/in-words";
import { t } from "../words/words";
import { certificateAdvice } from "./certificate-advice";

/** What was requested; a failure means different things for different requests. */
export interface Subject {
  readonly what: "model" | "card" | "children" | "search" | "account" | "file" | "author" | "dataset";
  /** The ID of a model or a dataset, the text searched for, a file's path, or an author's name; "" for an account. */
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

/** Whether an answer is all of what was requested. Other statuses of success say that it is a part (206) or something else. */
export function isWhole({ status }: Pick<FailedAnswer, "status">): boolean {
  return status === 200;
}

/** What a failed answer means to the user; `retryAfterMs` is what the Hub said, or null. */
export function failureOf(answer: FailedAnswer, subject: Subject, retryAfterMs: number | null): HubError {
  const { status } = answer;
  if (status === 429) return rateLimited(answer.signedIn, subject.host, retryAfterMs);
  if (status === 408 || status >= 500) return serverFailure(status, subject.host, retryAfterMs);
  if (status < 400)
    return new HubError(
      "unreadable",
      t`${subject.host} returned the unexpected status ${status}. ${checkEndpoint()}`,
    );
  const said = saidBy(answer);
  // Any server may have a file of a snapshot; of models and their cards, only a Hub knows anything.
  if (said === null && subject.what !== "file") return notOfHub(subject.host, status);
  return meaningOf(answer, subject, said ?? { code: "", words: "" });
}

function meaningOf({ status, signedIn }: FailedAnswer, subject: Subject, { code, words }: Said): HubError {
  if (status === 401 && isTokenRefused(words, subject)) return badToken(subject.host);
  if (code === "GatedRepo") return gated(subject, signedIn);
  if (status === 401) return missingOrPrivate(subject, signedIn);
  if ((status === 403 && disabledWords.test(words)) || status === 451) {
    return new HubError(
      "disabled",
      t`${subject.name} was disabled on ${subject.host} and can no longer be read. Use another model.`,
    );
  }
  if (status === 404 || status === 410) return missing(subject, status, { code, words });
  return refused(status, subject);
}

/** How the Hub says that a repo is disabled; it says the same of other things, such as discussions, in other words. */
const disabledWords = /\baccess to this resource is disabled\b/i;

const checkEndpoint = (): string => t`Check that the endpoint is a Hugging Face Hub, then try again.`;

/** The Hub's code for a failure, and its words; only inspected, never shown, because they are not ours. */
export interface Said {
  readonly code: string;
  readonly words: string;
}

/** Statuses that say of a thing that it does not exist, or only for others; the Hub then also says of what. */
const absent: ReadonlySet<number> = new Set([401, 404, 410]);

/** How the Hub words them without a code. Gateways also answer with `error` in JSON, but with words such as "Not Found". */
const absentWords =
  /\b(?:repository|repo|model|entry|revision|user|organization)\b[^.]{0,200}\bnot found|invalid username or password|invalid credentials|access to model/i;

/**
 * What the Hub says about a failure, in its headers or in a JSON body that is an `error` and nothing else; null if there is
 * neither. Then a proxy, a mirror, or another server failed, and its status says nothing about a model.
 */
export function saidBy({ status, headers, bytes }: FailedAnswer): Said | null {
  const code = headers.get("X-Error-Code") ?? "";
  const message = headers.get("X-Error-Message") ?? "";
  const error = errorIn(bytes);
  if (code === "" && message === "" && (error === null || (absent.has(status) && !absentWords.test(error))))
    return null;
  return { code, words: `${message} ${error ?? ""}` };
}

function errorIn(bytes: Uint8Array): string | null {
  try {
    const { error, ...others } = asObject(JSON.parse(new TextDecoder().decode(bytes))) ?? {};
    return typeof error === "string" && Object.keys(others).length === 0 ? error : null;
  } catch {
    return null;
  }
}

/** Whether an answer says, as the Hub does, that there is no such thing. */
export function isGone(answer: FailedAnswer): boolean {
  return (answer.status === 404 || answer.status === 410) && saidBy(answer) !== null;
}

function notOfHub(host: string, status: number): HubError {
  return new HubError(
    "unreadable",
    t`${host} returned status ${status} without an error message of the Hub, so another server or a proxy may have responded. Check the endpoint and the proxy, then try again.`,
  );
}

function isTokenRefused(words: string, subject: Subject): boolean {
  return subject.what === "account" || /invalid credentials in authorization header/i.test(words);
}

const tokenAdvice = (): string =>
  t`Run Hub Lineage: Sign In with a new token, or sign out and correct HF_TOKEN.`;

/** The Hub knows no such token. */
export function badToken(host: string): HubError {
  return new HubError("bad-token", t`${host} did not accept the token. ${tokenAdvice()}`);
}

/** What should be a token cannot be one, so nothing was sent. */
export function notAToken(host: string): HubError {
  return new HubError(
    "bad-token",
    t`Nothing was sent to ${host}, because the token contains invalid characters or is not in a valid format. ${tokenAdvice()}`,
  );
}

function gated(subject: Subject, signedIn: boolean): HubError {
  const advice = signedIn
    ? t`Request access on its page on ${subject.host}, or sign in with an account that has it.`
    : t`Request access on its page on ${subject.host}, then sign in.`;
  return new HubError(
    "gated",
    t`${subject.name} is gated: only people whom its owners have approved can read its files. ${advice}`,
  );
}

function missingOrPrivate(subject: Subject, signedIn: boolean): HubError {
  const advice = signedIn
    ? t`Check the spelling, and make sure that your token can read it.`
    : t`Check the spelling, or sign in if you have access to it.`;
  return new HubError(
    "missing-or-private",
    t`${subject.name} does not exist on ${subject.host}, or it is private. ${advice}`,
  );
}

function missing(subject: Subject, status: number, { code, words }: Said): HubError {
  const { what, name, host } = subject;
  if (what === "card") {
    if (/^(Entry|Revision)NotFound$/.test(code) || /\bentry not found\b/i.test(words))
      return new NoCard(t`${name} has no README.md on ${host}. Its owners can add one.`);
    if (code !== "RepoNotFound" && !/\brepository not found\b/i.test(words)) return notOfHub(host, status);
  }
  if (what === "model" || what === "card" || what === "file" || what === "dataset")
    return new HubError("missing", t`${name} does not exist on ${host}. Check the spelling.`);
  return new HubError("missing", t`${host} does not support this request. ${checkEndpoint()}`);
}

function rateLimited(signedIn: boolean, host: string, retryAfterMs: number | null): HubError {
  const when = retryAfterMs === null ? t`in a few minutes` : t`in ${inWords(retryAfterMs)}`;
  const more = signedIn ? "" : t`, or sign in for a higher limit`;
  return new HubError(
    "rate-limited",
    t`${host} is limiting requests. Try again ${when}${more}.`,
    retryAfterMs,
  );
}

/** The request budget is used up, and waiting for it would take too long. */
export function tooLongToWait(signedIn: boolean, host: string, waitMs: number): HubError {
  return rateLimited(signedIn, host, waitMs);
}

function inWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds === 1) return t`a second`;
  if (seconds < 120) return count(seconds, "second");
  return t`${Math.ceil(seconds / 60)} minutes`;
}

function serverFailure(status: number, host: string, retryAfterMs: number | null): HubError {
  const message = t`${host} reported a server problem (status ${status}). Try again in a few minutes.`;
  return new HubError("server", message, retryAfterMs);
}

function refused(status: number, subject: Subject): HubError {
  const what =
    subject.what === "model" || subject.what === "file"
      ? t`the request for ${subject.name}`
      : t`a request about ${subject.name || t`the account`}`;
  const message = t`${subject.host} refused ${what} (status ${status}). Check the endpoint, and make sure that your token has the required access.`;
  return new HubError("refused", message);
}

/** How a server was too slow: it sent nothing, it stopped sending, or it was not done in time. */
export type Slowness = "silent" | "slow" | "total";

/** The server was too slow; `ms` is the limit that ran out, and `via` the address of the proxy in between, if there is one. */
export function tooSlow(host: string, how: Slowness, ms: number, via: string | null = null): HubError {
  const what = {
    silent: t`did not respond within ${inWords(ms)}`,
    slow: t`began to respond, then sent almost nothing for ${inWords(ms)}`,
    total: t`did not complete its response within ${inWords(ms)}`,
  }[how];
  if (via !== null)
    return new HubError(
      "timeout",
      t`${host} ${what}. Check the network and the proxy ${via}, then try again.`,
    );
  return new HubError("timeout", t`${host} ${what}. Check the network and the proxy, then try again.`);
}

/**
 * The connection failed; `why` is a code such as ECONNREFUSED, or "", and `via` the address of the proxy in between, if there
 * is one.
 */
export function unreachable(host: string, why: string, via: string | null = null): HubError {
  const reason = why === "" ? "" : ` (${why})`;
  const where =
    via === null
      ? t`${host} cannot be reached${reason}.`
      : t`${host} cannot be reached through the proxy ${via}${reason}.`;
  const advice = certificateAdvice(why) ?? t`Check the network, the proxy, and the endpoint, then try again.`;
  return new HubError("unreachable", `${where} ${advice}`);
}

/** The answer was cut off. */
export function brokenOff(host: string): HubError {
  return new HubError(
    "unreadable",
    t`The response from ${host} was cut off. Check the network, then try again.`,
  );
}

/** The answer is not JSON: a network's sign-in page, or a server that is not a Hub. */
export function notJson(host: string): HubError {
  const advice = t`A proxy or a sign-in page may have responded. Open the address in a browser, or check the endpoint.`;
  return new HubError("unreadable", t`${host} returned something other than JSON. ${advice}`);
}

/** A web page in place of a card: a network's sign-in page, or a server that is not a Hub. */
export function webPage(host: string): HubError {
  const advice = t`A proxy or a sign-in page may have responded. Open the address in a browser, or check the endpoint.`;
  return new HubError("unreadable", t`${host} returned a web page in place of the model card. ${advice}`);
}

/** A text in place of a card that nothing marks as a file of the Hub: a network's sign-in text, or JSON. */
export function notACard(host: string): HubError {
  const advice = t`A proxy or a sign-in page may have responded. Open the address in a browser, or check the endpoint.`;
  return new HubError(
    "unreadable",
    t`${host} returned something other than the model card, so it was not stored. ${advice}`,
  );
}

/** A card that came compressed: its reader would take a part whose end is missing for the whole. */
export function compressedCard(host: string): HubError {
  return new HubError(
    "unreadable",
    t`${host} sent the model card compressed, though it was requested uncompressed, so a missing end could not be noticed. The card was not stored. Check the proxy or mirror that responds.`,
  );
}

/** The answer is larger than we are willing to hold in memory. */
export function tooLarge(host: string, limit: number): HubError {
  const size = t`${Math.round(limit / 2 ** 20)} MB`;
  return new HubError(
    "unreadable",
    t`The response from ${host} is larger than ${size}, so it was not read. ${checkEndpoint()}`,
  );
}

/** A card is longer than what is read of one; a part of it is not the card. */
export function longCard(id: string, limit: number): HubError {
  const size = t`${Math.round(limit / 2 ** 20)} MB`;
  return new HubError(
    "unreadable",
    t`The model card of ${id} is larger than ${size}, so it was not read. Open it on the Hub.`,
  );
}

/** The request was redirected too often, or to something that is not an http(s) address. */
export function badRedirect(host: string, problem: string): HubError {
  return new HubError("unreadable", t`${host} redirects ${problem}. ${checkEndpoint()}`);
}

/** The user, or the program on their behalf, no longer wants the answer. */
export function canceled(): HubError {
  return new HubError("canceled", t`The request was canceled. Try again if you still need it.`);
}
