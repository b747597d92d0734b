import { UserError } from "../app/ports/errors";
import type { IndexFiles } from "../app/ports/file-ports";
import { type Database, reasonOf } from "./database";
import { type FoldEnd, type FoldParts, fold, forgetAll, sweepLeftovers } from "./log/fold";
import type { OpenDatabase } from "./log/load";
import { isInTheWay, Notices, notEmptied, notFolded, notFollowed, notSaved, notSettled } from "./log/notices";
import type { IndexRecord } from "./log/record";
import { Replica } from "./log/replica";
import { Saver, type Schedule } from "./log/saver";

/** What keeping an index needs; what is absent is as `openIndex` says. */
export interface KeeperParts {
  readonly open: OpenDatabase;
  readonly files: IndexFiles;
  readonly saveDelayMs: number | undefined;
  readonly foldAtBytes: number | undefined;
  readonly schedule: Schedule | undefined;
  readonly now: (() => number) | undefined;
}

/** How long a save waits for further changes, and at most, in ms: adding to the log is cheap, a whole database is not. */
const delays = { log: { delayMs: 100, atMostMs: 1_000 }, whole: { delayMs: 1_000, atMostMs: 5_000 } };
/** The log is folded when it is half as long as the database, and no sooner than at so many bytes. */
const leastFoldBytes = 1 << 20;
/** A smaller database is folded whenever it is closed. */
const cheapBytes = 4 << 20;
/** So many segments of ended processes are folded when the index is opened. */
const manySegments = 8;
const busyTries = 20;
const busyPauseMs = 250;

const timers: Schedule = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

const busy = new Error("another process is saving it");

/** Keeps the copy in memory and the files together: saves what is new, folds the log, and sees what others wrote. */
export class Keeper {
  readonly #parts: FoldParts;
  readonly #saver: Saver;
  readonly #schedule: Schedule;
  readonly #now: () => number;
  readonly #foldAtBytes: number | undefined;
  #folding: Promise<unknown> | null = null;
  #looking: Promise<void> | null = null;
  #lookedAt: number;

