import { budgetedFiles } from "../../app/card/card-budget";
import { filesByAttempt } from "../../app/evidence/hub-model-files";
import { HubError, stopping } from "../../app/ports/errors";
import type { ModelFiles, ModelFilesPort } from "../../app/ports/model-files-port";
import type { AskedModels } from "../asked-models";

/** The files of models on the Hub, as one call of a tool may ask for them: what fails is noted, and counts as not read. */
export class QuietFiles {
  readonly #port: ModelFilesPort;
  readonly #asked: AskedModels;
  readonly #signal: AbortSignal;
  readonly #of = new Map<string, ModelFiles>();
  #isStopped = false;

  constructor(port: ModelFilesPort, asked: AskedModels, signal: AbortSignal) {
    this.#port = budgetedFiles(port, asked.budget);
    this.#asked = asked;
    this.#signal = signal;
  }

  /** The files of one model; the list of them is requested once. */
  of(id: string): ModelFiles {
    const how = { signal: this.#signal };
    const made = this.#of.get(id) ?? filesByAttempt(this.#port, id, work => this.#orNull(work), how);
    this.#of.set(id, made);
    return made;
  }

  async #orNull<T>(work: () => Promise<T>): Promise<T | null> {
    this.#signal.throwIfAborted();
    if (this.#isStopped) return null;
    try {
      return await work();
    } catch (error) {
      this.#signal.throwIfAborted();
      if (!(error instanceof HubError)) throw error;
      this.#isStopped = stopping.has(error.reason);
      this.#asked.note(error);
      return null;
    }
  }
}
