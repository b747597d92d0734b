import { HubError } from "../app/ports/errors";
import { t } from "../words/words";
import { jsonProblem, readBody } from "./body";
import type { Endpoint } from "./endpoint";
import {
  badRedirect,
  brokenOff,
  canceled,
  isWhole,
  notAToken,
  notJson,
  type Slowness,
  tooSlow,
  unreachable,
} from "./outcome";
import type { Timers } from "./timers";

/** The part of the platform's `fetch` that is needed. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One GET, redirects included, or one POST without any. */
export interface Try {
  readonly url: string;
  /** What to send, with its media type; absent for a GET. */
  readonly post?: { readonly body: string; readonly type: string };
  readonly endpoint: Endpoint;
  /** Sent to the endpoint's origin only. */
  readonly token: string | null;
  /** The ETag of a known answer; if it still holds, the answer is an empty 304. */
  readonly etag?: string | null | undefined;
  /** Requests only part of the file: bytes `from` to `to`, excluding `to`. */
  readonly part?: { readonly from: number; readonly to: number } | undefined;
  /** Whether a body that is not JSON is a failure. */
  readonly json: boolean;
  /** Bytes after which reading stops. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /** ms within which some of the response must arrive, again and again. */
  readonly timeoutMs: number;
  /** ms that are left for this try, its redirects included. */
  readonly leftMs: number;
  /** ms that all tries may take together. */
  readonly totalMs: number;
}

/** A response, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether the body was longer than the limit. */
  readonly cut: boolean;
  /** Whether a token was sent with the request. */
  readonly signedIn: boolean;
  /** Whether the endpoint itself answered, and not another host that it redirected to. */
  readonly own: boolean;
  /** Whether the request was redirected. */
  readonly moved: boolean;
}

/** No answer: the transport failed; `again` says that another try may help, `cause` is for the log. */
export interface Failure {
  readonly failure: HubError;
  readonly again: boolean;
  readonly cause: string;
}

/** How one request ended. */
export type Outcome = { readonly answer: Answer } | Failure;

const mostHops = 5;
/** How many bytes of an error's body are worth reading. */
const errorLimit = 65_536;
/** How many bytes count as some of the response: a server that sends single ones is as good as silent. */
const someBytes = 1024;

/** Makes one request and reads its body; never throws. */
export async function attempt(fetch: Fetch, timers: Timers, request: Try): Promise<Outcome> {
  const { host } = new URL(request.url);
  if (request.token !== null && !/^[\x21-\x7e]{1,1000}$/.test(request.token)) {
    return {
      failure: notAToken(host),
      again: false,
      cause: t`the token contains characters that are not allowed in headers`,
    };
  }
  const watch = new Watch(timers, request);
  let answering = false;
  try {
    const response = await followed(fetch, request, watch);
    if ("failure" in response) return response;
    answering = true;
    const limit = response.ok ? request.limit : Math.min(request.limit, errorLimit);
    const { bytes, cut } = await readBody(response, limit, size => watch.received(size));
    const problem = request.json && isWhole(response) && !cut ? jsonProblem(bytes) : null;
    if (problem === "other") return { failure: notJson(host), again: false, cause: t`not JSON` };
    if (problem === "truncated") return { failure: brokenOff(host), again: true, cause: t`incomplete JSON` };
    const { status, headers } = response;
    const { signedIn, own, moved } = watch;
    return { answer: { status, headers, bytes, cut, signedIn, own, moved } };
  } catch (error) {
    return transportFailure(error, answering, request, watch);
  } finally {
    watch.stop();
  }
}

/** Aborts a request that is silent or nearly so, takes too long, or is no longer wanted by its caller. */
class Watch {
  readonly controller = new AbortController();
  signedIn = false;
  own = true;
  moved = false;
  /** The limit that ran out, or null. */
  ranOut: Slowness | null = null;
  private begun = false;
  private unnoticed = 0;
  private idle: () => void;
  private readonly total: () => void;
  private readonly request: Try;
  private readonly timers: Timers;
  private readonly onAbort = () => this.controller.abort();
  private readonly onIdle = () => this.end(this.begun ? "slow" : "silent");

  constructor(timers: Timers, request: Try) {
    this.timers = timers;
    this.request = request;
    this.idle = timers.after(request.timeoutMs, this.onIdle);
    this.total = timers.after(request.leftMs, () => this.end("total"));
    request.signal.addEventListener("abort", this.onAbort);
    if (request.signal.aborted) this.onAbort();
  }

  /** Restarts the idle timer because a response began. */
  touch(): void {
    this.begun = true;
    this.unnoticed = 0;
    this.idle();
    this.idle = this.timers.after(this.request.timeoutMs, this.onIdle);
  }

