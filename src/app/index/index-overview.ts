import type { Index } from "../ports/index-port";
import type { JobScope } from "../ports/job-port";
import type { SnapshotFacts } from "../ports/snapshot-ports";

/** A family or organization with an indexing job, and its progress. */
export interface IndexedFamily extends JobScope {
  readonly models: number;
  /** Models whose children have not been listed. */
  readonly unchecked: number;
  /** When any of it was last read, in ms since 1970; null if nothing was. */
  readonly updatedAt: number | null;
  readonly state: "running" | "waiting" | "complete" | "partial" | "failed";
  /** Its progress, or why it stopped and what to do; null if there is nothing to say. */
  readonly message: string | null;
}

/** The index as shown to the user. */
export interface IndexOverview {
  readonly models: number;
  readonly edges: number;
  readonly bytes: number;
  /** Time of the last write, in ms since 1970; null if the index is empty. */
  readonly updatedAt: number | null;
  /** Why the index is incomplete or unsaved, and what to do; null if all is well. */
  readonly notice: string | null;
  readonly families: readonly IndexedFamily[];
  /** The imported table of the whole Hub; null if there is none. */
  readonly snapshot: SnapshotFacts | null;
  /** The base of the Hub whose answers these are, and of others whose answers are kept apart; null if nobody said. */
  readonly hub: string | null;
  readonly otherHubs: readonly string[];
}

/** The indexed families and organizations, and the actions on them. */
export interface FamilyJobs {
  families(): Promise<readonly IndexedFamily[]>;
  /** Reads changes from the Hub. */
  refresh(scope: JobScope): Promise<void>;
  /** Removes it from the index. */
  forget(scope: JobScope): Promise<void>;
}

/** Collects the contents of the Index view. */
export async function indexOverview(index: Index, jobs: FamilyJobs): Promise<IndexOverview> {
  const [status, families] = await Promise.all([index.status(), jobs.families()]);
  return { ...status, families };
}
