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
