/** Waits for work that is wanted; `clock` and `after` are the platform's. */
export interface CoalescedParts {
  /** ms from the first wish to the work. */
  readonly waitMs: number;
  /** The largest share of the time that the work may take: if it takes long, it is done less often. */
  readonly share: number;
  readonly clock: () => number;
  /** Runs `run` after `ms`; returns how to call that off. */
  readonly after: (ms: number, run: () => void) => () => void;
}

/** Does the same work once for many wishes: soon after the first, never twice at a time, and again after the last. */
export class Coalesced {
  readonly #work: () => Promise<void>;
  readonly #parts: CoalescedParts;
  #callOff: (() => void) | null = null;
  #running = false;
  #again = false;
  #pauseMs = 0;
  #disposed = false;

  constructor(work: () => Promise<void>, parts: CoalescedParts) {
    this.#work = work;
    this.#parts = parts;
  }

  /** Asks for the work. */
  want(): void {
    if (this.#running) this.#again = true;
    else if (this.#callOff === null && !this.#disposed) {
      this.#callOff = this.#parts.after(Math.max(this.#parts.waitMs, this.#pauseMs), () => void this.#run());
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#callOff?.();
    this.#callOff = null;
  }

  async #run(): Promise<void> {
    const { clock, share } = this.#parts;
    this.#callOff = null;
    this.#running = true;
    this.#again = false;
    const began = clock();
    try {
      await this.#work();
    } finally {
      this.#pauseMs = Math.max(0, clock() - began) * (1 / share - 1);
      this.#running = false;
      if (this.#again) this.want();
    }
  }
}
