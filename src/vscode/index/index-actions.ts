import * as vscode from "vscode";
import { type IndexedFamily, type IndexOverview, indexOverview } from "../../app/index/index-overview";
import type { IndexActivity } from "../../app/index/index-rows";
import { UserError } from "../../app/ports/errors";
import type { JobScope } from "../../app/ports/job-port";
import { count, grouped } from "../../lineage/in-words";
import { t } from "../../words/words";
import type { FamilyPresenter } from "../family/family-presenter";
import { saveAs } from "../save-as";
import type { Session } from "../session";
import type { IndexJobs } from "./index-jobs";

/** The content of the Index view and its actions. */
export class IndexActions implements vscode.Disposable {
  readonly #session: Session;
  readonly #family: FamilyPresenter;
  readonly #jobs: IndexJobs;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[];
  readonly onDidChange = this.#changed.event;

  constructor(session: Session, family: FamilyPresenter, jobs: IndexJobs) {
    this.#session = session;
    this.#family = family;
    this.#jobs = jobs;
    this.#disposables = [
      this.#changed,
      session.onDidChangeState(() => this.#changed.fire()),
      family.onDidChangeView(() => this.#changed.fire()),
      jobs.onDidChange(() => this.#changed.fire()),
    ];
  }

  /** What the index contains. */
  overview(): Promise<IndexOverview> {
    return indexOverview(this.#session.index, this.#jobs);
  }

  /** The current activity. */
  get activity(): IndexActivity {
    const { focus, state, progress } = this.#family.view;
    const { busy, problem } = this.#session;
    if (state === "loading" && focus !== null) {
      const far = progress && t`${grouped(progress.checked)} of ${count(progress.total, "model")} checked`;
      return { reading: { title: t`Reading the family of ${focus}`, far }, problem };
    }
    return { reading: busy ? { title: t`Reading from the Hub`, far: null } : null, problem };
  }

  /** Refreshes the Index view. */
  refresh(): void {
    this.#changed.fire();
  }

  /** Retries a failed family or, without one, the data for the open cards. */
  async retry(target: unknown): Promise<void> {
    const family = familyOf(target);
    if (family !== null) await this.#jobs.refresh(family);
    else {
      this.#session.facts.clear();
      await this.#session.reopenCards();
    }
    this.refresh();
  }

  /** Refreshes a family or organization. */
  async refreshIndexed(target: unknown): Promise<void> {
    await this.#jobs.refresh(chosen(target));
    this.refresh();
  }

  /** Removes a family or organization from the index after confirmation. */
  async forgetIndexed(target: unknown): Promise<void> {
    const family = chosen(target);
    const forget = t`Forget`;
    const detail = t`Models that also belong to another indexed family or organization are kept. Nothing changes on the Hub. Data for a model card is read again when you open the card.`;
    const choice = await vscode.window.showWarningMessage(
      t`Forget the indexed data for ${family.root}?`,
      { modal: true, detail },
      forget,
    );
    if (choice !== forget) return;
    await this.#jobs.forget(family);
    this.#session.facts.clear();
    await this.#session.reopenCards();
    this.refresh();
  }

  /** Saves the entire index as a SQLite file in a location that the user selects. */
  async export(): Promise<void> {
    await saveAs("hub-lineage-index.sqlite", { "SQLite database": ["sqlite", "db"] }, () =>
      this.#session.index.export(),
    );
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }
}

/** The family or organization in a command's argument, which is a row of the view; null if there is none. */
function familyOf(target: unknown): JobScope | null {
  const family = (target as { family?: Partial<IndexedFamily> | null } | null | undefined)?.family;
  if (typeof family?.root !== "string") return null;
  return { root: family.root, kind: family.kind === "organization" ? "organization" : "family" };
}

function chosen(target: unknown): JobScope {
  const family = familyOf(target);
  if (family === null) throw new UserError(t`Select a family or organization in the Index view first.`);
  return family;
}
