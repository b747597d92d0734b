import { type Clock, clockDifferenceMs } from "../../app/ports/clock";
import type { IndexFiles, SegmentInfo } from "../../app/ports/file-ports";
import type { Database } from "../database";
import { forgetWrongDates, latestDate, withoutWrongDates } from "../wrong-dates";
import { Journal } from "./journal";
import { load, type OpenDatabase, openEmpty } from "./load";
import type { Notices } from "./notices";
import { withPremises } from "./premises";
import { applyRecord, decodeRecord, encodeRecord, type IndexRecord } from "./record";
import { forgetOthers, type Positions, positionsOf, replaySegments, setPosition } from "./replay";
import { sealed } from "./seal";

/** A database as bytes to save, and what they were made from. */
export interface Snapshot {
  readonly bytes: Uint8Array;
  /** How much of each segment it holds. */
  readonly positions: Positions;
  /** The mark of the saved database that it was made from. */
  readonly mark: string | null;
  /** How many of the oldest pending records it includes. */
  readonly pending: number;
  /** The database that becomes the copy in memory once this is saved; null to keep the present one. */
  readonly next: Database | null;
}

/** What a replica needs. */
export interface ReplicaParts {
  readonly open: OpenDatabase;
  readonly files: IndexFiles;
  readonly notices: Notices;
  readonly clock: Clock;
}

/** How many times to look for a moment when nobody is replacing the database; a fold that comes too late gives up anyway. */
const maxLooks = 5;

/**
 * The copy of the index in memory. At any moment it equals one saved database (identified by its mark), plus the
 * segments up to the positions in its table `folded_segments`, plus the pending records: those of this process that are
 * not on disk yet. After another process replaces the saved database, the copy is rebuilt from the new one.
 */
