import type { Asking } from "../ports/asking";
import type { Clock } from "../ports/clock";
import { HubError, type HubFailureReason, stopping } from "../ports/errors";
import type { Hub, ListAnswer, ListQuestion } from "../ports/hub-port";
import type { Index } from "../ports/index-port";
import type { ListTask } from "../ports/job-port";
import { fewestOf, ListGaps, ShortList } from "./list-gaps";
import { EndlessList, PageGuard } from "./page-guard";
import { type ModelParts, readModel } from "./read-model";

/** Dependencies of `readList`. */
export interface ListParts extends ModelParts {
  readonly hub: Pick<Hub, "list" | "model">;
  readonly index: Pick<Index, "putChildren" | "putListState" | "childLists" | "doubtedIn"> &
    ModelParts["index"];
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
 * completely again, either by force or because the Hub's count is below ours or well above it. Throws HubError
 * "unreadable" if entries of the list are no models or do not belong to it, or if the Hub counts far more children: what
 * belongs to the list is stored, what was known of it is kept, and the list is not complete. Children that a complete list no
 * longer has are read by themselves: they may be private, renamed, deleted, or of another parent.
 */
export async function readList(parts: ListParts, task: ListTask, options: ListOptions): Promise<void> {
  const since = options.force ? null : changesSince(task);
  if (since !== null) return readChanges(parts, task, options, since);
  try {
    await readWhole(parts, task, options);
  } catch (error) {
    if (error instanceof ShortList) return readRecounted(parts, task, options, error);
    const isEndless = error instanceof EndlessList;
    const isLost = task.next !== null && error instanceof HubError && lost.has(error.reason);
    if (!isEndless && !isLost) throw error;
    await parts.index.putListState({ ...unread, parent: task.parent });
    if (isEndless || error.reason !== "refused") throw error;
    await readList(parts, { ...task, next: null }, options);
  }
}

/** Reads a list again that contradicts the Hub's count, unless that count still holds: it may be an old one. */
async function readRecounted(
  parts: ListParts,
  task: ListTask,
  options: ListOptions,
  short: ShortList,
): Promise<void> {
  await readModel(parts, { name: task.name, etag: null }, options.ask).catch(() => undefined);
  const lists = await parts.index.childLists({ id: task.name, freshFrom: parts.clock() });
  const { counted } = lists.find(({ parent }) => parent === task.parent) ?? task;
  if (fewestOf({ counted }) >= fewestOf(task)) throw short;
  await readWhole(parts, { ...task, counted, etag: null, next: null }, options);
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
  const fewest = fewestOf(task);
  // The ETag is that of the first page: all of a short list, but not enough to confirm a long one.
  const isShort = task.completeAt !== null && task.known < manyModels && task.known >= fewest;
  const etag = page === null && isShort ? task.etag : null;
  const guard = new PageGuard(task);
  const gaps = new ListGaps(task);
  for (let isFirst = page === null; ; isFirst = false) {
    const question: ListQuestion = { of, name, order: "created", page };
    const answer: ListAnswer = await hub.list(question, { ...ask, etag: isFirst ? etag : null });
    const at = clock();
    if (answer.body === null)
      return index.putListState({ parent, etag: answer.etag ?? etag, next: null, at });
    const last = answer.next === null;
    began ??= at;
    // Another reader may finish this list in the meantime, so the index is told which pages belong together.
    const stands = last && !gaps.any;
    const put = await index.putChildren({ parent, body: answer.body, at, last: stands, began, fewest });
    const { ids } = put;
    stored?.(ids);
    gaps.note(put);
    if (last) {
      gaps.throwIfAny(put.listed);
      if (isFirst && ids.length > 0 && answer.etag !== null)
        await index.putListState({ parent, etag: answer.etag, next: null, at });
      return askDoubted(parts, task, ask);
    }
    guard.follow(ids, answer.next);
    page = answer.next;
    // After an interruption, a page with gaps is read again, so that they are not forgotten.
    if (gaps.any) continue;
    await index.putListState({ ...unread, parent, next: page, began });
  }
}

/** Children that leave a list at once and are asked what became of them; a job asks the others. */
const mostDoubted = 100;

/** Asks children that a list no longer has whether they are there and still name the parent. What fails stays outdated. */
async function askDoubted(
  parts: ListParts,
  { of, parent, known }: ListTask,
  ask: ListOptions["ask"],
): Promise<void> {
  // Children of which none was known cannot have left the list.
  if (of === "children" && known === 0) return;
  const doubted = await parts.index.doubtedIn({ parent });
  for (const name of doubted.slice(0, mostDoubted)) {
    try {
      await readModel(parts, { name, etag: null }, ask);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      if (stopping.has(error.reason)) return;
    }
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
  let began: number | null = null;
  const guard = new PageGuard(task);
  const gaps = new ListGaps(task);
  for (let page: string | null = null, isFirst = true; ; isFirst = false) {
    const question: ListQuestion = { of, name, order: "modified", page };
    const answer: ListAnswer = await hub.list(question, { ...ask, etag: isFirst ? task.etag : null });
    const at = clock();
    if (isFirst) firstTag = answer.etag;
    if (answer.body === null)
      return index.putListState({ parent, etag: firstTag ?? task.etag, next: null, at });
    began ??= at;
    // In this order, a child that changes in the meantime is skipped. Its absence proves nothing, so `last` is never true.
    const { body } = answer;
    const put = await index.putChildren({ parent, body, at, last: false, began, fewest: 0 });
    const { ids, oldestChange } = put;
    stored?.(ids);
    gaps.note(put);
    page = answer.next;
    const reachesBack = oldestChange !== null && Date.parse(oldestChange) < since;
    if (page === null || reachesBack) gaps.throwIfAny(null);
    if (page === null || reachesBack)
      return index.putListState({ parent, etag: firstTag, next: null, at, began });
    guard.follow(ids, page);
  }
}
