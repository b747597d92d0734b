import { plain, type Reply } from "./reply";

/** Request types the Hub counts separately: API calls, file downloads, web pages. */
export type Bucket = "api" | "resolvers" | "pages";

/** Requests allowed per viewer per window. */
export interface Quota {
  readonly api?: number;
  readonly resolvers?: number;
  readonly pages?: number;
  /** Length of the fixed window; 300 on the Hub. */
  readonly windowSeconds?: number;
}

/** The real Hub's limits for a visitor without a token. */
export const ANONYMOUS_QUOTA: Quota = { api: 500, resolvers: 3000, pages: 100 };

const AMPLE_QUOTA = { api: 100_000, resolvers: 500_000, pages: 10_000, windowSeconds: 300 };

/** The state of a viewer's bucket after counting a request. */
export interface Allowance {
  readonly bucket: Bucket;
  readonly quota: number;
  readonly remaining: number;
  readonly isExceeded: boolean;
  readonly secondsLeft: number;
  readonly windowSeconds: number;
}

/** Counts requests in fixed windows; `now` gives milliseconds. */
export class RateLimit {
  private readonly now: () => number;
  private readonly counts = new Map<string, { window: number; used: number }>();

  constructor(now: () => number) {
    this.now = now;
  }

  /** Counts a viewer's request. */
  count(viewer: string, bucket: Bucket, asked: Quota): Allowance {
    const quota = { ...AMPLE_QUOTA, ...asked };
    const seconds = this.now() / 1000;
    const window = Math.floor(seconds / quota.windowSeconds);
    const key = `${viewer} ${bucket}`;
    const last = this.counts.get(key);
    const used = (last?.window === window ? last.used : 0) + 1;
    this.counts.set(key, { window, used });
    return {
      bucket,
      quota: quota[bucket],
      remaining: Math.max(0, quota[bucket] - used),
      isExceeded: used > quota[bucket],
      secondsLeft: Math.max(1, Math.ceil((window + 1) * quota.windowSeconds - seconds)),
      windowSeconds: quota.windowSeconds,
    };
  }

  reset(): void {
    this.counts.clear();
  }
}

/** The two headers that give a client its rate limit status. */
export function rateHeaders(state: Allowance): Record<string, string> {
  return {
    RateLimit: `"${state.bucket}";r=${state.remaining};t=${state.secondsLeft}`,
    "RateLimit-Policy": `"fixed window";"${state.bucket}";q=${state.quota};w=${state.windowSeconds}`,
  };
}

/** The plain text response when the limit is exceeded. */
export function tooMany(retryAfter: number | undefined): Reply {
  return plain(
    "We had to rate limit your IP (127.0.0.1). Sign in, or send a HF_TOKEN with your requests, to be allowed more.",
    429,
    retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) },
  );
}
