import * as vscode from "vscode";
import { lookInWords, type WatchedLook } from "../../app/index/index-rows";
import { UserError } from "../../app/ports/errors";
import { watchRows } from "../../app/watch/watch-changes";
import { readStates, writeStates } from "../../app/watch/watch-file";
import { modelsOf, type WatchFound, type WatchHub, watchKey, watchOnce } from "../../app/watch/watch-once";
import type { WatchState } from "../../app/watch/watch-state";
import { count } from "../../lineage/in-words";
import { isRepoId } from "../../lineage/repo-id";
import { t } from "../../words/words";
import { withCancelableProgress } from "../cancelable-progress";
import { idOrAuthorOf } from "../model-id";
import { noRows, RowsPanel, type ShowFamily } from "../query/rows-panel";
import type { Session } from "../session";
import { keepLooks, watchedLooks } from "./watched-looks";

/** Shows what changed about the ancestors and descendants of models since they were last read, and remembers what is watched. */
export class WatchRunner implements vscode.Disposable {
  readonly #session: Session;
  readonly #panel: RowsPanel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #target = "";

  constructor(session: Session, showFamily: ShowFamily) {
    this.#session = session;
    this.#panel = new RowsPanel(session, {
      ...{ type: "hubLineage.watch", title: t`What Changed`, showFamily },
      fileName: () => `changes-${this.#target.replace("/", "-")}`,
      cancel: () => undefined,
      again: () => this.#run(this.#target),
    });
  }

  /** What is watched, latest first. */
  get looks(): readonly WatchedLook[] {
    return watchedLooks(this.#session.context);
  }

  /** Shows what changed about an organization or a model, or else about one that the user enters. */
  async show(target: unknown): Promise<void> {
    const chosen =
      idOrAuthorOf(target) ?? (await askWhat(this.#session.cards.active?.subject.identity?.repo));
    if (chosen) await this.#run(chosen);
  }

  /** Forgets a row of the Index view, with what was read of it. */
  async forget(target: unknown): Promise<void> {
    const { label } = (target ?? {}) as { readonly label?: unknown };
    if (typeof label !== "string") throw new UserError(t`Select what is watched in the Index view first.`);
    await this.#store(states => states.delete(this.#keyOf(label)));
    await this.#remember(this.looks.filter(look => look.target !== label));
  }

  dispose(): void {
    this.#changed.dispose();
    this.#panel.close();
  }

  async #run(target: string): Promise<void> {
    this.#session.requireOnline();
    this.#target = target;
    const key = this.#keyOf(target);
    const { hub, index, reader } = this.#session.present;
    const { endpoint } = this.#session;
    const before = (await this.#states()).get(key) ?? null;
    const found = await withCancelableProgress(
      t`Reading what changed about ${target}`,
      async ({ signal, report }) => {
        const asked: WatchHub = { hub, index, reader, endpoint, clock: Date.now, signal, progress: report };
        const ids = target.includes("/") ? [target] : await modelsOf(target, asked);
        return watchOnce({ ids, cards: [], byTarget: new Map([[target, ids]]) }, before, asked);
      },
    );
    if (found === null) return;
    const look: WatchedLook = {
      ...{ target, at: found.after.at ?? 0, isCompared: before !== null, since: before?.at ?? null },
      ...{ changes: found.changes.length, needsLook: found.changes.some(({ level }) => level === "warning") },
    };
    await this.#present(look, found);
    await this.#store(states => states.set(key, found.after));
    await this.#remember([look, ...this.looks.filter(other => other.target !== target)]);
  }

  #present(look: WatchedLook, { after, changes, unread }: WatchFound): Promise<void> {
    const nothing = look.isCompared
      ? t`Nothing changed.`
      : t`This is the first read, which later ones are compared with.`;
    const basis = t`Possible conflicts, read from the licenses as the Hub names them. They are not legal advice.`;
    return this.#panel.show({
      ...{ ...noRows, run: this.#panel.nextRun, state: "ready", sql: new URL(this.#session.endpoint).host },
      about: {
        title: t`What changed: ${look.target}`,
        figures: [count(after.own.length, "model"), lookInWords(look)],
        note: changes.length === 0 ? nothing : basis,
      },
      message: unread.join(" ") || null,
      result: { ...watchRows(changes), truncated: false },
    });
  }

  #keyOf(target: string): string {
    return watchKey([target], this.#session.endpoint);
  }

  get #file(): vscode.Uri {
    return vscode.Uri.joinPath(this.#session.indexFolder, "watch.json");
  }

  /** The states that are kept. Throws UserError if the file is damaged, which is never taken for none. */
  async #states(): Promise<Map<string, WatchState>> {
    let bytes: Uint8Array;
    try {
      bytes = await vscode.workspace.fs.readFile(this.#file);
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return new Map();
      throw error;
    }
    const states = readStates(new TextDecoder().decode(bytes));
    if (states === null)
      throw new UserError(t`${this.#file.fsPath} is damaged. Remove it to begin again with what is watched.`);
    return new Map(states);
  }

  async #store(change: (states: Map<string, WatchState>) => unknown): Promise<void> {
    const states = await this.#states();
    change(states);
    const { fs } = vscode.workspace;
    await fs.createDirectory(this.#session.indexFolder);
    const whole = vscode.Uri.joinPath(this.#session.indexFolder, `watch.${crypto.randomUUID()}.tmp`);
    await fs.writeFile(whole, new TextEncoder().encode(writeStates(states)));
    await fs.rename(whole, this.#file, { overwrite: true });
  }

  async #remember(looks: readonly WatchedLook[]): Promise<void> {
    await keepLooks(this.#session.context, looks);
    this.#changed.fire();
  }
}

function askWhat(value = ""): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: t`What Changed About an Organization or a Model?`,
    placeHolder: t`Organization or organization/name on the Hub`,
    value,
    validateInput: text => (isRepoId(text.trim()) ? null : t`Enter a name or an ID on the Hub.`),
  });
}
