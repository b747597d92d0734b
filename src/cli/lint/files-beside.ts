import { mayTell } from "../../app/evidence/compared-files";
import { FilesOfOthers } from "../../app/evidence/files-of-others";
import { type FileEvidence, gatherEvidence } from "../../app/evidence/gather-evidence";
import { hubModelFiles } from "../../app/evidence/hub-model-files";
import { HubError } from "../../app/ports/errors";
import type { CardContext, ParsedCard } from "../../card/finding";
import { brokenInWords } from "../../evidence/files/file-facts";
import type { Core } from "../core";
import { localFiles } from "../evidence/local-files";

/** What the files next to a card tell of its parents; null if none of them can. */
export async function factsBeside(
  folder: string,
  names: readonly string[] | null,
): Promise<FileEvidence | null> {
  return mayTell(names) ? gatherEvidence(localFiles(folder)) : null;
}

/** What could not be read next to a card, which a finding tells as well; null if all was read. */
export function brokenBeside(told: FileEvidence | null): string | null {
  return told === null || told.broken.length === 0 ? null : told.broken.map(brokenInWords).join(" ");
}

/** The files of other models in one run. After a request that shows that more are pointless, none is made. */
export class ComparedModels {
  readonly #core: Core;
  readonly #others = new FilesOfOthers();
  #isStopped: boolean;

  constructor(core: Core) {
    this.#core = core;
    this.#isStopped = core.offline;
  }

  readonly get = (id: string) => this.#others.get(id);

  /** Reads what a card's files are compared with. */
  async learn(card: ParsedCard, context: CardContext): Promise<void> {
    if (this.#isStopped) return;
    try {
      await this.#others.learn(card, context, id =>
        hubModelFiles(this.#core.modelFiles, id, () => undefined),
      );
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      this.#isStopped = true;
    }
  }
}
