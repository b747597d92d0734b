import type { Asking } from "../app/ports/asking";
import { HubError } from "../app/ports/errors";
import type { Budget } from "../app/ports/hub-port";
import { t } from "../words/words";
import { type Answer, attempt, type Fetch, type Outcome } from "./attempt";
import { type Endpoint, parseEndpoint } from "./endpoint";
import { canceled, tooLongToWait, tooSlow } from "./outcome";
import { Pace } from "./pace";
import { bucketOf, RequestBudget, retryAfter } from "./request-budget";
import { Semaphore } from "./semaphore";
import { sleep, systemTimers, type Timers } from "./timers";

/** What a polite fetch needs; absent limits take their default values. */
export interface PoliteOptions {
  /** The host's `fetch`, which knows the user's proxy and certificates. */
  readonly fetch: Fetch;
  /** The address of the Hub; called again for every request. */
  readonly endpoint: () => string;
  /** The token that belongs to an origin, or null for an anonymous visitor; called again for every request. */
  readonly token: (origin: string) => Promise<string | null>;
  /** Takes lines for the log; none of them contains the token. */
  readonly log?: (line: string) => void;
  /** Told of each wait of two seconds or more: for how long, and why. */
  readonly waiting?: (wait: HubWait) => void;
  readonly timers?: Timers;
  /** A number from 0 to 1, for the jitter of retries. */
  readonly random?: () => number;
  readonly limits?: Partial<Limits>;
}

/** A wait for the Hub: its rate limit is used up, it asked for the wait, or a request failed and is tried again. */
export interface HubWait {
  readonly ms: number;
  readonly host: string;
  readonly why: "limit" | "asked" | "failure";
}

/** Limits on requests to the Hub. */
export interface Limits {
  /** The most requests in flight. */
  readonly atOnce: number;
  /** Retries after a failure that may be temporary. */
  readonly retries: number;
  /** ms of the first pause between tries; doubles each time. */
  readonly pauseMs: number;
  /** The most ms that a request waits for the Hub's budget; beyond that, it fails as rate-limited. */
  readonly maxWaitMs: number;
  /** ms of silence after which a request fails; six times as long, and it must be complete. */
  readonly timeoutMs: number;
}

const usual: Limits = { atOnce: 4, retries: 3, pauseMs: 500, maxWaitMs: 8000, timeoutMs: 20_000 };

/** One GET request to a Hub. */
export interface PoliteRequest extends Asking {
  readonly url: string;
  readonly json: boolean;
  /** The most bytes of the body to read. */
  readonly limit: number;
  /** A token to try instead of the usual one. */
  readonly token?: string;
  /** Requests only part of the file: bytes `from` to `to`, excluding `to`. */
  readonly part?: { readonly from: number; readonly to: number } | undefined;
}

/** One POST to the Hub itself, whose answer is JSON. */
export interface PolitePost {
  readonly url: string;
  readonly body: string;
  /** The media type of the body. */
  readonly type: string;
  /** The most bytes of the answer to read. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

interface Flight {
  readonly answer: Promise<Answer>;
  readonly controller: AbortController;
  /** Callers that still want the answer. */
  waiting: number;
  shared: boolean;
}

/** The longest wait of a patient request, in ms. */
const patienceMs = 3_600_000;

/** Retries of a patient request that the Hub has rate-limited. */
const patientRetries = 12;

/** How many times `timeoutMs` a request may take: its redirects, its body, its retries, and short waits. */
const totalShare = 6;

/** Shorter waits are not told, in ms. */
const toldFromMs = 2_000;

/** How many times the pause between tries doubles. */
const mostDoublings = 6;

const passing = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Makes requests to a Hub: few at once, one at a time for each address, within the Hub's budgets, with retries after
 * temporary failures. `get` resolves to the last answer, whatever its status; it rejects with HubError only if there is none.
 */
export class PoliteFetch {
  private readonly options: PoliteOptions;
  private readonly limits: Limits;
  private readonly timers: Timers;
  private readonly semaphore: Semaphore;
  private readonly pace: Pace;
  private readonly requestBudget = new RequestBudget();
  private readonly flights = new Map<string, Flight>();
  private readonly warned = new Set<string>();
  private requests = 0;
  private retries = 0;
  /** Whose budget the latest request was taken from. */
  private owner = "";

  constructor(options: PoliteOptions) {
    this.options = options;
    this.limits = { ...usual, ...options.limits };
    this.timers = options.timers ?? systemTimers;
    this.semaphore = new Semaphore(this.limits.atOnce);
    this.pace = new Pace(this.timers);
  }

  /** ms until the Hub accepts another request, according to this answer; or null. */
  retryAfter(answer: Answer): number | null {
    return retryAfter(answer.headers, this.timers.now());
  }

  /** HTTP requests sent so far, redirects included, and how many retries were made. */
  counts(): { readonly requests: number; readonly retries: number } {
    return { requests: this.requests, retries: this.retries };
  }

  /** What is left of the API budget. */
  budget(): Budget {
    return this.requestBudget.budget(this.owner, "api", this.timers.now());
  }

