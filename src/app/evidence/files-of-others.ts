import type { CardContext, ParsedCard } from "../../card/finding";
import { comparedIds } from "../../card/inferred/compared-ids";
import type { ComparedFiles } from "../../evidence/files/file-facts";
import { HubError } from "../ports/errors";
import type { ModelFiles } from "../ports/model-files-port";
import { readCompared } from "./compared-files";

/** Models whose files are read in one run or window. */
const mostModels = 300;

/** What is known about the files of the models that cards lead to; each is read once. */
export class FilesOfOthers {
  readonly #found = new Map<string, ComparedFiles | null>();

  get(id: string): ComparedFiles | null {
    return this.#found.get(id) ?? null;
  }

  /** Forgets everything, because another Hub is in use. */
  clear(): void {
    this.#found.clear();
  }

  /**
   * Reads what the files next to a card are compared with, two requests for each of a few models; returns whether anything
   * new is known. A model whose files cannot be read is not compared. Throws HubError if further requests are pointless.
   */
  async learn(card: ParsedCard, context: CardContext, filesOf: (id: string) => ModelFiles): Promise<boolean> {
    const { told } = context;
    if (told === undefined || told === null) return false;
    let isNew = false;
    for (const id of comparedIds(card, context)) {
      if (this.#found.has(id) || this.#found.size >= mostModels) continue;
      this.#found.set(id, null);
      try {
        this.#found.set(id, await readCompared(told, filesOf(id)));
        isNew = true;
      } catch (error) {
        if (error instanceof HubError) this.#found.delete(id);
        throw error;
      }
    }
    return isNew;
  }
}
