import type { RatioInterval } from "../../statistics/ratio-interval";
import type { Direction } from "./organization-links";

/** What an organization has of something, and its rank among all authors that have any. */
export interface OrganizationRank {
  readonly what: string;
  /** Null if the table lacks it. */
  readonly count: number | null;
  readonly share: number | null;
  /** From 1; null if it has none. */
  readonly rank: number | null;
  readonly authors: number;
}

/** Verdicts on the links of an organization in one direction. */
export interface OrganizationVerdicts {
  readonly direction: Direction;
  readonly links: number;
  readonly judged: number;
  readonly incompatible: number;
  readonly review: number;
  /** Incompatible by judged, with each other author as one draw. */
  readonly share: RatioInterval | null;
}
