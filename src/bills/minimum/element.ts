import type { Bill } from "../bill";

/**
 * How far a bill has an element: `partial` if it has some of what is asked for, `unread` if it may be there and nobody looked, which is
 * not missing.
 */
export type ElementState = "filled" | "partial" | "missing" | "unread";

/** What a bill has of an element. */
export interface ElementVerdict {
  readonly state: ElementState;
  /** What the bill has; null if that is nothing. */
  readonly seen: string | null;
  /** How to fill in what is not there, in one sentence or more; null if nothing is left. */
  readonly fill: string | null;
}

/** A minimum element: what it is, where it stands in each format, and how a bill is judged. */
export interface MinimumElement {
  readonly name: string;
  /** Where it stands in CycloneDX 1.7. */
  readonly cyclonedx: string;
  /** Where it stands in SPDX 3.0.1. */
  readonly spdx: string;
  readonly judge: (bill: Bill) => ElementVerdict;
}

/** The bill has all that is asked for. */
export const filled = (seen: string): ElementVerdict => ({ state: "filled", seen, fill: null });

/** The bill has some of it. */
export const partial = (seen: string, fill: string): ElementVerdict => ({ state: "partial", seen, fill });

/** The bill has nothing of it. */
export const missing = (fill: string): ElementVerdict => ({ state: "missing", seen: null, fill });

/** It may be there, and was not read. */
export const unread = (fill: string): ElementVerdict => ({ state: "unread", seen: null, fill });
