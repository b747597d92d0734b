import type { Clock } from "../app/ports/clock";
import { UserError } from "../app/ports/errors";
import type { IndexFiles } from "../app/ports/file-ports";
import type { Database } from "./database";
import { type FoldEnd, type FoldParts, fold, forgetAll, sweepLeftovers } from "./log/fold";
import type { OpenDatabase } from "./log/load";
import { isInTheWay, Notices, notEmptied, notFolded, notFollowed, notSaved, notSettled } from "./log/notices";
import type { IndexRecord } from "./log/record";
import { Replica } from "./log/replica";
import { Saver, type Schedule } from "./log/saver";
import { reasonOf } from "./reason-of";

/** What keeping an index needs; `openIndex` describes the defaults. */
export interface KeeperParts {
  readonly open: OpenDatabase;
  readonly files: IndexFiles;
  readonly saveDelayMs: number | undefined;
  readonly foldAtBytes: number | undefined;
  readonly schedule: Schedule | undefined;
  readonly now: (() => number) | undefined;
  readonly clock: Clock | undefined;
}

/** How long a save waits for more changes, and the longest it waits, in ms: appending to the log is cheap, saving a database is not. */
const delays = { log: { delayMs: 100, atMostMs: 1_000 }, whole: { delayMs: 1_000, atMostMs: 5_000 } };
/** The log is folded when it is half as long as the database, but not before it reaches this many bytes. */
const leastFoldBytes = 1 << 20;
/** A smaller database is folded whenever it is closed. */
const cheapBytes = 4 << 20;
/** When the index is opened, this many segments of ended processes are enough to fold them. */
const manySegments = 8;
const busyTries = 20;
const busyPauseMs = 250;

const timers: Schedule = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

const busy = new Error("another process is saving it");

/** Keeps the copy in memory and the files in sync: saves changes, folds the log, and picks up what other processes wrote. */
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

  /** Opens the index in the files. Throws UserError if it cannot be read or comes from a newer version. */
  static async open(parts: KeeperParts): Promise<Keeper> {
    const { open, files, clock = Date.now } = parts;
    const notices = new Notices();
    const replica = await Replica.open({ open, files, notices, clock }).catch((error: unknown) => {
      if (error instanceof UserError) throw error;
      throw new UserError(
        `The index could not be read: ${reasonOf(error)}. Make the index folder readable, or choose another one.`,
      );
    });
    const keeper = new Keeper(parts, { replica, files, notices });
    await keeper.#tidy();
    return keeper;
  }

  /** The current tables; do not hold on to them across an `await`. */
  get database(): Database {
    return this.#parts.replica.database;
  }

  /** What keeps the index from being complete or saved, in sentences that say what to do; or null. */
  get notice(): string | null {
    const { problem } = this.#saver;
    return [this.#parts.notices.text, problem && notSaved(problem)].filter(Boolean).join(" ") || null;
  }

  /** Applies a write, which is saved soon after. */
  put(record: IndexRecord): void {
    this.#parts.replica.put(record);
    this.#saver.changed();
  }

  /** Waits until every write is on disk; throws UserError if saving fails. */
  async save(): Promise<void> {
    try {
      await this.#saver.flush();
    } catch (error) {
      throw new UserError(notSaved(error));
    }
  }

  /** Checks for writes by other processes if the latest check is older than this many ms. */
  async lookAgain(olderThanMs: number): Promise<void> {
    if (this.#looking) return this.#looking;
    if (this.#now() - this.#lookedAt < olderThanMs) return;
    // A long fold must not keep what others write from being seen. Without a log, all that others write is a new database.
    if (this.#folding && this.#parts.replica.journal === null) return;
    this.#looking = this.#look();
    return this.#looking;
  }

  /** Waits for a fold in progress; a check after that sees what was written during it. */
  async folded(): Promise<void> {
    await this.#folding?.catch(() => undefined);
  }

  /** Saves the complete database and removes the log that it holds; `busy` if another process is doing so. */
  fold(isDue = () => true): Promise<FoldEnd> {
    const checked = () => {
      this.#lookedAt = this.#now();
      return isDue();
    };
    return this.#afterFold(() => fold(this.#parts, checked));
  }

  /**
   * Saves the complete database now; after that, no older record of another process is replayed over it. Throws
   * UserError if the files cannot be written.
   */
  async settle(): Promise<void> {
    await this.save();
    try {
      await this.#untilDone(() => this.fold());
    } catch (error) {
      throw new UserError(notSettled(error));
    }
  }

  /** Forgets everything, in memory and in the files. Throws UserError if the files cannot be written. */
  async clear(): Promise<void> {
    try {
      await this.#untilDone(() => this.#afterFold(() => forgetAll(this.#parts)));
    } catch (error) {
      throw new UserError(notEmptied(error));
    }
  }

  /** Saves, folds if that is cheap, and closes the files; rejects if saving fails. */
  async close(): Promise<void> {
    const { replica } = this.#parts;
    try {
      await this.save();
      await this.#folding?.catch(() => undefined);
      const isCheap = replica.unfolded > 0 && (this.#databaseBytes() < cheapBytes || this.#isFoldDue());
      // If the fold fails, the log still holds everything for the next process.
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
    else {
      // In a read-only folder, leftovers can stay.
      await sweepLeftovers(this.#parts).catch(() => undefined);
      // An earlier version or another program wrote it: without a checksum, damage to it would go unseen.
      if (!replica.isSealed && replica.journal !== null)
        this.fold(() => !replica.isSealed).catch(() => undefined);
    }
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
