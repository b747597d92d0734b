import type { IndexFigures } from "../../analyses/family/index-figures";
import type { BesideFamily } from "../../app/ports/index-port";
import { snapshotTask } from "../report/snapshot-task";
import type { Session } from "../session";
import { snapshotProgram } from "../worker-program";

/** What the drift of families is compared with: the snapshot of the whole Hub if there is one, else the index. */
export class DriftSources {
  readonly #session: Session;
  #figures: { readonly of: string; readonly figures: Promise<IndexFigures> } | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The comparison for a model's family. */
  async beside(id: string): Promise<BesideFamily> {
    const { index } = this.#session;
    const [beside, { snapshot }] = await Promise.all([index.besideFamily({ id }), index.status()]);
    const script = snapshotProgram(this.#session.context.extensionUri);
    if (snapshot === null || script === null || this.#session.isSample) return beside;
    try {
      return { ...beside, index: await this.#ofSnapshot(JSON.stringify(snapshot), script) };
    } catch (error) {
      this.#figures = null;
      this.#session.log.warn(`the snapshot could not be compared with: ${String(error)}`);
      return beside;
    }
  }

  /** The figures of a snapshot, computed once in a program of its own, since they need whole columns. */
  #ofSnapshot(of: string, scriptPath: string): Promise<IndexFigures> {
    if (this.#figures?.of !== of) {
      const { files } = this.#session.access;
      const folder = this.#session.indexFolder.fsPath;
      const { signal } = new AbortController();
      const figures = snapshotTask({ scriptPath, files, signal }, program =>
        program.call("driftFigures", folder),
      );
      this.#figures = { of, figures };
    }
    return this.#figures.figures;
  }
}
