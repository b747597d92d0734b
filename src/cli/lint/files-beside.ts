import { mayTell, readCompared } from "../../app/evidence/compared-files";
import { gatherEvidence } from "../../app/evidence/gather-evidence";
import { hubModelFiles } from "../../app/evidence/hub-model-files";
import { HubError } from "../../app/ports/errors";
import type { CardContext, ParsedCard } from "../../card/finding";
import { comparedIds } from "../../card/inferred/compared-ids";
import type { ComparedFiles, FileFacts } from "../../evidence/files/file-facts";
import type { Core } from "../core";
import { localFiles } from "../evidence/local-files";

/** What the files next to a card tell of its parents; null if none of them can. */
export async function factsBeside(
  folder: string,
  names: readonly string[] | null,
): Promise<FileFacts | null> {
  return mayTell(names) ? gatherEvidence(localFiles(folder)) : null;
}

/** Models whose files are read for all cards of one run. */
const mostModels = 300;

/** What is known about the files of the models that the cards of one run lead to; each is read once. */
export class FilesOfOthers {
  readonly #core: Core;
  readonly #found = new Map<string, ComparedFiles | null>();
  #isStopped = false;

  constructor(core: Core) {
    this.#core = core;
    this.#isStopped = core.offline;
  }

  get(id: string): ComparedFiles | null {
    return this.#found.get(id) ?? null;
  }

  /** Reads what a card's files are compared with. What cannot be read is not compared; the lookups tell why. */
  async learn(card: ParsedCard, context: CardContext): Promise<void> {
    const { told } = context;
    if (told === undefined || told === null) return;
    for (const id of comparedIds(card, context)) {
      if (this.#isStopped || this.#found.has(id) || this.#found.size >= mostModels) continue;
      this.#found.set(id, null);
      try {
        const files = hubModelFiles(this.#core.modelFiles, id, () => undefined);
        this.#found.set(id, await readCompared(told, files));
      } catch (error) {
        if (!(error instanceof HubError)) throw error;
        this.#isStopped = true;
      }
    }
  }
}
