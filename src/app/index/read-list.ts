import type { Clock } from "../ports/clock";
import { HubError, stopping } from "../ports/errors";
import type { Asking, Hub, ListAnswer, ListQuestion } from "../ports/hub-port";
import type { Index } from "../ports/index-port";
import type { ListTask } from "../ports/job-port";

/** What reading a list works with. */
export interface ListParts {
  readonly hub: Pick<Hub, "list">;
  readonly index: Pick<Index, "putChildren" | "putListState">;
  readonly clock: Clock;
}

/** How to read a list. */
export interface ListOptions {
  /** Reads the whole list, however long it is. */
  readonly force: boolean;
  readonly ask: Pick<Asking, "signal" | "onWait">;
  /** Is told of every id that was written. */
  stored?(ids: readonly string[]): void;
}

/** Lists of at least so many models have several pages, and are refreshed by their latest changes. */
const manyModels = 1000;

/** How much older than our latest reading a change may be and still be looked at, in ms: clocks differ. */
const marginMs = 3_600_000;

/** Share by which the Hub's count may exceed ours: it counts private children too. */
const tolerance = 0.02;

/**
 * Reads or refreshes one list. A list of one page is read as a whole, and when the Hub confirms its ETag it is fresh
 * without an answer. A long list is read once as a whole, in the order of creation, page after page, and goes on with
 * the next page after an interruption. Its refresh reads the latest changes first and stops at the first page that
 * reaches back beyond the reading before. Such a refresh cannot see that a child was deleted or names its parent no
 * more: the child stays until the whole list is read again, which is done when it is forced, and when the Hub's count
 * of the children is less than ours or much more.
 */
export async function readList(parts: ListParts, task: ListTask, options: ListOptions): Promise<void> {
  const since = options.force ? null : changesSince(task);
  if (since !== null) return readChanges(parts, task, options, since);
  try {
    await readWhole(parts, task, options);
  } catch (error) {
    if (task.next === null || !(error instanceof HubError) || stopping.has(error.reason)) throw error;
    // The page to go on with may be one that the Hub does not know any more.
    await parts.index.putListState({ ...unread, parent: task.parent });
    if (error.reason !== "refused") throw error;
    await readWhole(parts, { ...task, next: null }, options);
  }
}

const unread = { etag: null, next: null, at: null };

/** From when on changes are looked for (ms since 1970); null when the whole list is to be read. */
function changesSince({ completeAt, known, counted }: ListTask): number | null {
  if (completeAt === null || known < manyModels) return null;
  const disagrees = counted !== null && (counted < known || counted > known * (1 + tolerance));
  return disagrees ? null : completeAt - marginMs;
}

async function readWhole(parts: ListParts, task: ListTask, { ask, stored }: ListOptions): Promise<void> {
  const { hub, index, clock } = parts;
  const { of, name, parent } = task;
  let page = task.next;
  let began = page === null ? null : task.began;
  // The ETag is that of the first page, which is the whole of a short list and says nothing of a long one.
  const etag = page === null && task.completeAt !== null && task.known < manyModels ? task.etag : null;
  for (let isFirst = page === null; ; isFirst = false) {
    const question: ListQuestion = { of, name, order: "created", page };
    const answer: ListAnswer = await hub.list(question, { ...ask, etag: isFirst ? etag : null });
    const at = clock();
    if (answer.body === null)
      return index.putListState({ parent, etag: answer.etag ?? etag, next: null, at });
    const last = answer.next === null;
    began ??= at;
    // Another reading may end this list meanwhile, so the index is told which pages belong together.
    const { ids } = await index.putChildren({ parent, body: answer.body, at, last, began });
    stored?.(ids);
    if (last) {
      if (isFirst && ids.length > 0 && answer.etag !== null)
        await index.putListState({ parent, etag: answer.etag, next: null, at });
      return;
    }
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
  for (let page: string | null = null, isFirst = true; ; isFirst = false) {
    const question: ListQuestion = { of, name, order: "modified", page };
    const answer: ListAnswer = await hub.list(question, { ...ask, etag: isFirst ? task.etag : null });
    const at = clock();
    if (isFirst) firstTag = answer.etag;
    if (answer.body === null)
      return index.putListState({ parent, etag: firstTag ?? task.etag, next: null, at });
    // In this order a child that changes meanwhile is passed over, so its absence proves nothing: never `last`.
    const { ids, oldestChange } = await index.putChildren({ parent, body: answer.body, at, last: false });
    stored?.(ids);
    page = answer.next;
    const reachesBack = oldestChange !== null && Date.parse(oldestChange) < since;
    if (page === null || reachesBack) return index.putListState({ parent, etag: firstTag, next: null, at });
  }
}
