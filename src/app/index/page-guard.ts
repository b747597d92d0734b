import { grouped } from "../../lineage/in-words";
import { t } from "../../words/words";
import { HubError } from "../ports/errors";
import type { ListTask } from "../ports/job-port";

/** Pages in a row that may bring no model that the earlier pages did not. */
const mostFruitless = 3;

/** Pages of the longest list when nobody has counted it: five million models in pages of the usual size. */
const mostPages = 5000;

/** The fewest models on a page that is not the last, and the pages that a list may have beyond its count. */
const fewestPerPage = 100;
const slackPages = 100;

/** The Hub's list has no end that can be reached; what was read of it is stored. */
export class EndlessList extends HubError {
  constructor({ of, name }: Pick<ListTask, "of" | "name">, problem: string) {
    const list = of === "author" ? t`list of the models of ${name}` : t`list of the children of ${name}`;
    const advice = t`Everything read so far is kept. Check the endpoint, then try again.`;
    super("refused", t`The Hub's ${list} ${problem}. ${advice}`);
  }
}

/** Follows the pages of one list, and ends a list whose pages do not. */
export class PageGuard {
  readonly #task: ListTask;
  readonly #mostPages: number;
  readonly #pages = new Set<string>();
  readonly #ids = new Set<string>();
  #read = 0;
  #fruitless = 0;

  constructor(task: ListTask) {
    this.#task = task;
    const { counted, known, next } = task;
    const expected = Math.ceil(Math.max(counted ?? 0, known) / fewestPerPage) + slackPages;
    this.#mostPages = counted === null ? mostPages : Math.min(mostPages, expected);
    if (next !== null) this.#pages.add(next);
  }

  /** Notes a page's models and the next page; throws EndlessList if that page must not be requested. */
  follow(ids: readonly string[], next: string): void {
    const before = this.#ids.size;
    for (const id of ids) this.#ids.add(id);
    this.#read++;
    this.#fruitless = this.#ids.size > before ? 0 : this.#fruitless + 1;
    if (this.#pages.has(next))
      throw new EndlessList(this.#task, t`leads back to a page that was already read`);
    if (this.#fruitless >= mostFruitless)
      throw new EndlessList(this.#task, t`goes on after ${mostFruitless} pages without another model`);
    if (this.#read >= this.#mostPages)
      throw new EndlessList(this.#task, t`has not ended after ${grouped(this.#read)} pages`);
    this.#pages.add(next);
  }
}
