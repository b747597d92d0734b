import { DatasetsOfCards } from "../../app/card/datasets-of-cards";
import { HubError } from "../../app/ports/errors";
import type { ParsedCard } from "../../card/finding";
import type { Core } from "../core";

/** The datasets that the cards of one run name. After a request that shows that more are pointless, none is made. */
export class NamedDatasets {
  readonly #core: Core;
  readonly #datasets = new DatasetsOfCards();
  #isStopped: boolean;

  constructor(core: Core) {
    this.#core = core;
    this.#isStopped = core.offline;
  }

  readonly get = this.#datasets.get;

  /** That datasets which a card names were not read, in a sentence; null if all were, or nobody was asked. */
  unanswered(path: string, card: ParsedCard): string | null {
    if (this.#core.offline) return null;
    const left = this.#isStopped ? this.#datasets.unread(card) : this.#datasets.unanswered(card);
    const [first, ...others] = left;
    if (first === undefined) return null;
    const more = others.length > 0 ? ` and ${others.length} more` : "";
    return `${path}: the dataset ${first}${more} could not be read from ${this.#core.endpoint}, so rules about datasets found nothing. Run lint again once the Hub responds, or use --offline.`;
  }

  /** Asks for the datasets of a card. */
  async learn(card: ParsedCard): Promise<void> {
    if (this.#isStopped) return;
    try {
      await this.#datasets.learn(card, this.#core.datasets);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      this.#isStopped = true;
    }
  }
}
