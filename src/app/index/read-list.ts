import type { Clock } from "../ports/clock";
import { HubError, type HubFailureReason } from "../ports/errors";
import type { Asking, Hub, ListAnswer, ListQuestion } from "../ports/hub-port";
import type { Index } from "../ports/index-port";
import type { ListTask } from "../ports/job-port";
import { EndlessList, PageGuard } from "./page-guard";

/** Dependencies of `readList`. */
export interface ListParts {
  readonly hub: Pick<Hub, "list">;
  readonly index: Pick<Index, "putChildren" | "putListState">;
  readonly clock: Clock;
}

/** How to read a list. */
export interface ListOptions {
  /** Reads the complete list, however long it is. */
  readonly force: boolean;
  readonly ask: Pick<Asking, "signal" | "onWait">;
  /** Called with all ids that were written. */
  stored?(ids: readonly string[]): void;
}

/** Lists with at least this many models have several pages and are refreshed from their latest changes. */
const manyModels = 1000;

/** Margin before our last read within which changes are still checked, in ms, because clocks differ. */
const marginMs = 3_600_000;

/** Fraction by which the Hub's count may exceed ours, because it includes private children. */
const tolerance = 0.02;

/**
 * Reads or refreshes one list. A single-page list is read completely, unless the Hub confirms its ETag. A long list is
 * first read completely, page by page in order of creation; after an interruption, reading resumes with the next page. A
 * refresh of a long list starts with the latest changes and stops at the first page that reaches back past the previous
 * read. It cannot detect that a child was deleted or no longer names its parent. Such a child stays until the list is read
 * completely again, either by force or because the Hub's count is below ours or well above it.
 */
export async function readList(parts: ListParts, task: ListTask, options: ListOptions): Promise<void> {
  const since = options.force ? null : changesSince(task);
  if (since !== null) return readChanges(parts, task, options, since);
  try {
    await readWhole(parts, task, options);
  } catch (error) {
    const isEndless = error instanceof EndlessList;
    const isLost = task.next !== null && error instanceof HubError && lost.has(error.reason);
    if (!isEndless && !isLost) throw error;
    await parts.index.putListState({ ...unread, parent: task.parent });
    if (isEndless || error.reason !== "refused") throw error;
    await readList(parts, { ...task, next: null }, options);
  }
}

/** Failures after which the page to resume from is of no use: the Hub may no longer know it. Others pass. */
const lost: ReadonlySet<HubFailureReason> = new Set(["refused", "missing", "missing-or-private"]);

const unread = { etag: null, next: null, at: null };

/** The time from which to look for changes (ms since 1970), or null to read the complete list. */
function changesSince({ completeAt, known, counted }: ListTask): number | null {
  // 0 is an unknown time.
  if (completeAt === null || completeAt <= 0 || known < manyModels) return null;
  const disagrees = counted !== null && (counted < known || counted > known * (1 + tolerance));
  return disagrees ? null : completeAt - marginMs;
}

async function readWhole(parts: ListParts, task: ListTask, { ask, stored }: ListOptions): Promise<void> {
  const { hub, index, clock } = parts;
  const { of, name, parent } = task;
  let page = task.next;
  let began = page === null ? null : task.began;
  // The ETag is that of the first page: all of a short list, but not enough to confirm a long one.
  const etag = page === null && task.completeAt !== null && task.known < manyModels ? task.etag : null;
  const guard = new PageGuard(task);
  for (let isFirst = page === null; ; isFirst = false) {
    const question: ListQuestion = { of, name, order: "created", page };
    const answer: ListAnswer = await hub.list(question, { ...ask, etag: isFirst ? etag : null });
    const at = clock();
    if (answer.body === null)
      return index.putListState({ parent, etag: answer.etag ?? etag, next: null, at });
    const last = answer.next === null;
    began ??= at;
    // Another reader may finish this list in the meantime, so the index is told which pages belong together.
    const { ids } = await index.putChildren({ parent, body: answer.body, at, last, began });
    stored?.(ids);
    if (last) {
      if (isFirst && ids.length > 0 && answer.etag !== null)
        await index.putListState({ parent, etag: answer.etag, next: null, at });
      return;
    }
    guard.follow(ids, answer.next);
    page = answer.next;
    await index.putListState({ ...unread, parent, next: page });
  }
}

async function readChanges(
  parts: ListParts,
  task: ListTask,
  { ask, stored }: ListOptions,
  since: number,
): Promise<void> {
  const { hub, index, clock } = parts;
  const { of, name, parent } = task;
  let firstTag = task.etag;
  const guard = new PageGuard(task);
  for (let page: string | null = null, isFirst = true; ; isFirst = false) {
    const question: ListQuestion = { of, name, order: "modified", page };
    const answer: ListAnswer = await hub.list(question, { ...ask, etag: isFirst ? task.etag : null });
    const at = clock();
    if (isFirst) firstTag = answer.etag;
    if (answer.body === null)
      return index.putListState({ parent, etag: firstTag ?? task.etag, next: null, at });
    // In this order, a child that changes in the meantime is skipped. Its absence proves nothing, so `last` is never true.
    const { ids, oldestChange } = await index.putChildren({ parent, body: answer.body, at, last: false });
    stored?.(ids);
    page = answer.next;
    const reachesBack = oldestChange !== null && Date.parse(oldestChange) < since;
    if (page === null || reachesBack) return index.putListState({ parent, etag: firstTag, next: null, at });
    guard.follow(ids, page);
  }
}
