import * as vscode from "vscode";
import { type IndexedFamily, type IndexOverview, indexOverview } from "../../app/index/index-overview";
import type { IndexActivity } from "../../app/index/index-rows";
import { UserError } from "../../app/ports/errors";
import type { JobScope } from "../../app/ports/job-port";
import type { FamilyPresenter } from "../family/family-presenter";
import { saveAs } from "../save-as";
import type { Session } from "../session";
import type { IndexJobs } from "./index-jobs";

/** What a person sees of the index and can do with it. */
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

  /** What the index holds. */
  overview(): Promise<IndexOverview> {
    return indexOverview(this.#session.index, this.#jobs);
  }

  /** What goes on at this moment. */
  get activity(): IndexActivity {
    const { focus, state, progress } = this.#family.view;
    const { busy, problem } = this.#session;
    if (state === "loading" && focus !== null) {
      const far =
        progress &&
        `${progress.checked.toLocaleString("en-US")} of ${progress.total.toLocaleString("en-US")} models checked`;
      return { reading: { title: `Reading the family of ${focus}`, far }, problem };
    }
    return { reading: busy ? { title: "Reading from the Hub", far: null } : null, problem };
  }

  /** Looks at the index anew. */
  refresh(): void {
    this.#changed.fire();
  }

  /** Tries again what failed: a family, or else what the open cards need. */
  async retry(target: unknown): Promise<void> {
    const family = familyOf(target);
    if (family !== null) await this.#jobs.refresh(family);
    else {
      this.#session.facts.clear();
      await this.#session.reopenCards();
    }
    this.refresh();
  }

  /** Reads a family or organization again. */
  async refreshIndexed(target: unknown): Promise<void> {
    await this.#jobs.refresh(chosen(target));
    this.refresh();
  }

  /** Takes a family or organization out of the index, after asking. */
  async forgetIndexed(target: unknown): Promise<void> {
    const family = chosen(target);
    const forget = "Forget";
    const detail =
      "Models that belong to another indexed family or organization stay. Nothing on the Hub changes, and what a card needs is read again when it is opened.";
    const choice = await vscode.window.showWarningMessage(
      `Forget what was read of ${family.root}?`,
      { modal: true, detail },
      forget,
    );
    if (choice !== forget) return;
    await this.#jobs.forget(family);
    this.#session.facts.clear();
    await this.#session.reopenCards();
    this.refresh();
  }

  /** Saves all of the index as a SQLite file, where the person says. */
  async export(): Promise<void> {
    await saveAs("hub-lineage-index.sqlite", { "SQLite database": ["sqlite", "db"] }, () =>
      this.#session.index.export(),
    );
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }
}

/** The family or organization in a command's argument, which is a row of the view; null when there is none. */
function familyOf(target: unknown): JobScope | null {
  const family = (target as { family?: Partial<IndexedFamily> | null } | null | undefined)?.family;
  if (typeof family?.root !== "string") return null;
  return { root: family.root, kind: family.kind === "organization" ? "organization" : "family" };
}

function chosen(target: unknown): JobScope {
  const family = familyOf(target);
  if (family === null) throw new UserError("Choose a family in the view Index first.");
  return family;
}
