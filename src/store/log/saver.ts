/** Calls `run` after `ms`; the returned function cancels it. */
export type Schedule = (run: () => void, ms: number) => () => void;

interface SaverOptions {
  readonly write: () => Promise<void>;
  /** How long to wait after the latest change, in ms. */
  readonly delayMs: number;
  /** The longest that a change waits, in ms, while more changes keep coming. */
  readonly atMostMs: number;
  readonly schedule: Schedule;
}

/** Writes changes soon after they are made: one write at a time, only if something changed, and again after a failure. */
export class Saver {
  readonly #options: SaverOptions;
  #dirty = false;
  #writing: Promise<void> | null = null;
  #problem: unknown = null;
  #cancelDelay: (() => void) | null = null;
  #cancelLatest: (() => void) | null = null;

  constructor(options: SaverOptions) {
    this.#options = options;
  }

  /** Why the latest write failed, or null if it succeeded. */
  get problem(): unknown {
    return this.#problem;
  }

  /** Notes that there is something new to write. */
  changed(): void {
    this.#dirty = true;
    const { schedule, delayMs, atMostMs } = this.#options;
    const soon = () => void this.flush().catch(() => undefined);
    this.#cancelDelay?.();
    this.#cancelDelay = schedule(soon, delayMs);
    this.#cancelLatest ??= schedule(soon, atMostMs);
  }

  /** Writes pending changes now; if that fails, rejects with the reason and keeps them for the next time. */
  async flush(): Promise<void> {
    this.#stopWaiting();
    while (this.#writing !== null) await this.#writing.catch(() => undefined);
    if (!this.#dirty) return;
    this.#writing = this.#write();
    try {
      await this.#writing;
    } finally {
      this.#writing = null;
    }
  }

  async #write(): Promise<void> {
    this.#dirty = false;
    try {
      await this.#options.write();
      this.#problem = null;
    } catch (error) {
      this.#dirty = true;
      this.#problem = error;
      throw error;
    }
  }

  #stopWaiting(): void {
    this.#cancelDelay?.();
    this.#cancelLatest?.();
    this.#cancelDelay = this.#cancelLatest = null;
  }
}