export class Replica {
  readonly journal: Journal | null;
  readonly #parts: ReplicaParts;
  readonly #pending: Uint8Array[] = [];
  #database: Database;
  #mark: string | null = null;
  #saved: Positions = new Map();
  #listed: readonly SegmentInfo[] = [];
  #isInTheWay = false;
  #isSealed = true;
  #isLoaded = false;
  /** The latest time that the clock showed, and when wrong dates were last found in the copy. */
  #seenAt = Number.NEGATIVE_INFINITY;
  #correctedAt = Number.NEGATIVE_INFINITY;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(parts: ReplicaParts, empty: Database) {
    const { segments } = parts.files;
    this.#parts = parts;
    this.#database = empty;
    this.journal = segments && new Journal(segments);
  }

  /** Loads the saved database and what the segments add. Throws UserError if this version cannot use it. */
  static async open(parts: ReplicaParts): Promise<Replica> {
    const replica = new Replica(parts, openEmpty(parts.open));
    await replica.exclusive(async () => {
      await replica.#reload();
      await replica.look();
    });
    return replica;
  }

  /** The tables; a new object after each refresh that found the saved database replaced. */
  get database(): Database {
    return this.#database;
  }

  /** Whether the saved database is damaged and must be set aside before another is saved. */
  get isInTheWay(): boolean {
    return this.#isInTheWay;
  }

  /** Whether the saved database has a checksum. */
  get isSealed(): boolean {
    return this.#isSealed;
  }

  /** The segments found by the latest look. */
  get listed(): readonly SegmentInfo[] {
    return this.#listed;
  }

  /** How much of each segment the saved database holds. */
  get saved(): Positions {
    return this.#saved;
  }

  /** Bytes of segments that the copy holds and the saved database does not. */
  get unfolded(): number {
    let bytes = 0;
    for (const [name, position] of positionsOf(this.#database))
      bytes += position - (this.#saved.get(name) ?? 0);
    return bytes;
  }

  /** Applies a write to the copy; it is pending until `flush` or a saved snapshot. */
  put(record: IndexRecord): void {
    const dated = this.#withinCorrection(withoutWrongDates(record, this.#latestDate()));
    const known = withPremises(this.#database, dated);
    applyRecord(this.#database, known);
    this.#pending.push(encodeRecord(known));
  }

  /** Runs tasks one at a time: no segment is written while the copy is rebuilt. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Brings the copy up to date with what all processes have saved. */
  refresh(): Promise<void> {
    return this.exclusive(() => this.look());
  }

  /** `refresh` for work that is already exclusive. */
  async look(): Promise<void> {
    this.#latestDate();
    for (let looks = 0; looks < maxLooks; looks++) {
      await this.#replay(this.#database, false);
      // Segments are removed only after the database that holds them is in place, so an unchanged mark means that none was missed.
      if ((await this.#parts.files.mark()) === this.#mark) return;
      await this.#reload();
    }
  }

  /** Writes the pending records to this process's segment and waits until they are on disk. */
  flush(journal: Journal): Promise<void> {
    return this.exclusive(async () => {
      const records = [...this.#pending];
      if (records.length === 0) return;
      await journal.append(records);
      this.#pending.splice(0, records.length);
      if (journal.present) setPosition(this.#database, journal.present.name, journal.present.bytes);
    });
  }

  /** The copy, ready to be saved. */
  snapshot(): Snapshot {
    forgetOthers(this.#database, this.#names());
    return this.#snapshotOf(this.#database, null);
  }

  /** An empty copy with the same positions: saving it forgets everything so far. */
  emptySnapshot(): Snapshot {
    const empty = openEmpty(this.#parts.open);
    const names = new Set(this.#names());
    for (const [name, bytes] of positionsOf(this.#database))
      if (names.has(name)) setPosition(empty, name, bytes);
    return this.#snapshotOf(empty, empty);
  }

  /** Records that a snapshot has been saved. */
  adopt(snapshot: Snapshot, mark: string): void {
    this.#mark = mark;
    this.#saved = snapshot.positions;
    this.#isInTheWay = false;
    this.#isSealed = true;
    // With a journal, pending records wait for it, unless they are forgotten.
    if (this.journal === null || snapshot.next !== null) this.#pending.splice(0, snapshot.pending);
    if (snapshot.next !== null) this.#swap(snapshot.next);
  }

  /** Removes own segments that the saved database holds; if it holds the current one, finishes that first. */
  async leaveFolded(): Promise<void> {
    const { journal } = this;
    const { segments } = this.#parts.files;
    if (journal === null || segments === null) return;
    const { present } = journal;
    if (present && this.#saved.get(present.name) === present.bytes) await journal.leave();
    for (const name of journal.left) {
      const segment = (await segments.list()).find(one => one.name === name);
      if (segment && segment.bytes > (this.#saved.get(name) ?? 0)) continue;
      await segments.remove(name);
      journal.left.delete(name);
    }
  }

  close(): void {
    this.#database.close();
  }

  #names(): string[] {
    const own = this.journal?.present?.name;
    return [...this.#listed.map(({ name }) => name), ...(own === undefined ? [] : [own])];
  }

  #snapshotOf(database: Database, next: Database | null): Snapshot {
    const pending = this.#pending.length;
    return {
      bytes: sealed(database.bytes()),
      positions: positionsOf(database),
      mark: this.#mark,
      pending,
      next,
    };
  }

  async #replay(database: Database, doubtful: boolean): Promise<boolean> {
    const { segments } = this.#parts.files;
    if (segments === null) return false;
    this.#listed = await segments.list();
    const isOver = (segment: SegmentInfo) =>
      segment.finished || (this.journal?.left.has(segment.name) ?? false);
    const notify = (subject: string, sentence: string) => this.#parts.notices.set(subject, sentence);
    const latest = latestDate(this.#parts.clock());
    return replaySegments(segments, this.#listed, { database, doubtful, isOver, latest, notify });
  }

  async #reload(): Promise<void> {
    const { open, files, notices } = this.#parts;
    const { database, mark, damaged, sealed: isSealed, notice } = await load(open, files);
    if (damaged && this.#isLoaded) {
      // The copy in memory knows more than what is left on disk: it is saved again.
      database.close();
      this.#mark = mark;
      this.#saved = new Map();
      this.#isInTheWay = true;
      notices.damaged(true);
      return;
    }
    const saved = positionsOf(database);
    this.#correct(database);
    try {
      const rebuilt = await this.#replay(database, damaged);
      if (damaged) notices.damaged(rebuilt);
    } catch (error) {
      database.close();
      throw error;
    }
    if (notice !== null) notices.set("earlier", notice);
    this.#mark = mark;
    this.#saved = saved;
    this.#isInTheWay = damaged;
    this.#isSealed = isSealed;
    this.#isLoaded = true;
    this.#swap(database);
    await this.leaveFolded();
  }

  /** The latest date that can be right. If the clock was set back, what was written before may have later ones. */
  #latestDate(): number {
    const now = this.#parts.clock();
    if (now < this.#seenAt - clockDifferenceMs) this.#correct(this.#database);
    this.#seenAt = now;
    return latestDate(now);
  }

  #correct(database: Database): void {
    const now = this.#parts.clock();
    if (forgetWrongDates(database, latestDate(now))) this.#correctedAt = now;
  }

  /** A listing that began before dates were corrected cannot tell which children were read since it began. */
  #withinCorrection(record: IndexRecord): IndexRecord {
    if (record.type !== "children" || record.began === record.at || record.began > this.#correctedAt)
      return record;
    return { ...record, began: 0 };
  }

  #swap(next: Database): void {
    for (const payload of this.#pending) {
      const record = decodeRecord(payload);
      if (record) applyRecord(next, withoutWrongDates(record, this.#latestDate()));
    }
    this.#database.close();
    this.#database = next;
  }
}
