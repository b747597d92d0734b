import { textItems } from "../../card/card";
import type { CardContext, KnownDataset, ParsedCard } from "../../card/finding";
import { isRepoId } from "../../lineage/repo-id";
import type { DatasetPort } from "../ports/dataset-port";
import { absenceOf, HubError, stopping } from "../ports/errors";

/** Datasets that are asked for in one run or window, and for one card. */
const [mostDatasets, mostPerCard] = [500, 20];

/** What is known about the datasets that cards name; each is asked for once. */
export class DatasetsOfCards {
  readonly #known = new Map<string, KnownDataset>();
  /** Those that could not be read. */
  readonly #failed = new Set<string>();

  /** What is known about a dataset. */
  readonly get = (id: string): KnownDataset => this.#known.get(id) ?? { state: "unknown" };

  /** Forgets everything, because another Hub is in use. */
  clear(): void {
    this.#known.clear();
    this.#failed.clear();
  }

  /** The datasets of a card that were asked for and could not be read. */
  unanswered(card: Pick<ParsedCard, "frontMatter">): readonly string[] {
    return namedIn(card).filter(id => this.#failed.has(id));
  }

  /** The datasets of a card of which nothing is known, asked for or not. */
  unread(card: Pick<ParsedCard, "frontMatter">): readonly string[] {
    return namedIn(card).filter(id => this.get(id).state === "unknown");
  }

  /**
   * Asks for the datasets that a card names; returns whether anything new is known. One that cannot be read stays unknown.
   * Throws HubError if further requests are pointless.
   */
  async learn({ frontMatter }: Pick<ParsedCard, "frontMatter">, port: DatasetPort): Promise<boolean> {
    let isNew = false;
    for (const id of namedIn({ frontMatter })) {
      if (this.#known.has(id) || this.#known.size >= mostDatasets) continue;
      // Until an answer says otherwise: the request may throw.
      this.#failed.add(id);
      const found = await askedDataset(id, port);
      this.#known.set(id, found);
      if (found.state !== "unknown") this.#failed.delete(id);
      isNew ||= found.state !== "unknown";
    }
    return isNew;
  }
}

/** The datasets of a card that are looked up. */
function namedIn({ frontMatter }: Pick<ParsedCard, "frontMatter">): readonly string[] {
  const named = textItems(frontMatter.fields.get("datasets")).map(({ text }) => text);
  return [...new Set(named)].filter(isRepoId).slice(0, mostPerCard);
}

/** What the Hub says of one dataset; unknown if it cannot be read. Throws HubError if further requests are pointless. */
export async function askedDataset(id: string, port: DatasetPort): Promise<KnownDataset> {
  try {
    return { state: "known", ...(await port.dataset(id)) };
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    if (stopping.has(error.reason)) throw error;
    const absence = absenceOf(error.reason);
    return absence === null ? { state: "unknown" } : { state: "missing", ...absence };
  }
}

/** Lets the rules of a context ask what is known about datasets. */
export function withDatasets(context: CardContext, datasets: DatasetsOfCards): CardContext {
  return { ...context, dataset: datasets.get };
}
