import * as vscode from "vscode";
import { IndexJob, type JobOutcome, type JobProgress } from "../../app/index/index-job";
import type { FamilyJobs, IndexedFamily } from "../../app/index/index-overview";
import { AnotherHub, UserError } from "../../app/ports/errors";
import type { Job, JobExtent, JobKind, JobScope } from "../../app/ports/job-port";
import { count } from "../../lineage/in-words";
import { isRepoId } from "../../lineage/repo-id";
import { t } from "../../words/words";
import { type CancelableProgress, withCancelableProgress } from "../cancelable-progress";
import { config } from "../config";
import { pickModel } from "../family/model-picker";
import type { HubSession } from "../hub-session";
import { idOf } from "../model-id";
import type { Session } from "../session";

/** Concurrent requests of a job: one fewer than the client allows, to leave one for cards. */
const concurrency = 3;

/** The running job and its progress, which is null before the first report. */
interface Running extends JobScope {
  readonly progress: JobProgress | null;
}

/** Minimum time between two progress reports, in ms, because progress changes with every answer from the Hub. */
const reportEveryMs = 250;

/** Indexes entire families and organizations, one at a time, with a cancelable progress notification. */
export class IndexJobs implements FamilyJobs, vscode.Disposable {
  readonly #session: Session;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #running: Running | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Indexes the family of the model named, or offers unfinished families, the active card's, and a picker. */
  async indexFamily(target: unknown): Promise<void> {
    const card = this.#session.cards.active?.subject.identity?.repo;
    const root = idOf(target) ?? (await this.#unfinished("family")) ?? card ?? (await this.#askForModel());
    if (root !== undefined && root !== null) await this.#run("family", root);
  }

  /** Indexes the models of an author that the user enters, with their ancestors. */
  async indexOrganization(): Promise<void> {
    const root =
      (await this.#unfinished("organization")) ?? (await askForAuthor(t`Index an Organization or User`));
    if (root) await this.#run("organization", root);
  }

  /** Reads all models of an organization with their cards and ancestors; null if the user canceled. Throws UserError. */
  readOrganization(root: string): Promise<JobOutcome | null> {
    return this.#job("organization", root, true);
  }

  /** Every family and organization that was started, latest first. */
  async families(): Promise<readonly IndexedFamily[]> {
    const running = this.#running;
    const stored = (await this.#session.index.jobs()).filter(job => !running || !isSame(job, running));
    return [...(running ? [runningFamily(running)] : []), ...stored.map(storedFamily)];
  }

  /** Resumes an unfinished family or organization, or reads the changes of a finished one. */
  refresh({ kind, root }: JobScope): Promise<void> {
    return this.#run(kind, root);
  }

  /** Removes a family or organization from the index; models that belong to another one are kept. */
  async forget(scope: JobScope): Promise<void> {
    if (this.#running && isSame(scope, this.#running))
      throw new UserError(t`${scope.root} is being indexed. Cancel indexing from its notification first.`);
    await this.#session.index.forget({ ...scope, at: Date.now() });
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #askForModel(): Promise<string | undefined> {
    return pickModel(this.#session, t`Select a Model to Index Its Family`, t`organization/name on the Hub`);
  }

  /** The unfinished job that the user wants to resume; undefined if there is none or the user declines. */
  async #unfinished(kind: JobKind): Promise<string | undefined> {
    const jobs = (await this.#session.index.jobs()).filter(
      job => job.kind === kind && job.finishedAt === null,
    );
    if (jobs.length === 0) return undefined;
    const items = jobs.map(({ root, models, unchecked }) => ({
      label: t`Resume ${root}`,
      description: t`${models - unchecked} of ${count(models, "model")} checked`,
      root,
    }));
    const another = {
      label: kind === "family" ? t`Index Another Family` : t`Index Another Organization`,
      root: undefined,
    };
    const choice = await vscode.window.showQuickPick([...items, another], {
      title: t`Resume Unfinished Indexing?`,
    });
    if (choice === undefined) throw new vscode.CancellationError();
    return choice.root;
  }

  async #run(kind: JobKind, root: string): Promise<void> {
    const outcome = await this.#job(kind, root, config.indexCards);
    if (outcome !== null) this.#showOutcome(outcome);
  }

  async #job(kind: JobKind, root: string, cards: boolean): Promise<JobOutcome | null> {
    const hub = this.#session.present;
    this.#session.requireOnline();
    if (this.#running !== null)
      throw new UserError(
        t`${this.#running.root} is being indexed. Wait for it to finish, or cancel it from its notification.`,
      );
    this.#running = { kind, root, progress: null };
    this.#changed.fire();
    const title = kind === "family" ? t`Indexing the family of ${root}` : t`Indexing ${root}`;
    try {
      const outcome = await withCancelableProgress(title, progress =>
        this.#read(hub, { kind, root, cards }, progress),
      );
      if (outcome === null) return null;
      await hub.index.save();
      await this.#session.facts.load([outcome.root].filter(isRepoId));
      return outcome;
    } finally {
      this.#running = null;
      this.#changed.fire();
    }
  }

  async #read(
    { index, quietHub }: HubSession,
    { kind, root, cards }: JobScope & { readonly cards: boolean },
    { signal, report }: CancelableProgress,
  ): Promise<JobOutcome> {
    let nextReportAt = 0;
    const onProgress = (progress: JobProgress): void => {
      if (Date.now() < nextReportAt) return;
      nextReportAt = Date.now() + reportEveryMs;
      report(progressText(progress));
      this.#running = { kind, root, progress };
      this.#changed.fire();
    };
    const job = new IndexJob(
      {
        ...{ hub: quietHub, index, isSignedIn: this.#session.access.isSignedIn },
        ...{ clock: Date.now, maxAgeMs: () => config.maxAgeMs, concurrency },
      },
      {
        kind,
        root,
        cards,
        storage: config.indexStorage,
        signal,
        onProgress,
      },
    );
    return job.run();
  }

  #showOutcome({ root, extent, failure, failed }: JobOutcome): void {
    const { log } = this.#session;
    log.info(`indexed ${root} models=${extent.models} unchecked=${extent.unchecked} failed=${failed.length}`);
    for (const { what, id, message } of failed) log.warn(`${what}=${id} ${message}`);
    if (failure === null && failed.length === 0) {
      vscode.window.setStatusBarMessage(
        t`Hub Lineage: indexed ${count(extent.models, "model", "models")} of ${root}`,
        10_000,
      );
      return;
    }
    if (failure?.reason === "canceled" && !(failure instanceof AnotherHub)) return;
    if (failure instanceof AnotherHub) throw new UserError(failure.message);
    const why = failure?.message ?? t`${count(failed.length, "response", "responses")} could not be read.`;
    throw new UserError(t`${why} Run the command again to continue.`);
  }
}

function isSame(a: JobScope, b: JobScope): boolean {
  return a.kind === b.kind && a.root === b.root;
}

function runningFamily({ kind, root, progress }: Running): IndexedFamily {
  const { models, checked } = progress ?? { models: 0, checked: 0 };
  const message = progress === null ? t`Starting…` : progressText(progress);
  const state = (progress?.waitingMs ?? 0) > 1000 ? "waiting" : "running";
  return { kind, root, models, unchecked: models - checked, updatedAt: null, state, message };
}

function storedFamily(job: Job & JobExtent): IndexedFamily {
  const { kind, root, models, unchecked, updatedAt, finishedAt, failed } = job;
  const state = failed.length > 0 ? "failed" : finishedAt === null ? "partial" : "complete";
  return { kind, root, models, unchecked, updatedAt, state, message: failed[0]?.message ?? null };
}

function progressText({ models, checked, left, leftMs, waitingMs }: JobProgress): string {
  if (waitingMs > 1000)
    return t`${checked} of ${count(models, "model")}; waiting ${duration(waitingMs)} for the Hub's rate limit`;
  const time = leftMs === null ? "" : t`, about ${duration(leftMs)}`;
  return t`${checked} of ${count(models, "model")} checked; ${count(left, "request")} left${time}`;
}

function duration(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 120 ? `${seconds} s` : t`${Math.ceil(seconds / 60)} min`;
}

/** Asks for the name of an organization or a user; undefined if the person cancels. */
export function askForAuthor(title: string, value = ""): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title,
    value,
    placeHolder: t`Name on the Hub, such as bigscience`,
    validateInput: text =>
      isRepoId(text.trim()) && !text.includes("/") ? null : t`Enter only the name, without a slash.`,
  });
}
