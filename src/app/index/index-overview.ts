import type { Index } from "../ports/index-port";
import type { JobScope } from "../ports/job-port";
import type { SnapshotFacts } from "../ports/snapshot-ports";

/** A family or an organization that was asked to be read as a whole, and how far that is. */
export interface IndexedFamily extends JobScope {
  readonly models: number;
  /** Models whose list of children was not read. */
  readonly unchecked: number;
  /** When something of it was last read, in ms since 1970; null when nothing was. */
  readonly updatedAt: number | null;
  readonly state: "running" | "waiting" | "complete" | "partial" | "failed";
  /** How far it is, or why it stopped and what to do; null when there is nothing to say. */
  readonly message: string | null;
}

/** The index as a person sees it. */
export interface IndexOverview {
  readonly models: number;
  readonly edges: number;
  readonly bytes: number;
  /** When something was last written, in ms since 1970; null when empty. */
  readonly updatedAt: number | null;
  /** What keeps the index from being whole or saved, in sentences that say what to do; null when nothing does. */
  readonly notice: string | null;
  readonly families: readonly IndexedFamily[];
  /** The table of the whole Hub that was imported; null where none was. */
  readonly snapshot: SnapshotFacts | null;
}

/** What is read as a whole, and what can be done with it. */
export interface FamilyJobs {
  families(): Promise<readonly IndexedFamily[]>;
  /** Reads again what changed on the Hub. */
  refresh(scope: JobScope): Promise<void>;
  /** Takes it out of the index. */
  forget(scope: JobScope): Promise<void>;
}

/** Puts together what the view "Index" shows. */
export async function indexOverview(index: Index, jobs: FamilyJobs): Promise<IndexOverview> {
  const [{ models, edges, bytes, updatedAt, notice, snapshot }, families] = await Promise.all([
    index.status(),
    jobs.families(),
  ]);
  return { models, edges, bytes, updatedAt, notice, families, snapshot };
}
