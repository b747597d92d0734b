/** Options for a request. Without `onWait`, it fails as rate-limited instead of waiting long. */
export interface Asking {
  readonly signal?: AbortSignal | undefined;
  /** The ETag of the response that is already known. */
  readonly etag?: string | null | undefined;
  /** If given, the request waits out the Hub's rate limit, and this is called with each wait (ms). */
  readonly onWait?: ((ms: number) => void) | undefined;
}
