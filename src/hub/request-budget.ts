import type { Budget } from "../app/ports/hub-port";

/** The two request budgets of the Hub that we use. */
export type Bucket = "api" | "resolvers";

/** Which budget an address counts against. */
export function bucketOf(url: string): Bucket {
  return /\/(resolve|raw|resolve-cache)\//.test(new URL(url).pathname) ? "resolvers" : "api";
}

const windowMs = 300_000;
const longestWindowMs = 3 * windowMs;
const longestDelayMs = 3_600_000;
/** The quota of an anonymous visitor per five minutes, used until the Hub reports another. */
const quota: Readonly<Record<Bucket, number>> = { api: 500, resolvers: 3000 };

interface Window {
  left: number;
  readonly endsAt: number;
  /** Whether the Hub reported these numbers; otherwise we counted them ourselves. */
  readonly told: boolean;
}

/** What the Hub allows: a number of requests per window. */
interface Policy {
  readonly quota: number;
  readonly windowMs: number;
}

/**
 * How many requests are left in the current window, according to the Hub's `RateLimit` header (`"api";r=499;t=293`) or,
 * if the platform hides that header, our own count. Times are in ms since 1970.
 */
export class RequestBudget {
  private readonly windows = new Map<string, Window>();
  private readonly policies = new Map<string, Policy>();
  /** Requests in flight: the Hub's next number may not count them yet. */
  private readonly inFlight = new Map<string, number>();

  /** ms until the next request is allowed; 0 means now. `who` identifies the owner of the budget. */
  wait(who: string, bucket: Bucket, now: number): number {
    const window = this.windows.get(key(who, bucket));
    return window === undefined || window.left > 0 ? 0 : Math.max(0, window.endsAt - now);
  }

  /** The budget as known, or a visitor's budget if nothing is known. */
  budget(who: string, bucket: Bucket, now: number): Budget {
    const policy = this.policy(who, bucket);
    const window = this.windows.get(key(who, bucket));
    if (window === undefined || now >= window.endsAt) return { ...policy, left: policy.quota, resetMs: 0 };
    return { ...policy, left: Math.max(0, window.left), resetMs: window.endsAt - now };
  }

  /** Counts one request that is about to be made. */
  take(who: string, bucket: Bucket, now: number): void {
    const at = key(who, bucket);
    const flying = this.inFlight.get(at) ?? 0;
    this.inFlight.set(at, flying + 1);
    const window = this.windows.get(at);
    if (window && now < window.endsAt) window.left--;
    else {
      const { quota, windowMs } = this.policy(who, bucket);
      // Requests from the previous window may be counted in this one.
      this.windows.set(at, { left: quota - 1 - flying, endsAt: now + windowMs, told: false });
    }
  }

  /** Marks a request as done, with or without an answer. */
  land(who: string, bucket: Bucket): void {
    const at = key(who, bucket);
    this.inFlight.set(at, Math.max(0, (this.inFlight.get(at) ?? 0) - 1));
  }

  /** Updates the budget from the headers of an answer that has landed. */
  learn(who: string, headers: Headers, now: number): void {
    const told = readRateLimit(headers);
    if (told === null) return;
    const at = key(who, told.bucket);
    const policy = readPolicy(headers, told.bucket);
    if (policy !== null) this.policies.set(at, policy);
    const before = this.windows.get(at);
    const endsAt = now + Math.min(told.resetMs, longestWindowMs);
    // Answers arrive out of order: within one window, the smallest number is right.
    const same = before?.told === true && Math.abs(before.endsAt - endsAt) < 5000;
    const free = told.left - (this.inFlight.get(at) ?? 0);
    const left = same ? Math.min(before.left, free) : free;
    this.windows.set(at, { left, endsAt, told: true });
  }

  private policy(who: string, bucket: Bucket): Policy {
    return this.policies.get(key(who, bucket)) ?? { quota: quota[bucket], windowMs };
  }
}

function key(who: string, bucket: string): string {
  return `${bucket} ${who}`;
}

interface RateLimit {
  readonly bucket: string;
  readonly left: number;
  readonly resetMs: number;
}

function readRateLimit(headers: Headers): RateLimit | null {
  const match = /"(\w{1,20})"\s*;\s*r\s*=\s*(\d{1,9})\s*;\s*t\s*=\s*(\d{1,9})/.exec(
    headers.get("RateLimit") ?? "",
  );
  return match && { bucket: match[1] ?? "", left: Number(match[2]), resetMs: Number(match[3]) * 1000 };
}

/** The quota and window (ms) of `"fixed window";"api";q=500;w=300`; null if absent or for another bucket. */
function readPolicy(headers: Headers, bucket: string): Policy | null {
  const match = /"(\w{1,20})"\s*;\s*q\s*=\s*(\d{1,9})\s*;\s*w\s*=\s*(\d{1,9})/.exec(
    headers.get("RateLimit-Policy") ?? "",
  );
  if (match === null || match[1] !== bucket || Number(match[2]) === 0) return null;
  return { quota: Number(match[2]), windowMs: Math.min(Number(match[3]) * 1000, longestWindowMs) };
}

/**
 * ms until the Hub accepts another request, from `RateLimit` if the budget is used up, otherwise from `Retry-After`; null
 * if neither says so, or if they ask for more than an hour, which no Hub means.
 */
export function retryAfter(headers: Headers, now: number): number | null {
  const told = toldDelay(headers, now);
  return told === null || told > longestDelayMs ? null : told;
}

function toldDelay(headers: Headers, now: number): number | null {
  const told = readRateLimit(headers);
  if (told !== null && told.left === 0) return told.resetMs;
  const text = headers.get("Retry-After")?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
