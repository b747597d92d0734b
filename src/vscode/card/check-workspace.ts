import * as vscode from "vscode";
import { cardSubject } from "../../app/card/card-subject";
import { type CardToCheck, type CheckSummary, checkCards, checkInWords } from "../../app/card/check-cards";
import { namedModels } from "../../app/card/named-models";
import type { Finding } from "../../card/finding";
import { count } from "../../lineage/in-words";
import { withoutLinks } from "../../lineage/showable";
import { t } from "../../words/words";
import { withCancelableProgress } from "../cancelable-progress";
import type { Session } from "../session";
import { factsNextTo } from "./around/beside-card";
import { placeOf } from "./around/card-place";
import { findingsOf } from "./card-findings";
import { parsedSoon } from "./card-text";
import type { Diagnostics } from "./diagnostics";
import { folderRules } from "./folder-rules";
import { textOf, workspaceCards } from "./workspace-cards";

/** A card in the workspace with the text that was checked. */
interface CheckedCard extends CardToCheck {
  readonly uri: vscode.Uri;
  readonly text: string;
}

/** Checks every model card in the workspace and keeps the findings of closed cards up to date. */
export class WorkspaceCheck implements vscode.Disposable {
  readonly #session: Session;
  readonly #diagnostics: Diagnostics;
  readonly #checked = new Set<string>();
  readonly #disposables: vscode.Disposable[] = [];
  #running: Promise<void> | null = null;

  constructor(session: Session, diagnostics: Diagnostics) {
    this.#session = session;
    this.#diagnostics = diagnostics;
    const watcher = vscode.workspace.createFileSystemWatcher("**/README.md", true);
    this.#disposables.push(
      watcher,
      watcher.onDidChange(uri => void this.#again(uri)),
      watcher.onDidDelete(uri => this.#forget(uri)),
      vscode.workspace.onDidCloseTextDocument(document => void this.#again(document.uri)),
    );
  }

  /** Checks all cards with cancelable progress; findings appear in the Problems view. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  async #run(): Promise<void> {
    const before = new Set(this.#checked);
    const done = await withCancelableProgress(
      t`Checking the workspace's model cards`,
      async ({ signal, report }) => ({
        summary: await this.#check(signal, before, summary => report(checkInWords(summary))),
        stopped: signal.aborted,
      }),
    );
    if (done === null) return;
    const { summary, stopped } = done;
    if (!stopped) for (const gone of before) this.#forget(vscode.Uri.parse(gone));
    await this.#report(summary, stopped);
  }

  #check(
    signal: AbortSignal,
    before: Set<string>,
    progress: (summary: CheckSummary) => void,
  ): Promise<CheckSummary> {
    const { facts, online } = this.#session;
    const cards = new Map<string, CheckedCard>();
    return checkCards<vscode.Uri>({
      places: workspaceCards(() => signal.aborted),
      understand: async uri => {
        const card = await this.#understand(uri);
        if (card !== null) cards.set(uri.toString(), card);
        return card;
      },
      load: ids => facts.loadWithAncestors(ids),
      read: async id => {
        // The user started this check, so only "off" prevents requests to the Hub.
        if (online !== "off") await facts.readOrThrow(id);
      },
      show: (uri, findings) => {
        const key = uri.toString();
        before.delete(key);
        this.#show(uri, cards.get(key)?.text ?? "", findings);
        cards.delete(key);
      },
      progress,
      pause: async () => {
        await new Promise(resolve => setTimeout(resolve));
        return !signal.aborted;
      },
    });
  }

  async #understand(uri: vscode.Uri): Promise<CheckedCard | null> {
    const text = await textOf(uri);
    if (text === null) return null;
    const { endpoint, cardFacts, log } = this.#session;
    const place = await placeOf(uri, this.#session.picked(uri));
    const frontMatter = await parsedSoon(text, this.#session.parse);
    const subject = cardSubject(text, place, endpoint, frontMatter);
    if (subject.kind !== "model") return null;
    const rules = await folderRules(uri, line => log.warn(line));
    const told = await factsNextTo(uri, place.files);
    return {
      uri,
      text,
      ids: namedModels(subject),
      lint: () => findingsOf({ uri, text, place, subject, folderRules: rules, told }, cardFacts),
    };
  }

  /** An open card shows its own findings. */
  #show(uri: vscode.Uri, text: string, findings: readonly Finding[]): void {
    this.#checked.add(uri.toString());
    if (!isOpen(uri)) this.#diagnostics.show(uri, text, findings);
  }

  async #again(uri: vscode.Uri): Promise<void> {
    if (!this.#checked.has(uri.toString()) || isOpen(uri)) return;
    const card = await this.#understand(uri);
    if (isOpen(uri)) return;
    if (card === null) return this.#forget(uri);
    await this.#session.facts.loadWithAncestors(card.ids);
    this.#show(uri, card.text, card.lint());
  }

  #forget(uri: vscode.Uri): void {
    if (this.#checked.delete(uri.toString()) && !isOpen(uri)) this.#diagnostics.show(uri, "", []);
  }

  async #report(summary: CheckSummary, stopped: boolean): Promise<void> {
    const words = checkInWords(summary);
    if (summary.cards === 0 && !stopped) {
      void vscode.window.showInformationMessage(
        t`This workspace has no model cards. A model card is a README.md whose front matter names a base_model or a task.`,
      );
      return;
    }
    await vscode.commands.executeCommand("workbench.actions.view.problems");
    // Not awaited: the message stays until the user closes it.
    if (summary.failure === null || stopped)
      void vscode.window.showInformationMessage(stopped ? t`Stopped after ${words}` : t`Checked ${words}.`);
    if (summary.failure !== null && !stopped)
      void vscode.window.showWarningMessage(
        t`${words}. The Hub's data was not available for ${count(summary.unanswered, "model", "models")}. ${withoutLinks(summary.failure.message)}`,
      );
  }
}

function isOpen(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.workspace.textDocuments.some(each => each.uri.toString() === key && !each.isClosed);
}