  /** Makes the request, or joins an identical one that is in flight. */
  async get(request: PoliteRequest): Promise<Answer> {
    if (request.signal?.aborted) throw canceled();
    const endpoint = parseEndpoint(this.options.endpoint());
    await this.refuseToWait(request, endpoint);
    if (request.signal?.aborted) throw canceled();
    const flight = this.flight(request, endpoint);
    flight.waiting++;
    const answer = await this.join(request, flight);
    // A body is transferred to the worker, so each caller needs its own bytes.
    return flight.shared ? { ...answer, bytes: answer.bytes.slice() } : answer;
  }

  /**
   * Makes a POST once, within the time that a whole request may take: what a second one would do, nobody knows. Follows no redirect.
   * Throws HubError only if it was not sent.
   */
  async post({ url, body, type, limit, signal }: PolitePost): Promise<Outcome> {
    const endpoint = parseEndpoint(this.options.endpoint());
    const request = { url, json: true, limit, signal };
    const token = await this.tokenFor(request, endpoint);
    const totalMs = totalShare * this.limits.timeoutMs;
    return this.semaphore.run(async () => {
      await this.takeFromBudget(request, endpoint, token !== null, signal);
      const times = { timeoutMs: totalMs, leftMs: totalMs, totalMs };
      const post = { body, type };
      const outcome = await attempt(this.send, this.timers, { ...request, endpoint, token, post, ...times });
      this.requestBudget.land(budgetOwner(url, token !== null), bucketOf(url));
      this.listen(outcome, endpoint, token);
      const why = "answer" in outcome ? `status ${outcome.answer.status}` : outcome.cause;
      this.log(`POST ${path(url)}: ${why}`, token);
      return outcome;
    });
  }

  /** Fails an impatient request at once if the budget is used up, without queueing it behind patient ones. */
  private async refuseToWait(request: PoliteRequest, endpoint: Endpoint): Promise<void> {
    const bucket = bucketOf(request.url);
    const waitOf = (signedIn: boolean) =>
      this.requestBudget.wait(budgetOwner(request.url, signedIn), bucket, this.timers.now());
    const { maxWaitMs } = this.limits;
    if (request.onWait || Math.max(waitOf(true), waitOf(false)) <= maxWaitMs) return;
    const signedIn = (await this.tokenFor(request, endpoint)) !== null;
    if (waitOf(signedIn) > maxWaitMs) throw tooLongToWait(signedIn, hostOf(request.url), waitOf(signedIn));
  }

  private flight(request: PoliteRequest, endpoint: Endpoint): Flight {
    const { part, url, etag } = request;
    const shown = part ? `${part.from}-${part.to}` : (etag ?? "");
    const key = request.token === undefined ? `${shown} ${url}` : null;
    const running = key === null ? undefined : this.flights.get(key);
    if (running) {
      running.shared = true;
      return running;
    }
    const controller = new AbortController();
    const answer = this.semaphore.run(() => this.insist(request, endpoint, controller.signal));
    const flight: Flight = { answer, controller, waiting: 0, shared: false };
    if (key !== null) {
      this.flights.set(key, flight);
      const land = () => {
        if (this.flights.get(key) === flight) this.flights.delete(key);
      };
      answer.then(land, land);
    }
    return flight;
  }

  private join(request: PoliteRequest, flight: Flight): Promise<Answer> {
    const { signal } = request;
    return new Promise((resolve, reject) => {
      const leave = () => {
        flight.waiting--;
        if (flight.waiting === 0) {
          for (const [key, other] of this.flights) if (other === flight) this.flights.delete(key);
          flight.controller.abort();
        }
        reject(canceled());
      };
      const settle = () => signal?.removeEventListener("abort", leave);
      signal?.addEventListener("abort", leave);
      flight.answer.finally(settle).then(resolve, reject);
    });
  }

  /** Tries until a retry would not help. */
  private async insist(request: PoliteRequest, endpoint: Endpoint, signal: AbortSignal): Promise<Answer> {
    const token = await this.tokenFor(request, endpoint);
    const { timeoutMs } = this.limits;
    const totalMs = totalShare * timeoutMs;
    let leftMs = totalMs;
    let { etag } = request;
    for (let retry = 0; ; retry++) {
      await this.takeFromBudget(request, endpoint, token !== null, signal);
      if (leftMs <= 0) throw tooSlow(hostOf(request.url), "total", totalMs);
      const began = this.timers.now();
      const outcome = await attempt(this.send, this.timers, {
        ...request,
        etag,
        endpoint,
        token,
        signal,
        timeoutMs,
        leftMs,
        totalMs,
      });
      leftMs -= this.timers.now() - began;
      this.requestBudget.land(budgetOwner(request.url, token !== null), bucketOf(request.url));
      this.listen(outcome, endpoint, token);
      // A browser asks first whether it may send an ETag. If the Hub says no, try again without.
      const simpler = etag && !("answer" in outcome) && outcome.failure.reason === "unreachable";
      if (simpler) etag = null;
      const pause = simpler ? 0 : this.pause(outcome, { request, retry, leftMs });
      const why = "answer" in outcome ? `status ${outcome.answer.status}` : outcome.cause;
      if (pause === null) {
        if ("answer" in outcome) return outcome.answer;
        if (outcome.failure.reason !== "canceled") this.log(`${path(request.url)}: ${why}, giving up`, token);
        throw outcome.failure;
      }
      this.log(`${path(request.url)}: ${why}, retrying in ${Math.round(pause)} ms`, token);
      this.retries++;
      if (pause > this.limits.maxWaitMs) request.onWait?.(pause);
      const isAsked = "answer" in outcome && this.retryAfter(outcome.answer) !== null;
      this.tell({ ms: pause, host: hostOf(request.url), why: isAsked ? "asked" : "failure" });
      await sleep(this.timers, pause, signal);
      // A patient request waits as long as the Hub asks, and is told so.
      if (!request.onWait) leftMs -= pause;
    }
  }

