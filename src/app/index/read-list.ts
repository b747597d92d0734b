import type { Clock } from "../ports/clock";
import type { Asking, JobHub } from "../ports/hub-port";
import type { Index } from "../ports/index-port";
import type { JobTask } from "../ports/job-port";

/** A list to be read: of the children of one id, or of an author's models. */
export type ListTask = JobTask & { readonly what: "list" };

/** What reading lists needs; `stored` is told of every id that was written. */
export interface ListReaderParts {
  readonly hub: JobHub;
  readonly index: Index;
  readonly clock: Clock;
  readonly force: boolean;
  asking(): Asking;
  stored(ids: readonly string[]): void;
}

/** Lists of at least so many models have several pages, and are refreshed by their latest changes. */
const manyModels = 1000;

/** How much older than our latest reading a change may be and still be looked at, in ms: clocks differ. */
const marginMs = 3_600_000;

/** Share by which the Hub's count may exceed ours: it counts private children too. */
const tolerance = 0.02;

/**
 * Reads lists into the index. A list of one page is read as a whole, and when the Hub confirms its ETag it is fresh
 * without an answer. A long list is read once as a whole, in the order of creation, page after page, and goes on with
 * the next page after an interruption. Its refresh reads the latest changes first and stops at the first page that
 * reaches back beyond the reading before. Such a refresh cannot see that a child was deleted or names its parent no
 * more: the child stays until the whole list is read again, which is done when it is forced, and when the Hub's count
 * of the children is less than ours or much more.
 */
export class ListReader {
  readonly #parts: ListReaderParts;

  constructor(parts: ListReaderParts) {
    this.#parts = parts;
  }

  /** Reads or refreshes one list, which the index keeps as `parent`. */
  async read(task: ListTask, parent: string): Promise<void> {
    const since = this.#changesSince(task);
    if (since !== null) return this.#readChanges(task, parent, since);
    try {
      await this.#readWhole(task, parent);
    } catch (error) {
      // The page to go on with may be one that the Hub does not know any more.
      if (task.next !== null) await this.#note(parent, null, null, null);
      throw error;
    }
  }

  /** From when on changes are looked for (ms since 1970); null when the whole list is to be read. */
  #changesSince({ completeAt, known, counted }: ListTask): number | null {
    if (this.#parts.force || completeAt === null || known < manyModels) return null;
    const disagrees = counted !== null && (counted < known || counted > known * (1 + tolerance));
    return disagrees ? null : completeAt - marginMs;
  }

  async #readWhole(task: ListTask, parent: string): Promise<void> {
    const { hub, index, clock } = this.#parts;
    let page = task.next;
    // The ETag is that of the first page, which is the whole of a short list and says nothing of a long one.
    const etag = page === null && task.completeAt !== null && task.known < manyModels ? task.etag : null;
    for (let isFirst = page === null; ; isFirst = false) {
      const question = { of: task.of, name: task.name, order: "created", page } as const;
      const answer = await hub.list(question, { ...this.#parts.asking(), etag: isFirst ? etag : null });
      const at = clock();
      if (answer.body === null) return this.#note(parent, answer.etag ?? etag, null, at);
      const last = answer.next === null;
      const { ids } = await index.putChildren({ parent, body: answer.body, at, last });
      this.#parts.stored(ids);
      if (last) {
        if (isFirst && ids.length > 0 && answer.etag !== null)
          await this.#note(parent, answer.etag, null, at);
        return;
      }
      page = answer.next;
      await this.#note(parent, null, page, null);
    }
  }

  async #readChanges(task: ListTask, parent: string, since: number): Promise<void> {
    const { hub, index, clock } = this.#parts;
    let firstTag = task.etag;
    for (let page: string | null = null, isFirst = true; ; isFirst = false) {
      const question = { of: task.of, name: task.name, order: "modified", page } as const;
      const answer = await hub.list(question, { ...this.#parts.asking(), etag: isFirst ? task.etag : null });
      const at = clock();
      if (isFirst) firstTag = answer.etag;
      if (answer.body === null) return this.#note(parent, firstTag ?? task.etag, null, at);
      // In this order a child that changes meanwhile is passed over, so its absence proves nothing: never `last`.
      const { ids, oldestChange } = await index.putChildren({ parent, body: answer.body, at, last: false });
      this.#parts.stored(ids);
      page = answer.next;
      const reachesBack = oldestChange !== null && Date.parse(oldestChange) < since;
      if (page === null || reachesBack) return this.#note(parent, firstTag, null, at);
    }
  }

  #note(parent: string, etag: string | null, next: string | null, at: number | null): Promise<void> {
    return this.#parts.index.putListState({ parent, etag, next, at });
  }
}
