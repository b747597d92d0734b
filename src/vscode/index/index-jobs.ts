import * as vscode from "vscode";
import { count } from "../../app/card/fact-sheet";
import { IndexJob, type JobOutcome, type JobProgress } from "../../app/index/index-job";
import type { FamilyJobs, IndexedFamily } from "../../app/index/index-overview";
import { UserError } from "../../app/ports/errors";
import type { Job, JobExtent, JobKind, JobScope } from "../../app/ports/job-port";
import { isRepoId } from "../../lineage/repo-id";
import { type CancelableProgress, withCancelableProgress } from "../cancelable-progress";
import { config } from "../config";
import { pickModel } from "../family/model-picker";
import { idOf } from "../model-id";
import type { Session } from "../session";

/** Requests of a job under way at once: one less than the client allows, so that a card never waits in line behind it. */
const concurrency = 3;

/** What is being read now, and how far that is; null before anything is known of it. */
interface Running extends JobScope {
  readonly progress: JobProgress | null;
}

/** Least time between two reports of a job's progress, in ms: it moves with every answer of the Hub. */
const reportEveryMs = 250;

/** Reads whole families and organizations into the index: one at a time, with a notification that can be canceled. */
export class IndexJobs implements FamilyJobs, vscode.Disposable {
  readonly #session: Session;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #running: Running | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Reads the whole family of the model named, else of one that is asked for; unfinished ones are offered. */
  async indexFamily(target: unknown): Promise<void> {
    const card = this.#session.cards.active?.subject.identity?.repo;
    const root = idOf(target) ?? (await this.#unfinished("family")) ?? card ?? (await this.#askForModel());
    if (root !== undefined && root !== null) await this.#run("family", root);
  }

  /** Reads the models of an author that is asked for, with their ancestors. */
  async indexOrganization(): Promise<void> {
    const root = (await this.#unfinished("organization")) ?? (await askForAuthor());
    if (root) await this.#run("organization", root);
  }

  /** Every family and organization that was begun, the latest first. */
  async families(): Promise<readonly IndexedFamily[]> {
    const running = this.#running;
    const stored = (await this.#session.index.jobs()).filter(job => !running || !isSame(job, running));
    return [...(running ? [runningFamily(running)] : []), ...stored.map(storedFamily)];
  }

  /** Goes on with a family or organization, or reads what changed of it. */
  refresh({ kind, root }: JobScope): Promise<void> {
    return this.#run(kind, root);
  }

  /** Takes a family or organization out of the index; models that another one has stay. */
  async forget(scope: JobScope): Promise<void> {
    if (this.#running && isSame(scope, this.#running))
      throw new UserError(`${scope.root} is being indexed. Cancel that in its notification first.`);
    await this.#session.index.forget({ ...scope, at: Date.now() });
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #askForModel(): Promise<string | undefined> {
    return pickModel(this.#session, "Index the whole family of which model?", "organization/name on the Hub");
  }

  /** A job that was begun and is not whole, when a person wants to go on with it; undefined when not, or there is none. */
  async #unfinished(kind: JobKind): Promise<string | undefined> {
    const jobs = (await this.#session.index.jobs()).filter(
      job => job.kind === kind && job.finishedAt === null,
    );
    if (jobs.length === 0) return undefined;
    const items = jobs.map(({ root, models, unchecked }) => ({
      label: `Go on with ${root}`,
      description: `${models - unchecked} of ${models} models checked`,
      root,
    }));
    const another = { label: kind === "family" ? "Another Family" : "Another Organization", root: undefined };
    const choice = await vscode.window.showQuickPick([...items, another], {
      title: "Some indexing did not come to its end",
    });
    if (choice === undefined) throw new vscode.CancellationError();
    return choice.root;
  }

  async #run(kind: JobKind, root: string): Promise<void> {
    const { index } = this.#session;
    this.#session.requireOnline();
    if (this.#running !== null)
      throw new UserError(
        `${this.#running.root} is being indexed. Wait for it, or cancel it in its notification.`,
      );
    this.#running = { kind, root, progress: null };
    this.#changed.fire();
    const title = `Indexing ${kind === "family" ? "the family of " : ""}${root}`;
    try {
      const outcome = await withCancelableProgress(title, progress => this.#read(kind, root, progress));
      if (outcome === null) return;
      await index.save();
      await this.#session.facts.load([outcome.root].filter(isRepoId));
      this.#tell(outcome);
    } finally {
      this.#running = null;
      this.#changed.fire();
    }
  }

  async #read(kind: JobKind, root: string, { signal, report }: CancelableProgress): Promise<JobOutcome> {
    const { index, access } = this.#session;
    let nextReportAt = 0;
    const onProgress = (progress: JobProgress): void => {
      if (Date.now() < nextReportAt) return;
      nextReportAt = Date.now() + reportEveryMs;
      report(inWords(progress));
      this.#running = { kind, root, progress };
      this.#changed.fire();
    };
    const job = new IndexJob(
      { hub: access.hub, index, clock: Date.now, maxAgeMs: () => config.maxAgeMs, concurrency },
      {
        kind,
        root,
        cards: config.indexCards,
        storage: config.indexStorage,
        signal,
        onProgress,
      },
    );
    return job.run();
  }

  #tell({ root, extent, failure, failed }: JobOutcome): void {
    const { log } = this.#session;
    log.info(`indexed ${root} models=${extent.models} unchecked=${extent.unchecked} failed=${failed.length}`);
    for (const { what, id, message } of failed) log.warn(`${what}=${id} ${message}`);
    if (failure === null && failed.length === 0) {
      vscode.window.setStatusBarMessage(
        `Hub Lineage: ${count(extent.models, "model", "models")} of ${root} are indexed`,
        10_000,
      );
      return;
    }
    if (failure?.reason === "canceled") return;
    const why = failure?.message ?? `${count(failed.length, "answer", "answers")} could not be read.`;
    throw new UserError(`${why} Run the command again to go on.`);
  }
}

function isSame(a: JobScope, b: JobScope): boolean {
  return a.kind === b.kind && a.root === b.root;
}

function runningFamily({ kind, root, progress }: Running): IndexedFamily {
  const { models, checked } = progress ?? { models: 0, checked: 0 };
  const message = progress === null ? "It begins." : inWords(progress);
  const state = (progress?.waitingMs ?? 0) > 1000 ? "waiting" : "running";
  return { kind, root, models, unchecked: models - checked, updatedAt: null, state, message };
}

function storedFamily(job: Job & JobExtent): IndexedFamily {
  const { kind, root, models, unchecked, updatedAt, finishedAt, failed } = job;
  const state = failed.length > 0 ? "failed" : finishedAt === null ? "partial" : "complete";
  return { kind, root, models, unchecked, updatedAt, state, message: failed[0]?.message ?? null };
}

function inWords({ models, checked, left, leftMs, waitingMs }: JobProgress): string {
  if (waitingMs > 1000)
    return `${checked} of ${models} models; waiting ${duration(waitingMs)} for the Hub's limit`;
  const time = leftMs === null ? "" : `, about ${duration(leftMs)}`;
  return `${checked} of ${models} models checked; ${count(left, "request", "requests")} left${time}`;
}

function duration(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

function askForAuthor(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: "Index the models of which organization or user?",
    placeHolder: "name on the Hub, such as bigscience",
    validateInput: text =>
      isRepoId(text.trim()) && !text.includes("/") ? null : "Write the name alone, without a slash.",
  });
}