  private readonly send: Fetch = async (url, init) => {
    if (init.signal) await this.pace.turn(init.signal);
    this.requests++;
    return this.options.fetch(url, init);
  };

  private async tokenFor(request: PoliteRequest, endpoint: Endpoint): Promise<string | null> {
    return endpoint.private ? (request.token ?? (await this.token(endpoint.origin))) : null;
  }

  private async token(origin: string): Promise<string | null> {
    try {
      return (await this.options.token(origin)) || null;
    } catch {
      this.log("The token could not be read; continuing without signing in.", null);
      return null;
    }
  }

  /** Waits until the Hub's budget allows one more request, and counts it. */
  private async takeFromBudget(
    request: PoliteRequest,
    endpoint: Endpoint,
    signedIn: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const who = budgetOwner(request.url, signedIn);
    const bucket = bucketOf(request.url);
    const isOfHub = new URL(request.url).origin === endpoint.origin;
    if (request.token === undefined && isOfHub) this.owner = who;
    for (;;) {
      if (signal.aborted) throw canceled();
      const now = this.timers.now();
      const wait = this.requestBudget.wait(who, bucket, now);
      if (wait === 0) return this.requestBudget.take(who, bucket, now);
      if (wait > this.longest(request)) throw tooLongToWait(signedIn, hostOf(request.url), wait);
      request.onWait?.(wait);
      this.tell({ ms: wait, host: hostOf(request.url), why: "limit" });
      await sleep(this.timers, wait, signal);
    }
  }

  private tell(wait: HubWait): void {
    if (wait.ms >= toldFromMs) this.options.waiting?.(wait);
  }

  private longest(request: PoliteRequest): number {
    return request.onWait ? patienceMs : this.limits.maxWaitMs;
  }

  /** ms to wait before the next try, or null to stop trying. */
  private pause(
    outcome: Outcome,
    {
      request,
      retry,
      leftMs,
    }: { readonly request: PoliteRequest; readonly retry: number; readonly leftMs: number },
  ): number | null {
    const again = "answer" in outcome ? passing.has(outcome.answer.status) : outcome.again;
    const isTold = "answer" in outcome && outcome.answer.status === 429;
    if (!again || retry >= (isTold && request.onWait ? patientRetries : this.limits.retries)) return null;
    const random = this.options.random ?? Math.random;
    const pause = this.limits.pauseMs * 2 ** Math.min(retry, mostDoublings) * (0.75 + random() / 2);
    const told = "answer" in outcome ? this.retryAfter(outcome.answer) : null;
    const wait = Math.max(pause, told ?? 0);
    const isInTime = request.onWait !== undefined || wait < leftMs;
    return isInTime && wait <= this.longest(request) ? wait : null;
  }

  /** Reads the budget from the headers, and logs the Hub's warnings. */
  private listen(outcome: Outcome, endpoint: Endpoint, token: string | null): void {
    if (!("answer" in outcome)) return;
    const { headers, own } = outcome.answer;
    if (!own) return;
    this.requestBudget.learn(budgetOwner(endpoint.base, token !== null), headers, this.timers.now());
    const warning = headers.get("X-HF-Warning")?.slice(0, 500);
    if (!warning || this.warned.has(warning) || this.warned.size >= 50) return;
    this.warned.add(warning);
    this.log(`${endpoint.host} warns: ${warning}`, token);
  }

  private log(line: string, token: string | null): void {
    const safe = token ? line.replaceAll(token, "(token)") : line;
    this.options.log?.(safe.replace(/\p{Cc}+/gu, " "));
  }
}

/** Whose budget a request takes from: each host that an address names has its own. */
function budgetOwner(url: string, signedIn: boolean): string {
  return `${new URL(url).origin} ${signedIn ? "user" : "visitor"}`;
}

function hostOf(url: string): string {
  return new URL(url).host;
}

function path(url: string): string {
  return new URL(url).pathname;
}

/** The error as HubError; anything else is a bug or an unexpected response, and becomes "unreadable". */
export function asHubError(error: unknown): HubError {
  if (error instanceof HubError) return error;
  const message = t`The Hub's response has an unexpected format. Check that the endpoint is a Hugging Face Hub, then try again.`;
  return new HubError("unreadable", message);
}
