import { count } from "../../lineage/in-words";
import { t } from "../../words/words";
import type { Clock } from "../ports/clock";
import type { DatasetPort } from "../ports/dataset-port";
import { HubError } from "../ports/errors";
import type { Hub } from "../ports/hub-port";
import type { ModelFilesPort } from "../ports/model-files-port";

/** Requests that may be made for an open card within `windowMs`: many times what an ordinary card needs. */
const mostRequests = 100;
const windowMs = 5 * 60_000;

/** Requests that one counts as if the Hub did not answer it in time: a few of those hold a card up long enough. */
const timeoutCost = 25;

/** The requests of an open card are used up. What was not read stays unknown. */
export class SpentBudget extends HubError {
  constructor() {
    super("rate-limited", spentBudget(1));
  }
}

/** Says that the requests are used up, and how many models of the card (or lists of their children) were not read. */
export function spentBudget(unread: number): string {
  const what = count(unread, "answer that it needs was", "answers that it needs were");
  return t`Opening this card led to too many or too slow requests, so ${what} not read. To read on, wait 5 minutes, or run Hub Lineage: Refresh Family.`;
}

/** Limits requests. `take` throws HubError for one that must not be made; `note` hears how one failed. */
export interface RequestBudget {
  take(): void;
  note(error: unknown): void;
}

/** The requests that may be made for one open card; they come back after five minutes. */
export class CardBudget implements RequestBudget {
  readonly #clock: Clock;
  #spent = 0;
  #since: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = clock();
  }

  /** Counts a request; throws SpentBudget if it must not be made. */
  take(): void {
    const now = this.#clock();
    // Also if the clock was set back.
    if (Math.abs(now - this.#since) >= windowMs) {
      this.#spent = 0;
      this.#since = now;
    }
    if (this.#spent >= mostRequests) throw new SpentBudget();
    this.#spent++;
  }

  /** Counts how a request failed. */
  note(error: unknown): void {
    if (error instanceof HubError && error.reason === "timeout") this.#spent += timeoutCost;
  }
}

/** The Hub with the requests of a budget and no more, such as that of opening a card. */
export function budgetedHub(hub: Hub, budget: RequestBudget): Hub {
  const counted = countedBy(budget);
  return {
    ...hub,
    model: (id, ask) => counted(() => hub.model(id, ask)),
    list: (question, ask) => counted(() => hub.list(question, ask)),
    card: (id, ask) => counted(() => hub.card(id, ask)),
    search: (text, limit, signal) => counted(() => hub.search(text, limit, signal)),
  };
}

/** Datasets on the Hub with the requests of a budget and no more. */
export function budgetedDatasets(datasets: DatasetPort, budget: RequestBudget): DatasetPort {
  const counted = countedBy(budget);
  return { dataset: (id, ask) => counted(() => datasets.dataset(id, ask)) };
}

/** The files of models on the Hub with the requests of a budget and no more. */
export function budgetedFiles(files: ModelFilesPort, budget: RequestBudget): ModelFilesPort {
  const counted = countedBy(budget);
  return {
    tree: (id, ask) => counted(() => files.tree(id, ask)),
    text: (id, name, most, ask) => counted(() => files.text(id, name, most, ask)),
    head: (id, name, bytes, ask) => counted(() => files.head(id, name, bytes, ask)),
  };
}

function countedBy(budget: RequestBudget) {
  return async <T>(work: () => Promise<T>): Promise<T> => {
    budget.take();
    try {
      return await work();
    } catch (error) {
      budget.note(error);
      throw error;
    }
  };
}
