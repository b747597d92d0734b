import type { ListState, ModelChecked } from "../app/ports/index-port";
import type { Job, JobExtent, JobFailure, JobKind } from "../app/ports/job-port";
import type { Database, Row } from "./database";
import { endListings, heldPages } from "./listings";
import { number, text } from "./rows";
import { extentOf } from "./work";

/** The most failures that a job keeps. */
const mostFailures = 200;

/** What was checked, and when its writer had read the model before; earlier versions did not write that. */
export interface KnownModelChecked extends ModelChecked {
  readonly since?: number | undefined;
}

/**
 * Records the ETag of a model's latest answer and when the Hub last confirmed it, unless the model was read since, or that
 * answer is not here.
 */
export function putModelChecked(
  database: Database,
  { id, etag, at, since = Number.MIN_SAFE_INTEGER }: KnownModelChecked,
): void {
  database.run(
    `UPDATE models SET etag = ?2, fetched_at = ?3, detailed_at = iif(detailed = 1, ?3, detailed_at)
     WHERE id = ?1 AND fetched_at <= ?3 AND fetched_at >= ?4`,
    [id, etag, at, since],
  );
}

/** The state of a list, and what its writer held of it: pages of the listing, and when the list was complete before. */
export interface KnownListState extends ListState {
  readonly pages?: number | undefined;
  readonly since?: number | undefined;
}

/**
 * Records the progress of a list; `at` means that it is complete as of that time. If the tables lack what the writer had
 * read before, the list is neither resumed nor confirmed.
 */
export function putListState(database: Database, state: KnownListState): void {
  const { parent, etag, next, at, began } = state;
  if (!holds(database, state)) {
    database.run("UPDATE children_lists SET etag = NULL, next = NULL WHERE parent = ?", [parent]);
    return;
  }
  database.run(
    `UPDATE children_lists SET etag = ?2, next = ?3, complete_at = max(complete_at, coalesce(?4, complete_at)),
       began_at = iif(?4 IS NULL, began_at, NULL) WHERE parent = ?1`,
    [parent, etag, next, at],
  );
  if (at !== null && began !== undefined) endListings(database, parent, began);
}

/** Whether the tables hold what a list's state builds upon. */
function holds(database: Database, { parent, next, at, began, pages = 0, since }: KnownListState): boolean {
  const sql = "SELECT began_at, complete_at FROM children_lists WHERE parent = ?";
  const [beganAt, completeAt] = (database.first(sql, [parent]) ?? []).map(number);
  if (began !== undefined && heldPages(database, parent, began) < pages) return false;
  // What is resumed is the listing whose page was stored last.
  if (next !== null) return began === undefined || beganAt === began;
  if (at === null) return true;
  return typeof completeAt === "number" && completeAt >= (since ?? completeAt);
}

/** Stores a job, replacing what was known of it unless that is newer. */
export function putJob(database: Database, job: Job): void {
  database.run(
    `INSERT INTO jobs (kind, root, cards, storage, started_at, updated_at, finished_at, failed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, root) DO UPDATE SET cards = excluded.cards, storage = excluded.storage, started_at = excluded.started_at,
       updated_at = excluded.updated_at, finished_at = excluded.finished_at, failed = excluded.failed
       WHERE excluded.updated_at >= updated_at`,
    [
      job.kind,
      job.root,
      Number(job.cards),
      Number(job.storage),
      job.startedAt,
      job.updatedAt,
      job.finishedAt,
      JSON.stringify(job.failed.slice(0, mostFailures)),
    ],
  );
}

function jobFromRow(row: Row): Job {
  return {
    kind: text(row[0]) as JobKind,
    root: text(row[1]) ?? "",
    cards: row[2] === 1,
    storage: row[3] === 1,
    startedAt: number(row[4]) ?? 0,
    updatedAt: number(row[5]) ?? 0,
    finishedAt: number(row[6]),
    failed: JSON.parse(text(row[7]) ?? "[]") as JobFailure[],
  };
}

/** Every job that was started, latest first, with how much of it the index holds. */
export function jobs(database: Database): (Job & JobExtent)[] {
  const rows = database.all(
    `SELECT kind, root, cards, storage, started_at, updated_at, finished_at, failed FROM jobs
     ORDER BY updated_at DESC, root`,
  );
  return rows.map(jobFromRow).map(job => ({ ...job, ...extentOf(database, job) }));
}