  /** Restarts the idle timer once enough of the body arrived. */
  received(bytes: number): void {
    this.unnoticed += bytes;
    if (this.unnoticed >= someBytes) this.touch();
  }

  private end(limit: Slowness): void {
    this.ranOut ??= limit;
    this.controller.abort();
  }

  stop(): void {
    this.idle();
    this.total();
    this.request.signal.removeEventListener("abort", this.onAbort);
  }
}

/**
 * Follows redirects manually to keep the token with the endpoint: after a request to another origin, it is never
 * sent again.
 */
async function followed(fetch: Fetch, request: Try, watch: Watch): Promise<Response | Failure> {
  let url = new URL(request.url);
  let { token } = request;
  for (let hop = 0; hop <= mostHops; hop++) {
    watch.own = url.origin === request.endpoint.origin;
    if (!watch.own) token = null;
    watch.signedIn ||= token !== null;
    const init = requestInit(request, token, watch);
    let response = await fetch(url.href, init);
    // Browsers hide where a redirect leads; they follow it themselves and drop the token when the origin changes.
    if (response.type === "opaqueredirect" && !request.post) {
      watch.moved = true;
      response = await fetch(url.href, { ...init, redirect: "follow" });
    }
    watch.touch();
    if (request.post || ![301, 302, 303, 307, 308].includes(response.status)) return response;
    // The body is of no use, and canceling it frees the connection.
    response.body?.cancel().catch(() => undefined);
    const target = nextHop(url, response.headers.get("Location"));
    if (typeof target === "string") return stopped(request, target);
    url = target;
    watch.moved = true;
  }
  return stopped(request, t`more than ${mostHops} times`);
}

function requestInit(request: Try, token: string | null, watch: Watch): RequestInit {
  const headers: Record<string, string> = { Accept: request.json ? "application/json" : "*/*" };
  // Readers of compressed bodies take one whose end is missing for whole. JSON shows that it was cut off; other files do not.
  if (!request.json) headers["Accept-Encoding"] = "identity";
  if (token !== null) headers.Authorization = `Bearer ${token}`;
  if (request.etag) headers["If-None-Match"] = request.etag;
  if (request.part) headers.Range = `bytes=${request.part.from}-${request.part.to - 1}`;
  const init: RequestInit = { headers, redirect: "manual", signal: watch.controller.signal };
  if (!request.post) return init;
  headers["Content-Type"] = request.post.type;
  return { ...init, method: "POST", body: request.post.body };
}

function stopped(request: Try, problem: string): Failure {
  return { failure: badRedirect(new URL(request.url).host, problem), again: false, cause: t`a redirect` };
}

/** The address a redirect leads to, or what is wrong with it. */
function nextHop(from: URL, location: string | null): URL | string {
  if (location === null || !URL.canParse(location, from.href)) return t`to an invalid address`;
  const to = new URL(location, from.href);
  if (!/^https?:$/.test(to.protocol)) return t`to an address that is not http or https`;
  if (from.protocol === "https:" && to.protocol === "http:") return t`from https to http`;
  // For a renamed model, the Hub returns the new path without our query string.
  if (to.origin === from.origin && to.search === "") to.search = from.search;
  return to;
}

function transportFailure(error: unknown, answering: boolean, request: Try, watch: Watch): Failure {
  const { timeoutMs, totalMs, signal } = request;
  const { ranOut } = watch;
  const { host } = new URL(request.url);
  const via = error instanceof Error && "via" in error && typeof error.via === "string" ? error.via : null;
  if (signal.aborted) return { failure: canceled(), again: false, cause: "canceled" };
  if (ranOut !== null) {
    const failure = tooSlow(host, ranOut, ranOut === "total" ? totalMs : timeoutMs, via);
    return { failure, again: false, cause: "timeout" };
  }
  // A proxy says itself why it did not connect.
  if (error instanceof HubError) return { failure: error, again: false, cause: t`the proxy` };
  const code = codeOf(error);
  if (answering) return { failure: brokenOff(host), again: true, cause: code };
  const again = /RESET|EPIPE|UND_ERR_SOCKET|EMPTY_RESPONSE|CONNECTION_CLOSED/.test(code);
  return { failure: unreachable(host, code, via), again, cause: code };
}

/** The code of a failed connection (`ECONNREFUSED`, `ERR_NAME_NOT_RESOLVED`) from the chain of causes, or "". */
function codeOf(error: unknown): string {
  let current: unknown = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
    const code = "code" in current ? current.code : /net::(ERR_\w+)/.exec(current.message)?.[1];
    if (typeof code === "string" && /^[A-Z_0-9]{3,60}$/.test(code)) return code;
    current = current instanceof AggregateError ? (current.errors as unknown[])[0] : current.cause;
  }
  return "";
}
