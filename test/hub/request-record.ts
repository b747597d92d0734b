/** One request as the loopback Hub received it, in order of arrival. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  /** With its `?`, or empty. */
  readonly query: string;
  /** What came in the Authorization header; the token itself is not kept. */
  readonly token: "none" | "valid" | "bad";
  readonly host: string;
  readonly userAgent: string;
  /** The status sent; 0 while it is not answered, or when the connection was dropped. */
  readonly status: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}
