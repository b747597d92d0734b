/** A request as received by the loopback Hub, in order of arrival. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  /** With its `?`, or empty. */
  readonly query: string;
  /** What came in the Authorization header; the token itself is not kept. */
  readonly token: "none" | "valid" | "bad";
  readonly host: string;
  readonly userAgent: string;
  /** The status sent; 0 if not yet answered, or if the connection was dropped. */
  readonly status: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}