  private constructor(parts: KeeperParts, fold: FoldParts) {
    const usual = fold.replica.journal === null ? delays.whole : delays.log;
    const delayMs = parts.saveDelayMs ?? usual.delayMs;
    this.#parts = fold;
    this.#schedule = parts.schedule ?? timers;
    this.#now = parts.now ?? (() => performance.now());
    this.#foldAtBytes = parts.foldAtBytes;
    this.#lookedAt = this.#now();
    this.#saver = new Saver({
      write: () => this.#write(),
      delayMs,
      atMostMs: Math.max(usual.atMostMs, delayMs),
      schedule: this.#schedule,
    });
  }

  /** Opens what the files keep. Throws UserError when it cannot be read or is of a newer version. */
  static async open(parts: KeeperParts): Promise<Keeper> {
    const { open, files } = parts;
    const notices = new Notices();
    const replica = await Replica.open({ open, files, notices }).catch((error: unknown) => {
      if (error instanceof UserError) throw error;
      throw new UserError(
        `The index could not be read: ${reasonOf(error)}. Make the index folder readable, or choose another one.`,
      );
    });
    const keeper = new Keeper(parts, { replica, files, notices });
    await keeper.#tidy();
    return keeper;
  }

  /** The tables as they are now; not to be kept over an `await`. */
  get database(): Database {
    return this.#parts.replica.database;
  }

  /** What keeps the index from being whole or saved, in sentences that say what to do, or null. */
  get notice(): string | null {
    const { problem } = this.#saver;
    return [this.#parts.notices.text, problem && notSaved(problem)].filter(Boolean).join(" ") || null;
  }

  /** Does a write, which is saved soon after. */
  put(record: IndexRecord): void {
    this.#parts.replica.put(record);
    this.#saver.changed();
  }

  /** Waits until everything that was put is on the disk; throws UserError when it cannot be. */
  async save(): Promise<void> {
    try {
      await this.#saver.flush();
    } catch (error) {
      throw new UserError(notSaved(error));
    }
  }

  /** Looks for what other processes have written, when the latest look is older than so many ms. */
  async lookAgain(olderThanMs: number): Promise<void> {
    if (this.#looking) return this.#looking;
    // A fold begins with a look of its own.
    if (this.#folding || this.#now() - this.#lookedAt < olderThanMs) return;
    this.#looking = this.#look();
    return this.#looking;
  }

  /** Waits for a fold that is under way, after which a look sees what was written meanwhile. */
  async folded(): Promise<void> {
    await this.#folding?.catch(() => undefined);
  }

  /** Saves the whole database and removes the log that is in it; `busy` when another process is at it. */
  fold(isDue = () => true): Promise<FoldEnd> {
    return this.#afterFold(() => fold(this.#parts, isDue));
  }

  /**
   * Saves the whole database at once, after which no older record of another process is replayed over it. Throws
   * UserError when the files cannot be written.
   */
  async settle(): Promise<void> {
    await this.save();
    try {
      await this.#untilDone(() => this.fold());
    } catch (error) {
      throw new UserError(notSettled(error));
    }
  }

  /** Forgets everything, here and in the files. Throws UserError when the files cannot be written. */
  async clear(): Promise<void> {
    try {
      await this.#untilDone(() => this.#afterFold(() => forgetAll(this.#parts)));
    } catch (error) {
      throw new UserError(notEmptied(error));
    }
  }

  /** Saves, folds where that is cheap, and lets go of the files; rejects when saving fails. */
  async close(): Promise<void> {
    const { replica } = this.#parts;
    try {
      await this.save();
      await this.#folding?.catch(() => undefined);
      const isCheap = replica.unfolded > 0 && (this.#databaseBytes() < cheapBytes || this.#isFoldDue());
      // Whatever a fold cannot do now is in the log for the next process.
      if (isCheap) await this.fold().catch(() => undefined);
    } finally {
      await this.#folding?.catch(() => undefined);
      await replica.journal?.leave();
      replica.close();
    }
  }

  async #look(): Promise<void> {
    const { replica, notices } = this.#parts;
    try {
      await replica.refresh();
      notices.set("follow", null);
      if (replica.isInTheWay) await this.#replaceDamaged();
    } catch (error) {
      notices.set("follow", notFollowed(error));
    } finally {
      this.#looking = null;
      this.#lookedAt = this.#now();
    }
  }

  async #write(): Promise<void> {
    const { replica } = this.#parts;
    if (replica.journal === null) return this.#untilDone(() => this.fold());
    await replica.flush(replica.journal);
    if (this.#isFoldDue() && !this.#folding) this.#foldMeanwhile();
  }

  async #tidy(): Promise<void> {
    const { replica } = this.#parts;
    if (replica.isInTheWay) return this.#replaceDamaged();
    const finished = replica.listed.filter(segment => segment.finished).length;
    if (finished >= manySegments || this.#isFoldDue()) this.#foldMeanwhile();
    // In a folder that is read only they lie well.
    else await sweepLeftovers(this.#parts).catch(() => undefined);
  }

  async #replaceDamaged(): Promise<void> {
    try {
      if ((await this.fold()) === "busy") throw busy;
    } catch (error) {
      this.#parts.notices.set("database", isInTheWay(error));
    }
  }

  #foldMeanwhile(): void {
    const { notices } = this.#parts;
    const isDue = () => this.#isFoldDue() || this.#parts.replica.listed.length >= manySegments;
    this.fold(isDue).then(
      () => notices.set("fold", null),
      error => notices.set("fold", notFolded(error)),
    );
  }

  async #afterFold<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#folding;
    const mine = (async () => {
      await before?.catch(() => undefined);
      return work();
    })();
    this.#folding = mine;
    try {
      return await mine;
    } finally {
      if (this.#folding === mine) this.#folding = null;
    }
  }

  async #untilDone(work: () => Promise<FoldEnd>): Promise<void> {
    for (let tries = 0; tries < busyTries; tries++) {
      if ((await work()) === "done") return;
      await new Promise<void>(resolve => void this.#schedule(resolve, busyPauseMs));
    }
    throw busy;
  }

  #databaseBytes(): number {
    const { database } = this;
    return Number(database.value("PRAGMA page_count")) * Number(database.value("PRAGMA page_size"));
  }

  #isFoldDue(): boolean {
    const foldAt = this.#foldAtBytes ?? Math.max(leastFoldBytes, this.#databaseBytes() / 2);
    return this.#parts.replica.unfolded >= foldAt;
  }
}
